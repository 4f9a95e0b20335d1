/* Who came to each mahalle in which year, as numbers: the same people as the recent and the long-term migrants. */
#ifndef INDICATE_ARRIVALS_H
#define INDICATE_ARRIVALS_H

#include "indicate/counts.h"

/* Persons who came to one mahalle in one calendar year, at least one of them. */
struct arrival_counts {
    size_t mahalle;
    int year;
    struct count persons;
};

/* By mahalle, then year. Free with memory_free. */
enum mah_status arrival_counts_new(struct arrival_counts **out, size_t *count, const struct tally *tally,
                                   struct mah_error *err);
/* The end of the rows of the mahalle whose first row is `start`. */
size_t arrival_counts_end(const struct counts *counts, size_t start);

#endif
