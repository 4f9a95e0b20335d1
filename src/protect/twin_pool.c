/*
 * The open areas: mahalle of which nothing is shown. Their people can be moved among them as one likes. Where all of
 * one area goes to another, the lines hold in both, since every line is a sum that is zero for each of them; so the
 * open areas together can lose whatever satisfies the lines and is no more than all of them have, and gain anything.
 * One open area can lose all that it has to another, and gain all that the others have, without a linear program.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/known_before.h"
#include "protect/twin_parts.h"

/* Of a count hidden for another (S4) it is known that it is no small one: it cannot lose everybody. */
static bool is_open(const struct twin_search *search, size_t area)
{
    for (size_t kind = 0; kind < search->additive->kind_count; kind++) {
        const struct count *count = additive_count(search->additive, area, kind);
        struct room room = cell_room(search->policy, &search->additive->kinds[kind], count, false);
        room = known_before_room(search->additive->before, area, kind, count->value, room);
        if (room.up < TWIN_ANYTHING || room.down < count->value) /* in doubles: kept rooms are rounded down */
            return false;
    }
    return true;
}

enum mah_status twin_pool_init(struct twin_search *search, struct mah_error *err)
{
    const struct additive *additive = search->additive;
    struct twin_pool *pool = &search->pool;
    pool->is_open = memory_new(additive->mahalle_count + 1, sizeof *pool->is_open);
    pool->total = memory_new(additive->kind_count, sizeof *pool->total);
    if (pool->is_open == NULL || pool->total == NULL)
        return mah_no_memory(err);
    for (size_t area = 0; area < additive->mahalle_count; area++) {
        pool->is_open[area] = is_open(search, area);
        pool->count += pool->is_open[area];
        for (size_t kind = 0; pool->is_open[area] && kind < additive->kind_count; kind++)
            pool->total[kind] += additive_count(additive, area, kind)->value;
    }
    return MAH_OK;
}

void twin_pool_release(struct twin_pool *pool)
{
    memory_free(pool->is_open);
    memory_free(pool->total);
}

/* What the open areas but this one have. */
static double others_have(const struct twin_search *search, size_t area, size_t kind)
{
    const struct twin_pool *pool = &search->pool;
    double own = pool->is_open[area] ? additive_count(search->additive, area, kind)->value : 0;
    return pool->total[kind] - own;
}

bool twin_by_moving(const struct twin_search *search, size_t area, size_t kind, double change)
{
    if (!search->pool.is_open[area] || search->pool.count < 2 || twin_fixed_whole(search, area, kind) != NO_KIND)
        return false;
    double most = change > 0 ? others_have(search, area, kind) : additive_count(search->additive, area, kind)->value;
    return most >= (change > 0 ? change : -change) - TWIN_TOLERANCE;
}

double twin_pool_times(const struct twin_search *search, const struct twin_pattern *pattern, size_t area)
{
    const size_t others = search->pool.count - search->pool.is_open[area];
    const double way = area == search->additive->mahalle_count ? 1 : -1; /* the mahalle have what the city has */
    double times = others > 0 ? TWIN_ANYTHING : 0;
    for (size_t i = 0; i < pattern->count; i++) {
        double by = way * (double)pattern->by[i];
        if (by < 0)
            times = fmin(times, fmax(others_have(search, area, pattern->kinds[i]), 0) / -by);
    }
    return times;
}
