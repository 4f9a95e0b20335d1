/* What may an answer say of households in an area that somebody has chosen? */
#ifndef PROTECT_ANSWER_HOUSEHOLDS_H
#define PROTECT_ANSWER_HOUSEHOLDS_H

#include "config/query.h"
#include "protect/differencing_guard.h"
#include "protect/protect.h"

/* One row of the answer, or one group of rows where it is divided by origin, year, service or age. */
struct asked_unit {
    const char *area; /* label; borrowed */
    const char *by; /* code of the mahalle, or name of the ilçe, that the row is the part of; NULL: all of the area */
    const char *by_name;
    double area_km2;        /* what of it lies in the mahalle of the city */
    struct polygon polygon; /* owned; without parts where nobody asked for it */
    bool is_published;      /* a whole mahalle, or the whole city, without a condition: what `run` publishes */
    size_t mahalle;         /* of what is published: which one; their number: the whole city */
    struct guarded_set set; /* its households */
};

struct asked_answer {
    const struct query *query;
    const struct asked_unit *units; /* the tally's mahalle 0 .. unit_count - 1; the one behind them is the whole city */
    size_t unit_count;
    bool knows_city;             /* the last one was counted, too */
    const struct tally *whole;   /* of all mahalle, where any unit is_published; NULL: none, or nothing is hidden */
    struct guarded_set city_set; /* with a condition a set of somebody's own choice like any other */
};

/*
 * A release with the table `query`. input: project, boundaries, working, tally (of the units), services (of the units)
 * for BY_SERVICE. What is_published is judged with all of the city, as a `run` of a project without services judges it,
 * and gives the same figures; every other count passes the differencing guard unless the profile is secure.
 */
enum mah_status protect_query(struct mah_release **out, const struct protect_input *input,
                              const struct asked_answer *answer, struct mah_error *err);

#endif
