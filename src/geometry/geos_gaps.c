/* Where do polygons that should cover a country leave holes between them? */
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "geometry/geos_door.h"
#include "geometry/repair.h"
#include "geometry/ring.h"

/* All polygons as one GEOS collection. */
static enum mah_status gather(GEOSGeometry **out, struct geos_door *door, const struct polygon *const *polygons,
                              size_t count, struct mah_error *err)
{
    *out = NULL;
    GEOSGeometry **all = memory_new(count, sizeof *all);
    if (!all)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    size_t done = 0;
    while (done < count && (status = geos_from_polygon(&all[done], door, polygons[done], err)) == MAH_OK)
        done++;
    if (status == MAH_OK) {
        *out = GEOSGeom_createCollection_r(door->context, GEOS_GEOMETRYCOLLECTION, all, (unsigned)count);
        status = *out ? MAH_OK : geos_refused(door, say("collect polygons"), err);
    } else {
        for (size_t i = 0; i < done; i++)
            GEOSGeom_destroy_r(door->context, all[i]);
    }
    memory_free(all);
    return status;
}

static enum mah_status unite(struct polygon *out, struct geos_door *door, const struct polygon *const *polygons,
                             size_t count, struct mah_error *err)
{
    GEOSGeometry *all = NULL;
    enum mah_status status = gather(&all, door, polygons, count, err);
    if (status != MAH_OK)
        return status;
    GEOSGeometry *united = GEOSUnaryUnion_r(door->context, all);
    GEOSGeom_destroy_r(door->context, all);
    bool done = united && GEOSNormalize_r(door->context, united) == 0;
    status = done ? polygon_from_geos(out, door, united, err) : geos_refused(door, say("join all polygons"), err);
    GEOSGeom_destroy_r(door->context, united);
    return status;
}

static enum mah_status ring_as_polygon(struct polygon *out, const struct polygon *polygon, size_t ring,
                                       struct mah_error *err)
{
    size_t start = polygon->ring_start[ring], count = polygon->ring_start[ring + 1] - start;
    enum mah_status status = polygon_reserve(out, count, 1, 1, err);
    if (status != MAH_OK)
        return status;
    memcpy(out->vertices, polygon->vertices + start, count * sizeof *out->vertices);
    out->ring_start[1] = count;
    out->part_start[1] = 1;
    polygon_set_bounds(out);
    return MAH_OK;
}

static enum mah_status collect_holes(struct polygon *gaps, size_t *count, const struct polygon *united,
                                     struct mah_error *err)
{
    for (size_t part = 0; part < united->part_count; part++) {
        for (size_t ring = united->part_start[part] + 1; ring < united->part_start[part + 1]; ring++) {
            enum mah_status status = ring_as_polygon(&gaps[*count], united, ring, err);
            if (status != MAH_OK)
                return status;
            ++*count;
        }
    }
    return MAH_OK;
}

/* In the units of the coordinates: good enough to say which gap is larger. */
static double plane_area(const struct polygon *gap)
{
    double twice = ring_twice_area(gap->vertices, gap->vertex_count);
    return twice < 0 ? -twice / 2 : twice / 2;
}

/* Largest first; the same size: further south, then further west. */
static int by_size(const void *a_, const void *b_)
{
    const struct polygon *a = a_, *b = b_;
    double area_a = plane_area(a), area_b = plane_area(b);
    if (area_a != area_b)
        return area_a > area_b ? -1 : 1;
    if (a->bounds.min_y != b->bounds.min_y)
        return a->bounds.min_y < b->bounds.min_y ? -1 : 1;
    return (a->bounds.min_x > b->bounds.min_x) - (a->bounds.min_x < b->bounds.min_x);
}

enum mah_status polygons_find_gaps(struct polygon **out, size_t *count, const struct polygon *const *polygons,
                                   size_t polygon_count, struct mah_error *err)
{
    *out = NULL;
    *count = 0;
    struct polygon united = {0};
    struct geos_door door;
    enum mah_status status = geos_door_open(&door, err);
    if (status != MAH_OK)
        return status;
    status = unite(&united, &door, polygons, polygon_count, err);
    geos_door_close(&door);
    if (status == MAH_OK) {
        *out = memory_new(united.ring_count, sizeof **out);
        status = *out ? collect_holes(*out, count, &united, err) : mah_no_memory(err);
    }
    polygon_release(&united);
    if (status != MAH_OK) {
        gaps_free(*out, *count);
        *out = NULL;
        *count = 0;
    } else if (*count > 1) {
        qsort(*out, *count, sizeof **out, by_size);
    }
    return status;
}

void gaps_free(struct polygon *gaps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        polygon_release(&gaps[i]);
    memory_free(gaps);
}
