/* How do the files of this room speak with GEOS? One context each, its last complaint kept, polygons in and out. */
#include "geometry/geos_door.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"

static void keep_complaint(const char *message, void *door_)
{
    struct geos_door *door = door_;
    size_t length = strlen(message);
    if (length >= sizeof door->complaint)
        length = sizeof door->complaint - 1;
    memcpy(door->complaint, message, length);
    door->complaint[length] = '\0';
}

enum mah_status geos_door_open(struct geos_door *door, struct mah_error *err)
{
    *door = (struct geos_door){.context = GEOS_init_r()};
    if (!door->context)
        return mah_no_memory(err);
    GEOSContext_setErrorMessageHandler_r(door->context, keep_complaint, door);
    return MAH_OK;
}

void geos_door_close(struct geos_door *door)
{
    if (door->context)
        GEOS_finish_r(door->context);
    door->context = NULL;
}

enum mah_status geos_refused(const struct geos_door *door, const char *doing, struct mah_error *err)
{
    return mah_fail(err, MAH_FAILED, "GEOS could not %s: %s", doing, door->complaint);
}

/* ---- into GEOS ---- */

static bool is_finite(const struct polygon *polygon)
{
    for (size_t i = 0; i < polygon->vertex_count; i++) {
        if (!isfinite(polygon->vertices[i].x) || !isfinite(polygon->vertices[i].y))
            return false;
    }
    return true;
}

static GEOSGeometry *ring_into_geos(struct geos_door *door, const struct polygon *polygon, size_t ring)
{
    size_t start = polygon->ring_start[ring], count = polygon->ring_start[ring + 1] - start;
    if (count > UINT_MAX)
        return NULL;
    GEOSCoordSequence *vertices =
        GEOSCoordSeq_copyFromBuffer_r(door->context, &polygon->vertices[start].x, (unsigned)count, 0, 0);
    return vertices ? GEOSGeom_createLinearRing_r(door->context, vertices) : NULL;
}

static void destroy_all(struct geos_door *door, GEOSGeometry **list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        GEOSGeom_destroy_r(door->context, list[i]);
}

/* `rings` has room for those of the part; GEOS takes them. */
static GEOSGeometry *part_into_geos(struct geos_door *door, const struct polygon *polygon, size_t part,
                                    GEOSGeometry **rings)
{
    size_t first = polygon->part_start[part], count = polygon->part_start[part + 1] - first;
    for (size_t i = 0; i < count; i++) {
        rings[i] = ring_into_geos(door, polygon, first + i);
        if (!rings[i]) {
            destroy_all(door, rings, i);
            return NULL;
        }
    }
    return GEOSGeom_createPolygon_r(door->context, rings[0], rings + 1, (unsigned)(count - 1));
}

enum mah_status geos_from_polygon(GEOSGeometry **out, struct geos_door *door, const struct polygon *polygon,
                                  struct mah_error *err)
{
    *out = NULL;
    if (!is_finite(polygon))
        return mah_fail(err, MAH_BAD_DATA, "a polygon has a coordinate that is not a finite number");
    GEOSGeometry **parts = memory_new(polygon->part_count + polygon->ring_count, sizeof *parts);
    if (!parts)
        return mah_no_memory(err);
    GEOSGeometry **rings = parts + polygon->part_count;
    size_t done = 0;
    while (done < polygon->part_count && (parts[done] = part_into_geos(door, polygon, done, rings)) != NULL)
        done++;
    if (done == polygon->part_count)
        *out = GEOSGeom_createCollection_r(door->context, GEOS_MULTIPOLYGON, parts, (unsigned)done);
    else
        destroy_all(door, parts, done);
    memory_free(parts);
    return *out ? MAH_OK : geos_refused(door, say("take a polygon"), err);
}

/* ---- out of GEOS ---- */

/* Walked twice: first to count, then, with a target, to fill. */
struct taking {
    struct geos_door *door;
    struct polygon *target; /* NULL while counting */
    size_t vertices, rings, parts;
    bool refused;
};

static void take_ring(struct taking *taking, const GEOSGeometry *ring)
{
    GEOSContextHandle_t context = taking->door->context;
    const GEOSCoordSequence *vertices = GEOSGeom_getCoordSeq_r(context, ring);
    unsigned count = 0;
    if (!vertices || !GEOSCoordSeq_getSize_r(context, vertices, &count)) {
        taking->refused = true;
        return;
    }
    if (taking->target) {
        struct point *target = taking->target->vertices + taking->vertices;
        taking->refused |= !GEOSCoordSeq_copyToBuffer_r(context, vertices, &target->x, 0, 0);
    }
    taking->vertices += count;
    taking->rings++;
    if (taking->target)
        taking->target->ring_start[taking->rings] = taking->vertices;
}

static void take_part(struct taking *taking, const GEOSGeometry *part)
{
    GEOSContextHandle_t context = taking->door->context;
    if (GEOSisEmpty_r(context, part))
        return;
    take_ring(taking, GEOSGetExteriorRing_r(context, part));
    int holes = GEOSGetNumInteriorRings_r(context, part);
    for (int i = 0; i < holes; i++)
        take_ring(taking, GEOSGetInteriorRingN_r(context, part, i));
    taking->parts++;
    if (taking->target)
        taking->target->part_start[taking->parts] = taking->rings;
}

static void take_geometry(struct taking *taking, const GEOSGeometry *geometry)
{
    GEOSContextHandle_t context = taking->door->context;
    int type = GEOSGeomTypeId_r(context, geometry);
    if (type == GEOS_POLYGON)
        take_part(taking, geometry);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return;
    int count = GEOSGetNumGeometries_r(context, geometry);
    for (int i = 0; i < count; i++)
        take_geometry(taking, GEOSGetGeometryN_r(context, geometry, i));
}

enum mah_status polygon_from_geos(struct polygon *out, struct geos_door *door, const GEOSGeometry *geometry,
                                  struct mah_error *err)
{
    *out = (struct polygon){.bounds = rectangle_empty()};
    struct taking counting = {.door = door};
    take_geometry(&counting, geometry);
    enum mah_status status = polygon_reserve(out, counting.vertices, counting.rings, counting.parts, err);
    if (status != MAH_OK)
        return status;
    struct taking filling = {.door = door, .target = out};
    take_geometry(&filling, geometry);
    polygon_set_bounds(out);
    if (!counting.refused && !filling.refused)
        return MAH_OK;
    polygon_release(out);
    return geos_refused(door, say("give a polygon back"), err);
}
