/* Where might something be built? A file of places, or the squares where people live whom nothing reaches. */
#ifndef RUN_SITE_CANDIDATES_H
#define RUN_SITE_CANDIDATES_H

#include "locate/locator.h"
#include "plan/demand_points.h"
#include "run/service_reach.h"

struct site_candidate {
    struct point place; /* in the working CRS */
    char *id, *name;    /* NULL where there is none */
    double cost;        /* NAN: not known */
    int32_t mahalle;    /* or NO_MAHALLE */
};

/* Owned. */
struct site_candidates {
    struct site_candidate *list;
    size_t count, capacity;
    bool is_of_file, has_costs;
    size_t unusable; /* rows of the file that have no usable position */
    size_t squares;  /* that people live in, of which the best were taken; 0: all of them, or a file */
};
enum { SITE_SQUARES_AT_MOST = 2000 };

struct site_where {
    const struct project *project;
    const struct boundary_set *boundaries;
    const struct locator *locator;
    const struct service_reach *services; /* of the one type */
    const struct crs *working;
};

/*
 * Any file that services may come in; columns for id and name as there, and one for the cost, by the names that
 * layers/candidate_fields.csv lists. An area or a line is one place, a point on it. MAH_BAD_USAGE: two columns fit, or
 * there is no usable place.
 */
enum mah_status site_candidates_read(struct site_candidates *out, const char *path, const struct site_where *where,
                                     struct mah_error *err);
/* The middles of the squares of the gap grid in which a point lies, where they are in a mahalle. Above 2,000 those with
 * most demand within the radius in a straight line; equal ones: the more southern, then the more western. */
enum mah_status site_candidates_squares(struct site_candidates *out, const struct demand_points *points,
                                        double radius_m, const struct site_where *where, struct mah_error *err);
void site_candidates_release(struct site_candidates *candidates);

#endif
