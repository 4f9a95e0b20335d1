/* What do published figures say of an area? Sums of mahalle that are published already tell nothing new. */
#ifndef PROTECT_ANSWER_PUBLISHED_H
#define PROTECT_ANSWER_PUBLISHED_H

#include "protect/answer_households.h"
#include "read/published.h"

/* A part of a row of the answer: so much of the mahalle in that row of mah_indicators. */
struct published_part {
    uint32_t unit, row;
    double share;
};

struct published_answer {
    const struct query *query;
    const struct asked_unit *units;
    size_t unit_count;
    const struct published_part *parts; /* of shares above 0 */
    size_t part_count;
    const struct published_table *mahalle; /* mah_indicators */
    /* mah_origin, mah_arrivals or mah_service, as the key asks; NULL: not needed */
    const struct published_table *detail;
    const struct published_table *city;          /* city_summary; NULL where the file has none */
    const struct published_table *city_services; /* city_service; NULL where the file has none, or it is not needed */
};

/* Is a figure of the mahalle hidden, of those that everybody asks for: households, persons, recent migrants? */
bool published_is_hidden(const struct published_table *mahalle, size_t row);

/* Is the unit the whole city, of which the file has figures of its own? */
bool published_is_city(const struct published_answer *answer, size_t unit);

/*
 * A release with the table `query`. One whole mahalle has the figures of its row, all mahalle those of the city. Else
 * a count is the sum of the parts, unknown where one of them is not shown; rates and shares are those of the mahalle
 * that show them, numerator and denominator over the same ones.
 */
enum mah_status protect_query_published(struct mah_release **out, const struct published *published,
                                        const struct published_answer *answer, struct mah_error *err);

#endif
