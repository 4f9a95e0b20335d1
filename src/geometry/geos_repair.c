/* Is a boundary valid, and what does it become when repaired? */
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "geometry/geos_door.h"
#include "geometry/repair.h"

enum { LEAST_RING = 4 }; /* a triangle and the return to its start */

/* ---- rings too short to hold an area ---- */

static size_t ring_size(const struct polygon *polygon, size_t ring)
{
    return polygon->ring_start[ring + 1] - polygon->ring_start[ring];
}

/*
 * GEOS refuses to look at such rings, so they go first, in place. They enclose nothing: no crossing count changes. A
 * part that loses its shell keeps its other rings; what they enclose stays enclosed.
 */
static void drop_short_rings(struct polygon *polygon, struct repair *repair)
{
    size_t vertices = 0, rings = 0, parts = 0, ring = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        size_t rings_before = rings, end = polygon->part_start[part + 1];
        for (; ring < end; ring++) {
            size_t start = polygon->ring_start[ring], count = ring_size(polygon, ring);
            if (count < LEAST_RING) {
                if (!repair->was_invalid && count > 0)
                    repair->where = polygon->vertices[start];
                repair->was_invalid = true;
                continue;
            }
            memmove(polygon->vertices + vertices, polygon->vertices + start, count * sizeof *polygon->vertices);
            polygon->ring_start[rings++] = vertices;
            vertices += count;
        }
        /* ring_start of the next ring is not overwritten before it is read: rings <= ring. */
        if (rings > rings_before)
            polygon->part_start[parts++] = rings_before;
    }
    polygon->vertex_count = vertices;
    polygon->ring_count = rings;
    polygon->part_count = parts;
    polygon->ring_start[rings] = vertices;
    polygon->part_start[parts] = rings;
}

/* ---- validity ---- */

static void note_fault(struct repair *repair, struct geos_door *door, char *reason, GEOSGeometry *where)
{
    repair->was_invalid = true;
    if (reason) {
        strncpy(repair->reason, reason, sizeof repair->reason - 1);
        GEOSFree_r(door->context, reason);
    }
    if (where) {
        GEOSGeomGetX_r(door->context, where, &repair->where.x);
        GEOSGeomGetY_r(door->context, where, &repair->where.y);
        GEOSGeom_destroy_r(door->context, where);
    }
}

static enum mah_status make_valid(struct polygon *polygon, struct geos_door *door, const GEOSGeometry *invalid,
                                  struct mah_error *err)
{
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(door->context);
    if (!params)
        return mah_no_memory(err);
    GEOSMakeValidParams_setMethod_r(door->context, params, GEOS_MAKE_VALID_LINEWORK);
    GEOSGeometry *valid = GEOSMakeValidWithParams_r(door->context, invalid, params);
    GEOSMakeValidParams_destroy_r(door->context, params);
    if (!valid)
        return geos_refused(door, say("repair a polygon"), err);
    struct polygon repaired;
    enum mah_status status = GEOSNormalize_r(door->context, valid) == 0
                                 ? polygon_from_geos(&repaired, door, valid, err)
                                 : geos_refused(door, say("repair a polygon"), err);
    GEOSGeom_destroy_r(door->context, valid);
    if (status != MAH_OK)
        return status;
    polygon_release(polygon);
    *polygon = repaired;
    return MAH_OK;
}

static enum mah_status judge_and_repair(struct polygon *polygon, struct repair *repair, struct geos_door *door,
                                        struct mah_error *err)
{
    GEOSGeometry *given = NULL, *where = NULL;
    char *reason = NULL;
    enum mah_status status = geos_from_polygon(&given, door, polygon, err);
    if (status != MAH_OK)
        return status;
    int valid = (unsigned char)GEOSisValidDetail_r(door->context, given, 0, &reason, &where);
    if (valid == 0) {
        note_fault(repair, door, reason, where);
        status = make_valid(polygon, door, given, err);
    } else if (valid != 1) {
        status = geos_refused(door, say("judge a polygon"), err);
    }
    GEOSGeom_destroy_r(door->context, given);
    return status;
}

enum mah_status polygon_repair(struct polygon *polygon, struct repair *repair, struct mah_error *err)
{
    *repair = (struct repair){0};
    struct geos_door door;
    enum mah_status status = geos_door_open(&door, err);
    if (status != MAH_OK)
        return status;
    drop_short_rings(polygon, repair);
    status = judge_and_repair(polygon, repair, &door, err);
    if (status == MAH_OK && repair->was_invalid) {
        polygon_set_bounds(polygon);
        if (repair->reason[0] == '\0')
            strcpy(repair->reason, "Too few points in geometry component"); /* in GEOS's words */
    }
    if (status == MAH_OK && polygon->part_count == 0)
        status = mah_fail(err, MAH_BAD_DATA, "a polygon encloses no area");
    geos_door_close(&door);
    return status;
}

/* ---- union ---- */

typedef GEOSGeometry *(*geos_operation)(GEOSContextHandle_t, const GEOSGeometry *, const GEOSGeometry *);

static enum mah_status join_in_geos(struct polygon *out, struct geos_door *door, const struct polygon *a,
                                    const struct polygon *b, geos_operation join, const char *doing,
                                    struct mah_error *err)
{
    GEOSGeometry *first = NULL, *second = NULL, *both = NULL;
    enum mah_status status = geos_from_polygon(&first, door, a, err);
    if (status == MAH_OK)
        status = geos_from_polygon(&second, door, b, err);
    if (status == MAH_OK) {
        both = join(door->context, first, second);
        bool done = both && GEOSNormalize_r(door->context, both) == 0;
        status = done ? polygon_from_geos(out, door, both, err) : geos_refused(door, doing, err);
    }
    GEOSGeom_destroy_r(door->context, first);
    GEOSGeom_destroy_r(door->context, second);
    GEOSGeom_destroy_r(door->context, both);
    return status;
}

static enum mah_status join(struct polygon *out, const struct polygon *a, const struct polygon *b,
                            geos_operation operation, const char *doing, struct mah_error *err)
{
    *out = (struct polygon){.bounds = rectangle_empty()};
    struct geos_door door;
    enum mah_status status = geos_door_open(&door, err);
    if (status != MAH_OK)
        return status;
    status = join_in_geos(out, &door, a, b, operation, doing, err);
    geos_door_close(&door);
    return status;
}

enum mah_status polygon_union(struct polygon *out, const struct polygon *a, const struct polygon *b,
                              struct mah_error *err)
{
    return join(out, a, b, GEOSUnion_r, say("join two polygons"), err);
}

enum mah_status polygon_intersection(struct polygon *out, const struct polygon *a, const struct polygon *b,
                                     struct mah_error *err)
{
    if (!rectangle_meets(&a->bounds, &b->bounds)) {
        *out = (struct polygon){.bounds = rectangle_empty()};
        return MAH_OK;
    }
    return join(out, a, b, GEOSIntersection_r, say("cut two polygons"), err);
}
