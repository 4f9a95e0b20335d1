/* The books: read = located + quarantined, by source and by reason. A run whose books do not balance fails. */
#ifndef COUNT_BOOKS_H
#define COUNT_BOOKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "locate/locator.h"

struct source_books {
    char *name; /* of the file, without folders */
    int64_t read, located;
    int64_t quarantined_by[REJECT_COUNT];
    int64_t located_by[JOIN_METHODS];
    int64_t on_border, in_overlap;
    int64_t code_conflicts;      /* the stated code is not that of the polygon */
    int64_t outside_but_located; /* a position in no mahalle, located by code or name */
    int64_t would_fit_as_text; /* unknown mahalle, but known if a number were the code that a spreadsheet made it of */
    int64_t would_fit_swapped; /* outside, but inside the boundaries' rectangle if x and y were exchanged */
    uint64_t warnings[CHECK_WARNING_COUNT];
};

struct books {
    struct source_books *sources;
    size_t source_count;
};

int64_t source_books_quarantined(const struct source_books *source);
/* The sum over all sources, without a name. */
struct source_books books_total(const struct books *books);
/* MAH_FAILED where a source does not balance, naming it. counted: sum of the tally's records. */
enum mah_status books_balance(const struct books *books, int64_t counted, struct mah_error *err);
void books_release(struct books *books);

#endif
