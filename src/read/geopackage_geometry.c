/* Which point is a geometry of a GeoPackage? (OGC 12-128r18, 2.1.3; WKB: ISO 13249-3) */
#include "read/geopackage_geometry.h"

#include <endian.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { KIND_NONE, KIND_POINT, KIND_OTHER };
enum { WKB_POINT = 1, WKB_MULTIPOINT = 4 };
enum { FLAG_EMPTY = 0x10, ENVELOPE_SHIFT = 1, ENVELOPE_MASK = 0x07 };

/* Bytes that are still to be read; `damaged` once there were too few. */
struct wkb {
    const unsigned char *at;
    size_t left;
    bool little, damaged;
};

static void take(struct wkb *wkb, void *out, size_t size)
{
    if (wkb->left < size) {
        wkb->damaged = true;
        memset(out, 0, size);
        return;
    }
    memcpy(out, wkb->at, size);
    wkb->at += size;
    wkb->left -= size;
}

static uint32_t take_number(struct wkb *wkb)
{
    uint32_t number;
    take(wkb, &number, sizeof number);
    return wkb->little ? le32toh(number) : be32toh(number);
}

static double take_double(struct wkb *wkb)
{
    uint64_t bits;
    double value;
    take(wkb, &bits, sizeof bits);
    bits = wkb->little ? le64toh(bits) : be64toh(bits);
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Byte order and type; *ordinates is how many numbers a vertex has. The type comes without Z and M (ISO, and EWKB's
 * bits). */
static uint32_t take_type(struct wkb *wkb, int *ordinates)
{
    unsigned char order = 0;
    take(wkb, &order, sizeof order);
    wkb->damaged = wkb->damaged || order > 1;
    wkb->little = order == 1;
    uint32_t type = take_number(wkb);
    bool z = (type & 0x80000000u) != 0, m = (type & 0x40000000u) != 0;
    type &= 0x1FFFFFFFu;
    z = z || type / 1000 == 1 || type / 1000 == 3;
    m = m || type / 1000 == 2 || type / 1000 == 3;
    *ordinates = 2 + z + m;
    return type % 1000;
}

/* The numbers of one point; an empty one has NaN for both (there is no other way to write it in WKB). */
static uint8_t take_point(struct wkb *wkb, int ordinates, struct point *out)
{
    struct point point;
    point.x = take_double(wkb);
    point.y = take_double(wkb);
    for (int i = 2; i < ordinates; i++)
        take_double(wkb);
    if (wkb->damaged)
        return KIND_OTHER;
    if (isnan(point.x) && isnan(point.y))
        return KIND_NONE;
    *out = point;
    return KIND_POINT;
}

static uint8_t take_geometry(struct wkb *wkb, struct point *out)
{
    int ordinates;
    uint32_t type = take_type(wkb, &ordinates);
    if (type == WKB_POINT)
        return take_point(wkb, ordinates, out);
    uint32_t parts = take_number(wkb);
    if (wkb->damaged)
        return KIND_OTHER;
    if (parts == 0)
        return KIND_NONE;
    if (type != WKB_MULTIPOINT || parts != 1 || take_type(wkb, &ordinates) != WKB_POINT)
        return KIND_OTHER;
    return take_point(wkb, ordinates, out);
}

/* As nearly all programs write a point: little-endian, without envelope, with two ordinates. */
static bool take_usual(const unsigned char *blob, size_t length, struct point *out)
{
    enum { ORDER_AT = 8, X_AT = 13, Y_AT = 21, BYTES = 29 };
    static const unsigned char head[] = {'G', 'P', 0, 1}, type[] = {1, WKB_POINT, 0, 0, 0};
    if (length != BYTES || memcmp(blob, head, sizeof head) != 0 || memcmp(blob + ORDER_AT, type, sizeof type) != 0)
        return false;
    uint64_t x, y;
    memcpy(&x, blob + X_AT, sizeof x);
    memcpy(&y, blob + Y_AT, sizeof y);
    x = le64toh(x);
    y = le64toh(y);
    memcpy(&out->x, &x, sizeof out->x);
    memcpy(&out->y, &y, sizeof out->y);
    return !isnan(out->x) && !isnan(out->y);
}

uint8_t geopackage_point_read(const unsigned char *blob, size_t length, struct point *out)
{
    static const unsigned char envelope_bytes[] = {0, 32, 48, 48, 64};
    unsigned char head[8]; /* "GP", version, flags, srs_id */
    struct wkb wkb = {.at = blob, .left = length};
    if (take_usual(blob, length, out))
        return KIND_POINT;
    *out = (struct point){0};
    if (length == 0)
        return KIND_NONE;
    take(&wkb, head, sizeof head);
    unsigned envelope = (head[3] >> ENVELOPE_SHIFT) & ENVELOPE_MASK;
    if (wkb.damaged || memcmp(head, "GP", 2) != 0 || envelope >= sizeof envelope_bytes)
        return KIND_OTHER;
    if ((head[3] & FLAG_EMPTY) != 0)
        return KIND_NONE;
    if (wkb.left < envelope_bytes[envelope])
        return KIND_OTHER;
    wkb.at += envelope_bytes[envelope];
    wkb.left -= envelope_bytes[envelope];
    return take_geometry(&wkb, out);
}
