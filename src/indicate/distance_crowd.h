/*
 * How coarsely must a distance be told so that it could be that of many households? Whoever knows all addresses finds
 * the one that lies so far from a facility to the metre: a quantile of recent migrants is the distance of one of them,
 * and the mean of a village with one farm far off tells how far off it is, and how many live there.
 */
#ifndef INDICATE_DISTANCE_CROWD_H
#define INDICATE_DISTANCE_CROWD_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/reach_store.h"
#include "indicate/rising_order.h"

enum { DISTANCE_LEAST_STEP_M = 10 };
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

/* How coarsely must a mean be told so that it does not tell of a few households how far away they live, or how many
 * live there? As far as any few of them could move it, so that they are lost in its rounding. No few move it farther
 * than those that pull most would, were they also the largest: that much can be said without looking at all households
 * twice.
 */
enum { DISTANCE_FEW = 4 }; /* fewer than the five households of domain.md 5.3 */
struct mean_pulls {
    double pull[DISTANCE_FEW];     /* persons (1e-9) x metres from the mean; the largest, these first */
    int64_t persons[DISTANCE_FEW]; /* 1e-9; the largest, these first, whosever the pulls are */
};
static inline void mean_pulls_add(struct mean_pulls *pulls, int64_t persons, double from_mean_m)
{
    const int last = DISTANCE_FEW - 1;
    double pull = (double)persons * (from_mean_m < 0 ? -from_mean_m : from_mean_m);
    if (pull > pulls->pull[last]) {
        int place = last;
        for (; place > 0 && pulls->pull[place - 1] < pull; place--)
            pulls->pull[place] = pulls->pull[place - 1];
        pulls->pull[place] = pull;
    }
    if (persons > pulls->persons[last]) {
        int place = last;
        for (; place > 0 && pulls->persons[place - 1] < persons; place--)
            pulls->persons[place] = pulls->persons[place - 1];
        pulls->persons[place] = persons;
    }
}
/* The least of the steps by which leaving any few out would move a mean over so many persons (1e-9) at most; 0: none.
 */
float mean_pulls_step_m(const struct mean_pulls *pulls, int64_t persons);

#endif
