/* In which order do the chosen sites help, and whom does each help? */
#include "plan/site_order.h"

#include <math.h>

#include "base/memory.h"

struct ordering {
    const size_t *start;
    const uint32_t *place;
    const double *distance_m;
    const struct demand_list *list;
    const struct demand_rules *rules;
    double *now_m;   /* of each row: the way with the sites so far */
    bool *is_served; /* within the radius */
    bool *is_placed; /* of each site: it has its rank */
    double person_m, persons;
};

static void persons_of(const struct ordering *ordering, uint32_t row, int64_t *persons, int64_t *recent)
{
    demand_row_persons(&ordering->list->rows[row], ordering->rules->takes_all, persons, recent);
}

static double gain_of(const struct ordering *ordering, size_t site)
{
    const struct demand_rules *rules = ordering->rules;
    double gain = 0;
    for (size_t i = ordering->start[site]; i < ordering->start[site + 1]; i++) {
        uint32_t row = ordering->place[i];
        int64_t persons, recent;
        persons_of(ordering, row, &persons, &recent);
        double weight = demand_weight(persons, recent, rules->migrant_weight);
        if (rules->objective == SITE_DISTANCE)
            gain += weight * fmax(0, ordering->now_m[row] - ordering->distance_m[i]);
        else if (!ordering->is_served[row] && ordering->distance_m[i] <= rules->radius_m)
            gain += weight;
    }
    return gain;
}

static void build(struct ordering *ordering, size_t site, struct site_gain *out)
{
    *out = (struct site_gain){.site = site, .mean_m = NAN};
    for (size_t i = ordering->start[site]; i < ordering->start[site + 1]; i++) {
        uint32_t row = ordering->place[i];
        int64_t persons, recent;
        persons_of(ordering, row, &persons, &recent);
        if (ordering->distance_m[i] < ordering->now_m[row]) {
            ordering->person_m -= (double)persons * 1e-9 * (ordering->now_m[row] - ordering->distance_m[i]);
            ordering->now_m[row] = ordering->distance_m[i];
        }
        if (ordering->is_served[row] || ordering->distance_m[i] > ordering->rules->radius_m)
            continue;
        ordering->is_served[row] = true;
        out->persons_nano += persons;
        out->recent_nano += recent;
        out->records += persons > 0;
        out->recent_records += recent > 0;
        const struct demand_row *household = &ordering->list->rows[row];
        out->key += persons > 0 ? household->key : 0;
        if (persons > 0 && household->weight_nano > out->heaviest_nano)
            out->heaviest_nano = household->weight_nano;
    }
    if (ordering->rules->objective == SITE_DISTANCE && ordering->persons > 0)
        out->mean_m = ordering->person_m / ordering->persons;
    ordering->is_placed[site] = true;
}

static void begin(struct ordering *ordering)
{
    const struct demand_rules *rules = ordering->rules;
    for (uint32_t row = 0; row < ordering->list->count; row++) {
        int64_t persons, recent;
        persons_of(ordering, row, &persons, &recent);
        ordering->now_m[row] = demand_now_m(&ordering->list->rows[row], rules->farthest_m);
        ordering->is_served[row] = !demand_is_open(&ordering->list->rows[row], rules->radius_m);
        ordering->persons += (double)persons * 1e-9;
        ordering->person_m += (double)persons * 1e-9 * ordering->now_m[row];
    }
}

double site_mean_now_m(const struct demand_list *list, const struct demand_rules *rules)
{
    double persons = 0, person_m = 0;
    for (size_t row = 0; row < list->count; row++) {
        int64_t nano, recent;
        demand_row_persons(&list->rows[row], rules->takes_all, &nano, &recent);
        persons += (double)nano * 1e-9;
        person_m += (double)nano * 1e-9 * demand_now_m(&list->rows[row], rules->farthest_m);
    }
    return persons > 0 ? person_m / persons : NAN;
}

enum mah_status site_order(struct site_gain *out, size_t count, const size_t *start, const uint32_t *place,
                           const double *distance_m, const struct demand_list *list, const struct demand_rules *rules,
                           struct mah_error *err)
{
    struct ordering ordering = {.start = start,
                                .place = place,
                                .distance_m = distance_m,
                                .list = list,
                                .rules = rules,
                                .now_m = memory_new(list->count + 1, sizeof *ordering.now_m),
                                .is_served = memory_new(list->count + 1, sizeof *ordering.is_served),
                                .is_placed = memory_new(count + 1, sizeof *ordering.is_placed)};
    bool complete = ordering.now_m != NULL && ordering.is_served != NULL && ordering.is_placed != NULL;
    if (complete)
        begin(&ordering);
    for (size_t rank = 0; complete && rank < count; rank++) {
        size_t best = SIZE_MAX;
        double most = -1;
        for (size_t site = 0; site < count; site++) {
            double gain = ordering.is_placed[site] ? -1 : gain_of(&ordering, site);
            if (gain > most) {
                most = gain;
                best = site;
            }
        }
        build(&ordering, best, &out[rank]);
    }
    memory_free(ordering.now_m);
    memory_free(ordering.is_served);
    memory_free(ordering.is_placed);
    return complete ? MAH_OK : mah_no_memory(err);
}
