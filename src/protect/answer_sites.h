/* What may be said of the places that were chosen for new facilities? */
#ifndef PROTECT_ANSWER_SITES_H
#define PROTECT_ANSWER_SITES_H

#include "plan/demand_points.h"
#include "plan/site_order.h"
#include "protect/protect.h"

/* One chosen place. Borrowed texts. */
struct answered_site {
    struct point place;            /* in the CRS of the boundaries */
    struct point lon_lat;          /* in degrees; NAN where it cannot be told */
    const char *id, *name;         /* NULL: none */
    const struct mahalle *mahalle; /* NULL: in none */
    double cost;                   /* NAN: none */
    struct site_gain gain;
};

struct answered_sites {
    const struct answered_site *sites; /* by rank */
    size_t count;
    const struct demand_rules *rules;
    const struct demand_list *list; /* of all households */
    enum reach_metric metric;
    bool is_exact, is_proved, limit_is_time;
    double gap;    /* NAN: not known */
    double mean_m; /* SITE_DISTANCE: before; else NAN */
    double budget; /* NAN: none */
    size_t asked;  /* --sites; 0: none */
    size_t candidates, left_out, points;
    int lattice_m;
};

/*
 * A release with the tables `sites` (points, by rank) and `site_answer` (one row). input: project, boundaries, working,
 * tally, services (of the one type), params. What is covered before is judged as `run` judges city_service and is the
 * same figure; whom a site adds is a set of households that the user has chosen by choosing candidates, and passes the
 * differencing guard unless the profile is secure. What is covered after is the sum of published figures.
 */
enum mah_status protect_sites(struct mah_release **out, const struct protect_input *input,
                              const struct answered_sites *answer, struct mah_error *err);

#endif
