/* To where is a household moved, so that its place no longer tells which one it is? docs/decisions/0035. */
#ifndef PROTECT_GEOMASK_H
#define PROTECT_GEOMASK_H

#include <stdint.h>

#include "base/keyed_hash.h"
#include "count/household_points.h"
#include "locate/locator.h"

struct geomask_rules {
    double min_m, max_m; /* 0 < min_m < max_m */
    size_t households;   /* k: 20 or more */
    struct hash_key secret;
};

enum mask_outcome {
    MASK_MOVED,
    MASK_TOO_FEW,  /* its mahalle, which the point names, has fewer than k households */
    MASK_NO_PLACE, /* no place within its mahalle was found that is far enough and in the rings of k */
    MASK_OUTCOMES
};

/* Of these only the position is published. The ring can be worked out for every household of the register: beside the
 * point it would tell which are not meant. */
struct masked_point {
    enum mask_outcome outcome;
    struct point position;  /* in the CRS of the boundaries; inside the household's mahalle, not on its border */
    double least_m, most_m; /* the ring from which it was drawn */
};

struct geomask;
/* Borrows all. working: in metres. */
enum mah_status geomask_new(struct geomask **out, const struct geomask_rules *rules,
                            const struct boundary_set *boundaries, const struct locator *locator,
                            const struct crs *working, struct mah_error *err);
void geomask_free(struct geomask *mask);

/*
 * Moves all households of a mahalle (they must be all: density is counted among them). Donut masking (Hampton et al.
 * 2010): the angle uniform, r = sqrt(U(r_min^2, r_max^2)), drawn anew until the point lies in the mahalle and in the
 * rings of at least k of its households, 100 times; then another 100 times what lies outside is taken to the nearest
 * place inside, if that will do; then 100 times each with r_max doubled, up to three times.
 *
 * With d households per m2 around it (local_density.h) a household has k neighbours within sqrt(k / (pi d)); r_k is
 * that, rounded up to min_m times a power of sqrt(2), so that small changes around it change no ring. Its r_min is the
 * larger of min_m and r_k, so pi r^2 d >= k for every r drawn; its r_max is max_m, doubled until the ring holds k
 * households too: r_max^2 - r_min^2 >= r_k^2. Whether a point lies in the ring of others is asked before any is doubled
 * further.
 *
 * The draws depend on the secret, the settings, the ring, the household's mark, and among those of the same mark on
 * what is known of it. Another ring draws anew: were it the same angle, two files would place a household on one line
 * through its true place. Which draw is taken depends on the households around as well; nothing depends on the order
 * of the rows.
 */
enum mah_status geomask_move(struct masked_point *out, struct geomask *mask, const struct household_point *rows,
                             size_t count, struct mah_error *err);

#endif
