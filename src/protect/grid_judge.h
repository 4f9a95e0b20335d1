/* What may be shown of the pieces of the gap grid? By construction none holds too few people; what is judged are its
 * recent migrants and its uncovered people, and what could be worked out from the pieces and the whole city. */
#ifndef PROTECT_GRID_JUDGE_H
#define PROTECT_GRID_JUDGE_H

#include "indicate/counts.h"
#include "indicate/gap_grid.h"
#include "protect/policy.h"

/* One an array a piece, judged and rounded; `types` has type_count a piece. */
struct grid_counts {
    struct count *households, *persons, *recent, *any, *types;
    struct count dropped_households, dropped_persons;   /* of the city, in no piece */
    struct count unplaced_households, unplaced_persons; /* without a position */
};

/* What the other tables say of the city. Where they hide a number that the pieces add up to, the pieces hide theirs. */
struct grid_city {
    const double *radius_m;      /* one a type, NAN: nobody is uncovered */
    const bool *hides_uncovered; /* one a type */
    bool hides_recent;
};

/* Release with grid_counts_release, also after a failure. */
enum mah_status grid_judge(struct grid_counts *out, const struct gap_grid *grid, const struct grid_city *city,
                           const struct policy *policy, struct mah_error *err);
void grid_counts_release(struct grid_counts *counts);

#endif
