/* Which places can be reached from places where something might be built, and how far is it? */
#ifndef REACH_CANDIDATE_WAYS_H
#define REACH_CANDIDATE_WAYS_H

#include "reach/reach.h"

/* All borrowed; points in the working CRS. */
struct way_input {
    const struct point *candidates, *places;
    size_t candidate_count, place_count;
    double radius_m; /* longer ways are not wanted */
    enum reach_metric metric;
    double detour;                      /* straight ways are multiplied by this */
    const struct street_lines *streets; /* REACH_NETWORK only */
    double snap_m;
    size_t threads;
};

/* Owned. */
struct candidate_ways {
    size_t *start;   /* candidate_count + 1 offsets */
    uint32_t *place; /* rising for each candidate */
    double *distance_m;
    bool *is_connected; /* of each candidate: is a street near? Always true where ways are straight */
};

/*
 * The ways are those of reach.h, to the last bit but for where the streets are cut: a facility built at a candidate
 * reaches the same households. Does not depend on the number of threads. MAH_INTERRUPTED where the user stops it.
 */
enum mah_status candidate_ways_find(struct candidate_ways *out, const struct way_input *input, struct mah_error *err);
void candidate_ways_release(struct candidate_ways *ways);

#endif
