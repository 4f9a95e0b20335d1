/* How are numbers taken from well-known binary? ISO 13249, and the older EWKB flags of Z, M and SRID. */
#include "geometry/wkb_cursor.h"

#include <string.h>

static const uint32_t ewkb_z = 0x80000000u, ewkb_m = 0x40000000u, ewkb_srid = 0x20000000u;

static void skip_bytes(struct wkb_cursor *cursor, size_t count)
{
    cursor->ran_out |= (size_t)(cursor->end - cursor->at) < count;
    cursor->at = cursor->ran_out ? cursor->end : cursor->at + count;
}

static uint64_t take_bytes(struct wkb_cursor *cursor, size_t count)
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

static const bool host_is_little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

/* Millions of them: eight bytes at a time. */
static double take_double(struct wkb_cursor *cursor)
{
    uint64_t bits;
    double value;
    const unsigned char *at = cursor->at;
    skip_bytes(cursor, sizeof bits);
    if (cursor->ran_out)
        return 0;
    memcpy(&bits, at, sizeof bits);
    if (cursor->little_endian != host_is_little_endian)
        bits = __builtin_bswap64(bits);
    memcpy(&value, &bits, sizeof value);
    return value;
}

struct wkb_type wkb_take_type(struct wkb_cursor *cursor)
{
    uint64_t order = take_bytes(cursor, 1);
    cursor->little_endian = order == 1;
    uint32_t code = (uint32_t)take_bytes(cursor, 4);
    if (order > 1)
        return (struct wkb_type){WKB_NONE, 0};
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

uint32_t wkb_take_count(struct wkb_cursor *cursor)
{
    return (uint32_t)take_bytes(cursor, 4);
}

struct point wkb_take_vertex(struct wkb_cursor *cursor, size_t extra_bytes)
{
    struct point vertex;
    vertex.x = take_double(cursor);
    vertex.y = take_double(cursor);
    skip_bytes(cursor, extra_bytes);
    return vertex;
}

bool wkb_has_vertices(const struct wkb_cursor *cursor, uint32_t count, size_t extra_bytes)
{
    return !cursor->ran_out && count <= (size_t)(cursor->end - cursor->at) / (16 + extra_bytes);
}
