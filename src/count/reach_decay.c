/* How much does a way count in a catchment, and how is it kept? */
#include <math.h>

#include "count/reach_tally.h"

double reach_decay(enum coverage_decay decay, double distance_m, double radius_m)
{
    if (!(distance_m <= radius_m))
        return 0;
    if (decay == DECAY_GAUSSIAN) {
        double part = distance_m / radius_m, end = exp(-0.5);
        return (exp(-0.5 * part * part) - end) / (1 - end);
    }
    if (distance_m * 3 <= radius_m)
        return 1;
    return distance_m * 3 <= radius_m * 2 ? 0.68 : 0.22;
}

float reach_distance_kept(double distance_m, double radius_m)
{
    float kept = (float)distance_m;
    if (isnan(distance_m) || isnan(radius_m) || isinf(distance_m))
        return kept;
    while (distance_m > radius_m && (double)kept <= radius_m)
        kept = nextafterf(kept, INFINITY);
    while (distance_m <= radius_m && (double)kept > radius_m)
        kept = nextafterf(kept, -INFINITY);
    return kept;
}
