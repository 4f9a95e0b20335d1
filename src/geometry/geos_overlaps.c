/* Which polygons share an area, and which area is it? */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/workers.h"
#include "geometry/geos_door.h"
#include "geometry/repair.h"
#include "geometry/shared_border.h"

/* ---- pairs that could: their bounds meet ---- */

struct pair {
    size_t first, second; /* first < second */
};

struct pair_list {
    struct pair *pairs;
    size_t count, capacity;
};

struct ranked_bounds {
    struct rectangle bounds;
    size_t index;
};

static int by_west_edge(const void *a_, const void *b_)
{
    const struct ranked_bounds *a = a_, *b = b_;
    if (a->bounds.min_x != b->bounds.min_x)
        return a->bounds.min_x < b->bounds.min_x ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static int by_indices(const void *a_, const void *b_)
{
    const struct pair *a = a_, *b = b_;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->second < b->second ? -1 : a->second > b->second;
}

static enum mah_status add_pair(struct pair_list *list, size_t a, size_t b, struct mah_error *err)
{
    if (memory_grow((void **)&list->pairs, &list->capacity, list->count + 1, sizeof *list->pairs) != 0)
        return mah_no_memory(err);
    list->pairs[list->count++] = a < b ? (struct pair){a, b} : (struct pair){b, a};
    return MAH_OK;
}

/* Walks from west to east: only polygons that begin before the first one ends can meet it. */
static enum mah_status sweep(struct pair_list *list, const struct ranked_bounds *ranked, size_t count,
                             struct mah_error *err)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && ranked[j].bounds.min_x <= ranked[i].bounds.max_x; j++) {
            if (!rectangle_meets(&ranked[i].bounds, &ranked[j].bounds))
                continue;
            enum mah_status status = add_pair(list, ranked[i].index, ranked[j].index, err);
            if (status != MAH_OK)
                return status;
        }
    }
    if (list->count > 0)
        qsort(list->pairs, list->count, sizeof *list->pairs, by_indices);
    return MAH_OK;
}

static enum mah_status find_pairs(struct pair_list *list, const struct polygon *const *polygons, size_t count,
                                  struct mah_error *err)
{
    struct ranked_bounds *ranked = memory_new(count, sizeof *ranked);
    if (!ranked)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked_bounds){polygons[i]->bounds, i};
    qsort(ranked, count, sizeof *ranked, by_west_edge);
    enum mah_status status = sweep(list, ranked, count, err);
    memory_free(ranked);
    return status;
}

/* ---- the common area of a pair ---- */

struct overlap_work {
    const struct polygon *const *polygons;
    const struct pair_list *list;
    struct polygon *areas; /* one a pair; of no parts where they share none */
    atomic_size_t next;
};

static enum mah_status common_area(struct polygon *out, struct geos_door *door, const struct polygon *a,
                                   const struct polygon *b, struct mah_error *err)
{
    GEOSGeometry *first = NULL, *second = NULL, *common = NULL;
    enum mah_status status = geos_from_polygon(&first, door, a, err);
    if (status == MAH_OK)
        status = geos_from_polygon(&second, door, b, err);
    if (status == MAH_OK) {
        common = GEOSIntersection_r(door->context, first, second);
        bool done = common && GEOSNormalize_r(door->context, common) == 0;
        status =
            done ? polygon_from_geos(out, door, common, err) : geos_refused(door, say("intersect two polygons"), err);
    }
    GEOSGeom_destroy_r(door->context, first);
    GEOSGeom_destroy_r(door->context, second);
    GEOSGeom_destroy_r(door->context, common);
    return status;
}

/* Each pair has its own place for the answer, so that it does not matter who found it. */
static enum mah_status find_common_areas(void *work_, size_t worker, struct mah_error *err)
{
    struct overlap_work *work = work_;
    (void)worker;
    struct border_scratch scratch = {0};
    struct geos_door door;
    enum mah_status status = geos_door_open(&door, err);
    while (status == MAH_OK) {
        size_t i = atomic_fetch_add(&work->next, 1);
        if (i >= work->list->count)
            break;
        const struct polygon *first = work->polygons[work->list->pairs[i].first];
        const struct polygon *second = work->polygons[work->list->pairs[i].second];
        if (!borders_only_touch(first, second, &scratch))
            status = common_area(&work->areas[i], &door, first, second, err);
    }
    geos_door_close(&door);
    border_scratch_release(&scratch);
    return status;
}

/* ---- the list ---- */

/* Moves the areas that exist into the list. */
static enum mah_status collect(struct overlap **out, size_t *count, const struct pair_list *list, struct polygon *areas,
                               struct mah_error *err)
{
    size_t found = 0;
    for (size_t i = 0; i < list->count; i++)
        found += areas[i].part_count > 0;
    struct overlap *overlaps = memory_new(found, sizeof *overlaps);
    if (!overlaps)
        return mah_no_memory(err);
    size_t next = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (areas[i].part_count == 0)
            continue;
        overlaps[next++] = (struct overlap){list->pairs[i].first, list->pairs[i].second, areas[i]};
        areas[i] = (struct polygon){0};
    }
    *out = overlaps;
    *count = found;
    return MAH_OK;
}

enum mah_status polygons_find_overlaps(struct overlap **out, size_t *count, const struct polygon *const *polygons,
                                       size_t polygon_count, size_t threads, struct mah_error *err)
{
    *out = NULL;
    *count = 0;
    struct pair_list list = {0};
    struct overlap_work work = {.polygons = polygons, .list = &list};
    enum mah_status status = find_pairs(&list, polygons, polygon_count, err);
    if (status == MAH_OK) {
        work.areas = memory_new(list.count, sizeof *work.areas);
        status =
            work.areas ? workers_run(threads > 0 ? threads : 1, find_common_areas, &work, err) : mah_no_memory(err);
    }
    if (status == MAH_OK)
        status = collect(out, count, &list, work.areas, err);
    for (size_t i = 0; work.areas && i < list.count; i++)
        polygon_release(&work.areas[i]);
    memory_free(work.areas);
    memory_free(list.pairs);
    return status;
}

void overlaps_free(struct overlap *overlaps, size_t count)
{
    for (size_t i = 0; i < count; i++)
        polygon_release(&overlaps[i].area);
    memory_free(overlaps);
}
