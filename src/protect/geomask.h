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
    MASK_NO_PLACE, /* no place within its mahalle was found that is far enough and could be that of k */
    MASK_OUTCOMES
};

/* What is published of a place. Radius and k come in few steps: exact ones could be worked out for every household of
 * the register, and would tell which one it is. */
struct masked_point {
    enum mask_outcome outcome;
    struct point position; /* in the CRS of the boundaries; inside the household's mahalle, not on its border */
    double radius_m;       /* it was moved by this much at most: max_m, twice, four times as much ... */
    int64_t k_estimate;    /* so many live as near, by the density; rounded down to k times 1, 2.5, 5, 10, 25 ... */
};

struct geomask;
/* Borrows all. working: in metres. */
enum mah_status geomask_new(struct geomask **out, const struct geomask_rules *rules,
                            const struct boundary_set *boundaries, const struct locator *locator,
                            const struct crs *working, struct mah_error *err);
void geomask_free(struct geomask *mask);

/*
 * Moves all households of a mahalle (they must be all: density is counted among them). Donut masking (Hampton et al.
 * 2010): the angle uniform, r = sqrt(U(r_min^2, r_max^2)), drawn anew until the point lies in the mahalle and at least
 * k of its households, its own among them, lie from min_m to r_max around the point, 100 times; then another 100 times
 * what lies outside is taken to the nearest place inside, if that will do; then 100 times each with r_max doubled, up
 * to three times.
 *
 * With d households per m2 around it (local_density.h) a household has k neighbours within r_k = sqrt(k / (pi d)). Its
 * r_min is the larger of min_m and r_k, so pi r^2 d >= k for every r drawn; its r_max is max_m, doubled until the ring
 * holds k households too: pi (r_max^2 - r_min^2) d >= k.
 *
 * The draws depend on the secret, the household's mark, and among households of the same mark their order; which of
 * them is taken depends on the households around as well; nothing depends on the order of the rows.
 */
enum mah_status geomask_move(struct masked_point *out, struct geomask *mask, const struct household_point *rows,
                             size_t count, struct mah_error *err);

#endif
