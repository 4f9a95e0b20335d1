/* Households as the points that sites are chosen for: few enough to compute with, no smaller than may be looked at. */
#ifndef PLAN_DEMAND_POINTS_H
#define PLAN_DEMAND_POINTS_H

#include "count/demand_list.h"

enum site_objective { SITE_COVER, SITE_DISTANCE };

struct demand_rules {
    enum site_objective objective;
    bool takes_all; /* everybody, or the target group */
    double radius_m;
    double farthest_m;      /* SITE_DISTANCE: longer ways, and unknown ones, count as this long */
    double migrant_weight;  /* a recent migrant against a settled resident */
    int64_t min_households; /* behind a point; below, households of the neighbourhood are put together */
    int64_t min_persons;
};

/* Owned. */
struct demand_points {
    struct point *place; /* the mean of its persons */
    double *weight;      /* persons, recent migrants times their weight */
    double *now_m;       /* SITE_DISTANCE: the mean way to what exists */
    size_t count, capacity[3];
    int lattice_m;           /* side of the squares that make a point; 0: households of one place */
    int64_t households;      /* that make the points */
    int64_t left_households; /* in groups too small to be looked at, however large the square */
};
enum { DEMAND_POINTS_AT_MOST = 20000, DEMAND_LATTICE_M = 50, DEMAND_LARGEST_M = 3200 };

/*
 * SITE_COVER: the households that nothing reaches, with persons who are asked for; SITE_DISTANCE: all of them. Without
 * minimum numbers each place is a point of its own where there are no more than 20,000; else squares of 50 m, doubled
 * until there are no more. What is below the minimum is put together in squares of twice the side, and so on up to 3.2
 * km. The list must be sorted. Sums are integers; the answer does not depend on threads.
 */
enum mah_status demand_points_make(struct demand_points *out, const struct demand_list *list,
                                   const struct demand_rules *rules, struct mah_error *err);
void demand_points_release(struct demand_points *points);

/* Is the household without the service now? */
static inline bool demand_is_open(const struct demand_row *row, double radius_m)
{
    return !((double)row->distance_m <= radius_m);
}
/* The way it has now, as SITE_DISTANCE counts it. */
static inline double demand_now_m(const struct demand_row *row, double farthest_m)
{
    return (double)row->distance_m <= farthest_m ? (double)row->distance_m : farthest_m;
}
/* Persons, recent migrants times their weight. */
static inline double demand_weight(int64_t persons_nano, int64_t recent_nano, double migrant_weight)
{
    return ((double)(persons_nano - recent_nano) + migrant_weight * (double)recent_nano) * 1e-9;
}

#endif
