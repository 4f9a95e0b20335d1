/* In which order do the chosen sites help, and whom does each help? On the households themselves. */
#ifndef PLAN_SITE_ORDER_H
#define PLAN_SITE_ORDER_H

#include "plan/demand_points.h"

/* One chosen site. Persons in 1e-9. */
struct site_gain {
    size_t site; /* index into the sites that were given */
    int64_t persons_nano, recent_nano;
    int64_t records, recent_records; /* households with such persons */
    uint64_t key;                    /* sum of the keys of these households */
    int64_t heaviest_nano;           /* the largest weight among them */
    double mean_m; /* SITE_DISTANCE: the mean way of all persons once this site and those before it are there; NAN */
};

/*
 * The first adds most (persons newly within the radius, or metres saved; recent migrants by their weight), the second
 * adds most after it, and so on; equal ones: the smaller index. Site s reaches row place[i] of the list in
 * distance_m[i], start[s] <= i < start[s + 1]. out has room for `count`.
 */
enum mah_status site_order(struct site_gain *out, size_t count, const size_t *start, const uint32_t *place,
                           const double *distance_m, const struct demand_list *list, const struct demand_rules *rules,
                           struct mah_error *err);

/* The mean way of all persons as it is now; NAN where there is nobody. */
double site_mean_now_m(const struct demand_list *list, const struct demand_rules *rules);

#endif
