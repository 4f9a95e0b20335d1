/* Can what was hidden be worked out from what is shown? Hides more until it cannot: domain.md 5.3, rule 4. */
#ifndef PROTECT_SECONDARY_H
#define PROTECT_SECONDARY_H

#include "protect/additive.h"
#include "protect/policy.h"
#include "read/boundaries.h"

/* What the protection of sums cost. */
struct secondary_report {
    size_t promises;          /* that a hidden count cannot be narrowed down: above and below */
    size_t hidden;            /* shown counts that were hidden for it */
    size_t hidden_before;     /* counts that stay hidden since an earlier file hid them; the caller's to set */
    size_t given_away_before; /* promises that are kept by this file alone, and not beside the earlier one */
    size_t broken;            /* promises that cannot be kept whatever is hidden */
    const char *broken_layer; /* of the first of them */
    struct kind_place broken_place;
    size_t broken_area;
};

/*
 * The counts of `additive` are judged, and not rounded yet. For each hidden count a twin of the city must exist
 * (twin_search.h) in which it is more, and one in which it is less, by what cell_promise asks; where there is none, the
 * counts it would have to change are hidden as S4. Ties go to the lower area, then the lower kind.
 */
enum mah_status secondary_protect(struct secondary_report *report, const struct policy *policy,
                                  const struct additive *additive, struct mah_error *err);

/* MAH_UNSAFE where a promise is broken; the boundaries have the names of the areas. */
enum mah_status secondary_refuse(const struct secondary_report *report, const struct boundary_set *boundaries,
                                 struct mah_error *err);

#endif
