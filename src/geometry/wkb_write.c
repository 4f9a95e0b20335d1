/* How is a polygon written as well-known binary (ISO 13249)? */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "geometry/polygon.h"
#include "geometry/ring.h"

enum { WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

static unsigned char *put_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        *at++ = (unsigned char)(value >> (8 * i));
    return at;
}

static unsigned char *put_double(unsigned char *at, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        *at++ = (unsigned char)(bits >> (8 * i));
    return at;
}

static unsigned char *put_header(unsigned char *at, uint32_t type, size_t count)
{
    *at++ = 1; /* little endian */
    at = put_u32(at, type);
    return put_u32(at, (uint32_t)count);
}

static unsigned char *put_ring(unsigned char *at, const struct point *ring, size_t count, bool counter_clockwise)
{
    bool reversed = ring_is_counter_clockwise(ring, count) != counter_clockwise;
    at = put_u32(at, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        struct point vertex = ring[reversed ? count - 1 - i : i];
        at = put_double(at, vertex.x);
        at = put_double(at, vertex.y);
    }
    return at;
}

enum mah_status polygon_to_wkb(unsigned char **bytes, size_t *length, const struct polygon *polygon,
                               struct mah_error *err)
{
    *bytes = NULL;
    *length = 0;
    if (polygon->vertex_count > UINT32_MAX)
        return mah_fail(err, MAH_BAD_DATA, "a polygon has more vertices than well-known binary can count");
    size_t size = 9 + 9 * polygon->part_count + 4 * polygon->ring_count + 16 * polygon->vertex_count;
    unsigned char *at = memory_new(size, 1);
    if (!at)
        return mah_no_memory(err);
    *bytes = at;
    *length = size;
    at = put_header(at, WKB_MULTIPOLYGON, polygon->part_count);
    for (size_t part = 0; part < polygon->part_count; part++) {
        size_t first = polygon->part_start[part], end = polygon->part_start[part + 1];
        at = put_header(at, WKB_POLYGON, end - first);
        for (size_t ring = first; ring < end; ring++) {
            size_t start = polygon->ring_start[ring];
            at = put_ring(at, polygon->vertices + start, polygon->ring_start[ring + 1] - start, ring == first);
        }
    }
    return MAH_OK;
}
