/* How apart do recent migrants live from the others? */
#include "indicate/segregation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct city {
    double t, x, area_km2, share;
};

static double entropy_of(double share)
{
    if (share <= 0 || share >= 1)
        return 0;
    return -share * log(share) - (1 - share) * log(1 - share);
}

static int compare_shares(const void *a, const void *b)
{
    const struct segregation_unit *left = a, *right = b;
    double l = left->x / left->t, r = right->x / right->t;
    if (l != r)
        return l < r ? -1 : 1;
    if (left->t != right->t) /* equal shares add nothing to each other: the order only has to be the same each time */
        return left->t < right->t ? -1 : 1;
    return left->x < right->x ? -1 : left->x > right->x;
}

/* sum over pairs of t_i t_j |s_i - s_j|, each pair twice, from units sorted by share: O(n log n) instead of O(n^2). */
static double pairwise_differences(const struct segregation_unit *sorted, size_t count)
{
    double sum = 0, people_before = 0, migrants_before = 0;
    for (size_t i = 0; i < count; i++) {
        sum += sorted[i].x * people_before - sorted[i].t * migrants_before;
        people_before += sorted[i].t;
        migrants_before += sorted[i].x;
    }
    return 2 * sum;
}

static void compute(struct segregation *out, const struct segregation_unit *units, size_t count,
                    const struct city *city)
{
    double difference = 0, isolation = 0, entropy = 0, land = 0, city_entropy = entropy_of(city->share);
    for (size_t i = 0; i < count; i++) {
        const struct segregation_unit *unit = &units[i];
        double share = unit->x / unit->t;
        difference += unit->t * fabs(share - city->share);
        isolation += unit->x / city->x * share;
        entropy += unit->t * (city_entropy - entropy_of(share));
        land += fabs(unit->x / city->x - unit->area_km2 / city->area_km2);
    }
    double spread = city->share * (1 - city->share);
    out->dissimilarity = rate_of(difference / (2 * city->t * spread));
    out->isolation = rate_of(isolation);
    out->exposure = rate_of(1 - isolation);
    out->eta2 = rate_of((isolation - city->share) / (1 - city->share));
    out->gini = rate_of(pairwise_differences(units, count) / (2 * city->t * city->t * spread));
    out->theil_h = rate_of(entropy / (city_entropy * city->t));
    out->delta = rate_of(land / 2);
}

enum mah_status segregation_of(struct segregation *out, const struct segregation_unit *units, size_t count,
                               struct mah_error *err)
{
    *out = (struct segregation){rate_unknown, rate_unknown, rate_unknown, rate_unknown,
                                rate_unknown, rate_unknown, rate_unknown};
    struct segregation_unit *sorted = memory_new(count, sizeof *sorted);
    if (sorted == NULL)
        return mah_no_memory(err);
    struct city city = {0};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        city.area_km2 += units[i].area_km2;
        if (!(units[i].t > 0))
            continue; /* nobody lives there: adds 0 to every sum over people */
        city.t += units[i].t;
        city.x += units[i].x;
        sorted[used++] = units[i];
    }
    double empty_land = 0;
    for (size_t i = 0; i < count; i++)
        if (!(units[i].t > 0))
            empty_land += units[i].area_km2;
    if (city.x > 0 && city.x < city.t) {
        city.share = city.x / city.t;
        qsort(sorted, used, sizeof *sorted, compare_shares);
        compute(out, sorted, used, &city);
        if (city.area_km2 > 0) /* land without people differs by its whole share of the land */
            out->delta = rate_of(out->delta.value + empty_land / city.area_km2 / 2);
        else
            out->delta = rate_unknown;
    }
    memory_free(sorted);
    return MAH_OK;
}
