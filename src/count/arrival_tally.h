/* Persons by mahalle and calendar year of arrival. */
#ifndef COUNT_ARRIVAL_TALLY_H
#define COUNT_ARRIVAL_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/tally_cell.h"

/* The years of one mahalle, from the first to the last decade in which somebody came. */
struct arrival_years {
    int first;
    size_t count;
    struct tally_cell *cells; /* one a year: first, first + 1 ... */
};

struct arrival_tally {
    struct arrival_years *mahalle;
    size_t mahalle_count;
};

enum mah_status arrival_tally_init(struct arrival_tally *tally, size_t mahalle_count, struct mah_error *err);
void arrival_tally_release(struct arrival_tally *tally);
/* Adds one record of persons in 1e-9; nobody is no record. year: 1 .. 9999; 0 is not known, and not counted. */
enum mah_status arrival_tally_add(struct arrival_tally *tally, size_t mahalle, int year, int64_t nano,
                                  struct mah_error *err);
/* This mahalle and year will soon be added to: the memory is fetched meanwhile. */
void arrival_tally_expect(const struct arrival_tally *tally, size_t mahalle, int year);
enum mah_status arrival_tally_merge(struct arrival_tally *into, const struct arrival_tally *from,
                                    struct mah_error *err);

#endif
