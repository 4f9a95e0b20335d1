/* Which polygon do bytes of well-known binary hold? ISO 13249, and the older EWKB flags of Z, M and SRID. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "geometry/polygon.h"

enum { WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };
static const uint32_t ewkb_z = 0x80000000u, ewkb_m = 0x40000000u, ewkb_srid = 0x20000000u;

/* Reads forwards and remembers whether the bytes ran out; every number after that is zero. */
struct cursor {
    const unsigned char *at, *end;
    bool little_endian, ran_out;
};

static void skip_bytes(struct cursor *cursor, size_t count)
{
    cursor->ran_out |= (size_t)(cursor->end - cursor->at) < count;
    cursor->at = cursor->ran_out ? cursor->end : cursor->at + count;
}

static uint64_t take_bytes(struct cursor *cursor, size_t count)
{
    const unsigned char *at = cursor->at;
    skip_bytes(cursor, count);
    if (cursor->ran_out)
        return 0;
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value |= (uint64_t)at[i] << (8 * (cursor->little_endian ? i : count - 1 - i));
    return value;
}

static double take_double(struct cursor *cursor)
{
    uint64_t bits = take_bytes(cursor, 8);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The kind of a geometry and the bytes that Z and M add to each of its vertices. */
struct wkb_type {
    uint32_t kind; /* 0 where the byte order mark is none */
    size_t extra_bytes;
};

static struct wkb_type take_type(struct cursor *cursor)
{
    uint64_t order = take_bytes(cursor, 1);
    cursor->little_endian = order == 1;
    uint32_t code = (uint32_t)take_bytes(cursor, 4);
    if (order > 1)
        return (struct wkb_type){0, 0};
    if (code & ewkb_srid)
        skip_bytes(cursor, 4);
    size_t extra_ordinates = (code & ewkb_z ? 1u : 0u) + (code & ewkb_m ? 1u : 0u);
    code &= ~(ewkb_z | ewkb_m | ewkb_srid);
    if (code >= 1000 && code < 4000) {
        extra_ordinates = code / 1000 == 3 ? 2 : 1;
        code %= 1000;
    }
    return (struct wkb_type){code, 8 * extra_ordinates};
}

/* The geometry is walked twice: first to count, then, with a target, to fill. */
struct reading {
    struct cursor cursor;
    struct polygon *target; /* NULL while counting */
    size_t vertices, rings, parts;
};

static enum mah_status cut_off(struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_DATA, "a polygon is cut off: its well-known binary ends too early");
}

static enum mah_status read_ring(struct reading *reading, size_t extra_bytes, struct mah_error *err)
{
    struct cursor *cursor = &reading->cursor;
    uint64_t count = take_bytes(cursor, 4);
    if (cursor->ran_out || count > (size_t)(cursor->end - cursor->at) / (16 + extra_bytes))
        return cut_off(err);
    if (count == 0)
        return MAH_OK;
    struct point first = {0, 0}, vertex = {0, 0};
    for (uint64_t i = 0; i < count; i++) {
        vertex.x = take_double(cursor);
        vertex.y = take_double(cursor);
        skip_bytes(cursor, extra_bytes);
        if (!isfinite(vertex.x) || !isfinite(vertex.y))
            return mah_fail(err, MAH_BAD_DATA, "a polygon has a coordinate that is not a finite number");
        if (i == 0)
            first = vertex;
        if (reading->target)
            reading->target->vertices[reading->vertices] = vertex;
        reading->vertices++;
    }
    if (vertex.x != first.x || vertex.y != first.y)
        return mah_fail(err, MAH_BAD_DATA, "a polygon has a ring that does not end where it begins");
    reading->rings++;
    if (reading->target)
        reading->target->ring_start[reading->rings] = reading->vertices;
    return MAH_OK;
}

static enum mah_status read_part(struct reading *reading, size_t extra_bytes, struct mah_error *err)
{
    size_t rings_before = reading->rings;
    uint64_t count = take_bytes(&reading->cursor, 4);
    for (uint64_t i = 0; i < count; i++) {
        enum mah_status status = read_ring(reading, extra_bytes, err);
        if (status != MAH_OK)
            return status;
    }
    if (reading->cursor.ran_out)
        return cut_off(err);
    if (reading->rings == rings_before) /* POLYGON EMPTY */
        return MAH_OK;
    reading->parts++;
    if (reading->target)
        reading->target->part_start[reading->parts] = reading->rings;
    return MAH_OK;
}

static enum mah_status read_geometry(struct reading *reading, struct mah_error *err)
{
    struct wkb_type type = take_type(&reading->cursor);
    if (reading->cursor.ran_out)
        return cut_off(err);
    if (type.kind == WKB_POLYGON)
        return read_part(reading, type.extra_bytes, err);
    if (type.kind != WKB_MULTIPOLYGON)
        return mah_fail(err, MAH_BAD_DATA, "a geometry of type %u is not a polygon", (unsigned)type.kind);
    uint64_t count = take_bytes(&reading->cursor, 4);
    for (uint64_t i = 0; i < count; i++) {
        type = take_type(&reading->cursor);
        if (reading->cursor.ran_out)
            return cut_off(err);
        if (type.kind != WKB_POLYGON)
            return mah_fail(err, MAH_BAD_DATA, "a geometry of type %u is not a polygon", (unsigned)type.kind);
        enum mah_status status = read_part(reading, type.extra_bytes, err);
        if (status != MAH_OK)
            return status;
    }
    return reading->cursor.ran_out ? cut_off(err) : MAH_OK;
}

enum mah_status polygon_from_wkb(struct polygon *out, const unsigned char *bytes, size_t length, struct mah_error *err)
{
    *out = (struct polygon){.bounds = rectangle_empty()};
    struct cursor start = {.at = bytes, .end = bytes + length};
    struct reading counting = {.cursor = start};
    enum mah_status status = read_geometry(&counting, err);
    if (status == MAH_OK)
        status = polygon_reserve(out, counting.vertices, counting.rings, counting.parts, err);
    if (status != MAH_OK)
        return status;
    struct reading filling = {.cursor = start, .target = out};
    status = read_geometry(&filling, err);
    polygon_set_bounds(out);
    return status;
}
