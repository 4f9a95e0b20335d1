/* The tallies as numbers of households and persons, with what is known of each: the input of indicators and of
 * protection. */
#ifndef INDICATE_COUNTS_H
#define INDICATE_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/measures.h"
#include "count/tally.h"
#include "indicate/rate.h"
#include "read/boundaries.h"

/* Why a count has no value: nobody was asked, or it protects somebody (the rules of domain.md 5.3). */
enum count_state {
    COUNT_KNOWN,
    COUNT_NOT_ASKED,
    COUNT_SUPPRESSED_UNIT,       /* S1: too few records or persons in the whole row */
    COUNT_SUPPRESSED_SMALL,      /* S2: a small cell */
    COUNT_SUPPRESSED_COMPLEMENT, /* S3: all but a few, or all */
    COUNT_SUPPRESSED_SECONDARY   /* S4: hides another one */
};
/* "S1".."S4", "" for known, "N" for not asked. */
const char *count_state_code(enum count_state state);

struct count {
    double value;
    int64_t records; /* unweighted households behind it; never published */
    uint8_t state;   /* enum count_state */
};

static inline bool count_is_hidden(const struct count *count)
{
    return count->state > COUNT_NOT_ASKED;
}

/* One mahalle, or the whole city. */
struct area_counts {
    struct count records; /* n_rec */
    struct count measure[MEASURE_COUNT];
    struct rate area_km2;
    bool origins_partial;   /* some known origins are hidden or folded: no figure over all of them can be given */
    bool top_origin_hidden; /* the largest origin, or one as large, is among these */
};

/* Is all of it hidden, because too few live there? Its number of records alone may be hidden for another reason. */
static inline bool area_is_hidden(const struct area_counts *area)
{
    return area->records.state == COUNT_SUPPRESSED_UNIT;
}

/* Persons of one origin in one mahalle; city rows have mahalle == counts.mahalle_count. */
struct origin_counts {
    size_t mahalle;
    int origin; /* origin_id; 0 not known, ORIGIN_OTHER several small ones together */
    struct count persons, recent;
};
enum { ORIGIN_OTHER = -1 };

struct living_counts;
struct arrival_counts;
struct counts {
    struct area_counts *mahalle;
    size_t mahalle_count;
    struct area_counts city;
    struct origin_counts *origins; /* by mahalle, then origin; the city's last */
    size_t origin_count;
    size_t origin_width; /* while they are protected: rows that each area has, the same origins in each; else 0 */
    struct living_counts *living;    /* indicate/living.h: of each mahalle, the city's last; NULL: none */
    struct arrival_counts *arrivals; /* indicate/arrivals.h: by mahalle, then year; none for the city */
    size_t arrival_count;
    struct special_cells *special; /* of each mahalle, never to be shown so; NULL: nobody asked */
};

/* Turns integer sums into numbers; a topic that nobody in the city answered becomes COUNT_NOT_ASKED everywhere. */
enum mah_status counts_new(struct counts **out, const struct tally *tally, const struct boundary_set *boundaries,
                           struct mah_error *err);
void counts_free(struct counts *counts);

/* A known count from a sum of weights, WEIGHT_ONE each. */
struct count count_of_nano(int64_t nano, int64_t records);
/* The value as a rate: known only where the state is COUNT_KNOWN. */
struct rate count_rate(const struct count *count);

#endif
