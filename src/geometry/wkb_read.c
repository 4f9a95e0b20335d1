/* Which polygon do bytes of well-known binary hold? */
#include <math.h>
#include <stdint.h>

#include "geometry/polygon.h"
#include "geometry/wkb_cursor.h"

/* The geometry is walked twice: first to count, then, with a target, to fill. */
struct reading {
    struct wkb_cursor cursor;
    struct polygon *target; /* NULL while counting */
    size_t vertices, rings, parts;
};

static enum mah_status cut_off(struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_DATA, "a polygon is cut off: its well-known binary ends too early");
}

static enum mah_status read_ring(struct reading *reading, size_t extra_bytes, struct mah_error *err)
{
    struct wkb_cursor *cursor = &reading->cursor;
    uint32_t count = wkb_take_count(cursor);
    if (!wkb_has_vertices(cursor, count, extra_bytes))
        return cut_off(err);
    if (count == 0)
        return MAH_OK;
    struct point first = {0, 0}, vertex = {0, 0};
    for (uint32_t i = 0; i < count; i++) {
        vertex = wkb_take_vertex(cursor, extra_bytes);
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
    uint32_t count = wkb_take_count(&reading->cursor);
    for (uint32_t i = 0; i < count; i++) {
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
    struct wkb_type type = wkb_take_type(&reading->cursor);
    if (reading->cursor.ran_out)
        return cut_off(err);
    if (type.kind == WKB_POLYGON)
        return read_part(reading, type.extra_bytes, err);
    if (type.kind != WKB_MULTIPOLYGON)
        return mah_fail(err, MAH_BAD_DATA, "a geometry of type %u is not a polygon", (unsigned)type.kind);
    uint32_t count = wkb_take_count(&reading->cursor);
    for (uint32_t i = 0; i < count; i++) {
        type = wkb_take_type(&reading->cursor);
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
    struct wkb_cursor start = {.at = bytes, .end = bytes + length};
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
