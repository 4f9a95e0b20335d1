/*
 * How coarsely must a distance be told so that it could be that of many households? Whoever knows all addresses finds
 * the one that lies so far from a facility to the metre: a quantile of recent migrants is the distance of one of them.
 */
#ifndef INDICATE_DISTANCE_CROWD_H
#define INDICATE_DISTANCE_CROWD_H

#include <stddef.h>

#include "base/error.h"
#include "count/reach_store.h"
#include "indicate/rising_order.h"

enum { DISTANCE_CROWD = 10 }; /* households; domain.md 5.3 rule 6 asks for as many behind a distance */

/* The distances of the households of each area one after the other, rising; the city's are the rows themselves. */
struct area_distances {
    float *distance_m;
    size_t *start; /* mahalle_count + 1 */
};
enum mah_status area_distances_new(struct area_distances *out, const struct rising_row *rows, size_t count,
                                   const struct reach_store *store, size_t mahalle_count, struct mah_error *err);
void area_distances_release(struct area_distances *distances);

/* The least of 10, 20, 50, ... 5000 metres so that DISTANCE_CROWD of `count` rising distances, each `stride` bytes
 * behind the one before, are rounded to the same multiple of it as this one; 0: none. */
float distance_crowd_step_m(const float *rising, size_t count, size_t stride, double distance_m);

#endif
