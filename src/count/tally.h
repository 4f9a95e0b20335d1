/* How many people, of which kind, live in each mahalle? Integer sums, so that neither order nor threads can change
 * them. */
#ifndef COUNT_TALLY_H
#define COUNT_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "count/arrival_tally.h"
#include "count/living_tally.h"
#include "count/measures.h"
#include "count/origin_tally.h"
#include "count/special_tally.h"
#include "count/tally_cell.h"
#include "locate/locator.h"

struct tally {
    size_t mahalle_count;
    struct tally_cell *cells;       /* mahalle_count x MEASURE_COUNT */
    int64_t *records;               /* n_rec of each mahalle */
    int64_t age_answers[AGE_BANDS]; /* households that answered for a band, with 0 persons too */
    int64_t mover_answers;          /* households of which it can be told whether they moved within the province */
    struct origin_tally origins;
    struct arrival_tally arrivals; /* members that migrated: of MEASURE_RECENT and MEASURE_LONG_TERM */
    struct living_cells *living;   /* of each mahalle */
    struct special_cells *special; /* of each mahalle; NULL: no file has such a column */
    struct row_order *order;       /* room to take the rows of a batch mahalle by mahalle */
};

/* One a worker; merged at the end. */
enum mah_status tally_new(struct tally **out, size_t mahalle_count, struct mah_error *err);
void tally_free(struct tally *tally);

/* Adds the rows of a batch that are sound and have a mahalle. locations[row].mahalle is NO_MAHALLE for the others. */
enum mah_status tally_add_batch(struct tally *tally, const struct checked_batch *batch,
                                const struct location *locations, struct mah_error *err);
enum mah_status tally_merge(struct tally *into, const struct tally *from, struct mah_error *err);

const struct tally_cell *tally_cell(const struct tally *tally, size_t mahalle, enum measure measure);

#endif
