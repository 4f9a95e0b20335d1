/* Keeps what the sums of a file would tell: hides what would give away what is hidden, rounds, and looks at the result
 * with the eyes of an attacker. */
#ifndef PROTECT_PROTECT_SUMS_H
#define PROTECT_PROTECT_SUMS_H

#include "protect/additive.h"
#include "protect/policy.h"
#include "protect/secondary.h"

/* Everything of one file. */
struct summed {
    const struct policy *policy;              /* not the secure one */
    struct counts *counts;                    /* judged; then protected, rounded and folded */
    const struct additive_services *services; /* NULL: none; judged, too */
    const struct boundary_set *boundaries;    /* names, for errors */
    const char *published_before;             /* an earlier file that readers may have; NULL: none */
};

/* MAH_UNSAFE where something could be worked out all the same; the counts are not to be used then. */
enum mah_status protect_sums(struct secondary_report *report, const struct summed *summed, struct mah_error *err);

#endif
