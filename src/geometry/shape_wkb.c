/* Which points, lines or areas do bytes of well-known binary hold? */
#include <math.h>

#include "geometry/shape.h"
#include "geometry/wkb_cursor.h"

enum { MOST_LEVELS = 16 }; /* collections within collections; a file that nests deeper means harm */

/* The geometry is walked twice: first to count, then, with a target, to fill. */
struct reading {
    struct wkb_cursor cursor;
    struct shape *target; /* NULL while counting */
    size_t vertices, parts;
    bool has_kind;
    enum shape_kind kind;
};

static enum mah_status cut_off(struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_DATA, "the geometry is cut off: its well-known binary ends too early");
}

static enum mah_status note_kind(struct reading *reading, enum shape_kind kind, struct mah_error *err)
{
    if (reading->has_kind && reading->kind != kind)
        return mah_fail(err, MAH_BAD_DATA, "the geometry mixes points, lines and areas; give each a row of its own");
    reading->has_kind = true;
    reading->kind = kind;
    return MAH_OK;
}

static enum mah_status read_vertex(struct reading *reading, size_t extra_bytes, struct point *vertex,
                                   struct mah_error *err)
{
    *vertex = wkb_take_vertex(&reading->cursor, extra_bytes);
    if (!isfinite(vertex->x) || !isfinite(vertex->y))
        return mah_fail(err, MAH_BAD_DATA, "the geometry has a coordinate that is not a finite number");
    if (reading->target)
        reading->target->vertices[reading->vertices] = *vertex;
    reading->vertices++;
    return MAH_OK;
}

static void end_part(struct reading *reading)
{
    reading->parts++;
    if (reading->target)
        reading->target->part_start[reading->parts] = reading->vertices;
}

/* POINT EMPTY is written as a point whose coordinates are all not a number. */
static enum mah_status read_point(struct reading *reading, size_t extra_bytes, struct mah_error *err)
{
    if (!wkb_has_vertices(&reading->cursor, 1, extra_bytes))
        return cut_off(err);
    struct wkb_cursor before = reading->cursor;
    struct point vertex = wkb_take_vertex(&before, extra_bytes);
    if (isnan(vertex.x) && isnan(vertex.y)) {
        reading->cursor = before;
        return MAH_OK;
    }
    enum mah_status status = note_kind(reading, SHAPE_POINTS, err);
    if (status == MAH_OK)
        status = read_vertex(reading, extra_bytes, &vertex, err);
    if (status == MAH_OK)
        end_part(reading);
    return status;
}

static enum mah_status read_path(struct reading *reading, enum shape_kind kind, size_t extra_bytes,
                                 struct mah_error *err)
{
    uint32_t count = wkb_take_count(&reading->cursor);
    if (!wkb_has_vertices(&reading->cursor, count, extra_bytes))
        return cut_off(err);
    if (count == 0)
        return MAH_OK;
    enum mah_status status = note_kind(reading, kind, err);
    struct point first = {0, 0}, vertex = {0, 0};
    for (uint32_t i = 0; i < count && status == MAH_OK; i++) {
        status = read_vertex(reading, extra_bytes, &vertex, err);
        if (i == 0)
            first = vertex;
    }
    if (status != MAH_OK)
        return status;
    if (kind == SHAPE_LINES && count < 2)
        return mah_fail(err, MAH_BAD_DATA, "the geometry has a line of one vertex");
    if (kind == SHAPE_AREAS && (vertex.x != first.x || vertex.y != first.y))
        return mah_fail(err, MAH_BAD_DATA, "the geometry has a ring that does not end where it begins");
    if (kind == SHAPE_AREAS && count < 4)
        return mah_fail(err, MAH_BAD_DATA, "the geometry has a ring of fewer than four vertices");
    end_part(reading);
    return MAH_OK;
}

static enum mah_status read_polygon(struct reading *reading, size_t extra_bytes, struct mah_error *err)
{
    uint32_t rings = wkb_take_count(&reading->cursor);
    enum mah_status status = reading->cursor.ran_out ? cut_off(err) : MAH_OK;
    for (uint32_t i = 0; i < rings && status == MAH_OK; i++)
        status = read_path(reading, SHAPE_AREAS, extra_bytes, err);
    return status;
}

static enum mah_status read_geometry(struct reading *reading, int level, struct mah_error *err)
{
    struct wkb_type type = wkb_take_type(&reading->cursor);
    if (reading->cursor.ran_out)
        return cut_off(err);
    if (type.kind == WKB_POINT)
        return read_point(reading, type.extra_bytes, err);
    if (type.kind == WKB_LINE)
        return read_path(reading, SHAPE_LINES, type.extra_bytes, err);
    if (type.kind == WKB_POLYGON)
        return read_polygon(reading, type.extra_bytes, err);
    if (type.kind == WKB_NONE || type.kind > WKB_COLLECTION || level >= MOST_LEVELS)
        return mah_fail(err, MAH_BAD_DATA, "a geometry of type %u is none of points, lines or polygons",
                        (unsigned)type.kind);
    uint32_t count = wkb_take_count(&reading->cursor);
    enum mah_status status = reading->cursor.ran_out ? cut_off(err) : MAH_OK;
    for (uint32_t i = 0; i < count && status == MAH_OK; i++)
        status = read_geometry(reading, level + 1, err);
    return status;
}

enum mah_status shape_from_wkb(struct shape *out, const unsigned char *bytes, size_t length, struct mah_error *err)
{
    *out = (struct shape){.bounds = rectangle_empty()};
    struct wkb_cursor start = {.at = bytes, .end = bytes + length};
    struct reading counting = {.cursor = start};
    enum mah_status status = read_geometry(&counting, 0, err);
    if (status == MAH_OK && counting.parts == 0)
        status = mah_fail(err, MAH_BAD_DATA, "the geometry is empty");
    if (status == MAH_OK)
        status = shape_reserve(out, counting.kind, counting.vertices, counting.parts, err);
    if (status != MAH_OK)
        return status;
    struct reading filling = {.cursor = start, .target = out};
    status = read_geometry(&filling, 0, err);
    shape_set_bounds(out);
    return status;
}
