/* Which mahalle is nearest to a position outside all of them, and how many metres away is its border? */
#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "locate/locator_parts.h"
#include "locate/near_borders.h"

/* ---- borders in the working CRS, made once, by whoever needs them first ---- */

struct nearest_cache {
    struct lock *lock;
    _Atomic(struct near_borders *) borders; /* NULL until made */
};

struct nearest_finder {
    const struct locator *locator;
    struct transformation
        *to_working;        /* NULL until somebody asks: PROJ takes its time, and most rows lie in a mahalle */
    enum mah_status status; /* of making it */
    struct mah_error error;
};

enum mah_status nearest_cache_new(struct nearest_cache **out, struct mah_error *err)
{
    *out = memory_new(1, sizeof **out);
    if (!*out)
        return mah_no_memory(err);
    atomic_init(&(*out)->borders, NULL);
    return lock_new(&(*out)->lock, err);
}

void nearest_cache_free(struct nearest_cache *cache)
{
    if (!cache)
        return;
    near_borders_free(atomic_load(&cache->borders));
    lock_free(cache->lock);
    memory_free(cache);
}

/* NULL where memory ran out; the next call tries again. */
static struct near_borders *borders_of(struct nearest_finder *finder)
{
    const struct locator *locator = finder->locator;
    struct nearest_cache *cache = locator->nearest;
    struct near_borders *borders = atomic_load_explicit(&cache->borders, memory_order_acquire);
    if (borders)
        return borders;
    lock_take(cache->lock);
    borders = atomic_load(&cache->borders);
    if (!borders) {
        enum mah_status status =
            near_borders_new(&borders, locator->boundaries, finder->to_working, locator->working.metres_per_unit, NULL);
        if (status == MAH_OK)
            atomic_store_explicit(&cache->borders, borders, memory_order_release);
    }
    lock_give(cache->lock);
    return borders;
}

/* ---- finding ---- */

enum mah_status nearest_finder_new(struct nearest_finder **out, const struct locator *locator, struct mah_error *err)
{
    *out = NULL;
    const struct crs *working = &locator->working;
    if (!working->definition || working->geographic)
        return mah_fail(err, MAH_BAD_USAGE,
                        "cannot measure metres in the working reference system '%s'; choose a projected one like "
                        "EPSG:5254, or auto",
                        working->definition ? working->name : "");
    struct nearest_finder *finder = memory_new(1, sizeof *finder);
    if (!finder)
        return mah_no_memory(err);
    finder->locator = locator;
    *out = finder;
    return MAH_OK;
}

enum mah_status nearest_finder_status(const struct nearest_finder *finder, struct mah_error *err)
{
    if (finder->status != MAH_OK && err != NULL)
        *err = finder->error;
    return finder->status;
}

static bool can_project(struct nearest_finder *finder)
{
    const struct locator *locator = finder->locator;
    if (finder->to_working == NULL && finder->status == MAH_OK)
        finder->status =
            transformation_new(&finder->to_working, &locator->boundaries->crs, &locator->working, &finder->error);
    return finder->status == MAH_OK;
}

void nearest_finder_free(struct nearest_finder *finder)
{
    if (!finder)
        return;
    transformation_free(finder->to_working);
    memory_free(finder);
}

/* The same answer without memory: projects border after border, a block at a time. */
static void search_without_memory(struct nearest_finder *finder, struct point point, struct nearest_border *best)
{
    enum { BLOCK = 128 };
    const struct boundary_set *boundaries = finder->locator->boundaries;
    for (size_t k = 0; k < boundaries->count; k++) {
        const struct polygon *polygon = &boundaries->mahalle[k].polygon;
        for (size_t ring = 0; ring < polygon->ring_count; ring++) {
            size_t end = polygon->ring_start[ring + 1];
            for (size_t start = polygon->ring_start[ring]; start + 1 < end; start += BLOCK - 1) {
                struct point block[BLOCK];
                size_t count = end - start < BLOCK ? end - start : BLOCK;
                memcpy(block, polygon->vertices + start, count * sizeof *block);
                transformation_apply(finder->to_working, block, count);
                for (size_t i = 0; i + 1 < count; i++) {
                    if (isfinite(block[i].x) && isfinite(block[i + 1].x))
                        nearest_border_try(best, point, block[i], block[i + 1], (int32_t)k);
                }
            }
        }
    }
}

int32_t nearest_mahalle(struct nearest_finder *finder, struct point point, double *distance_m)
{
    const struct locator *locator = finder->locator;
    *distance_m = 0;
    int32_t around = locator_locate(locator, point).mahalle;
    if (around != NO_MAHALLE)
        return around;
    if (!can_project(finder)) {
        *distance_m = HUGE_VAL;
        return NO_MAHALLE;
    }
    transformation_apply(finder->to_working, &point, 1);
    struct nearest_border best = border_none();
    if (isfinite(point.x) && isfinite(point.y)) {
        struct near_borders *borders = borders_of(finder);
        if (!borders || !near_borders_search(borders, finder->to_working, point, &best))
            search_without_memory(finder, point, &best);
    }
    *distance_m = best.polygon >= 0 ? sqrt(best.squared) * locator->working.metres_per_unit : HUGE_VAL;
    return best.polygon >= 0 ? best.polygon : NO_MAHALLE;
}
