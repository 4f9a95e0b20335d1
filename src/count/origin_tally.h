/* Persons by mahalle and origin: a sparse table, since most pairs never meet. */
#ifndef COUNT_ORIGIN_TALLY_H
#define COUNT_ORIGIN_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Sums are in 1e-9 persons; records are unweighted households with at least one person in the sum. */
struct origin_cell {
    uint32_t mahalle;
    uint32_t origin; /* origin_id; 0 is "not known" */
    int64_t persons_nano, recent_nano;
    int64_t persons_records, recent_records;
};

/* The origins of each mahalle lie together: the rows of a batch are taken mahalle by mahalle. */
struct origin_tally {
    struct origin_slots {
        struct origin_cell *slots; /* open addressing, 2^bits; an empty slot has persons_records 0; NULL: none yet */
        uint32_t used, bits;
    } * mahalle;
    size_t mahalle_count;
};

enum mah_status origin_tally_init(struct origin_tally *tally, size_t mahalle_count, struct mah_error *err);
void origin_tally_release(struct origin_tally *tally);
/* Adds the sums and records of `add` to the cell of its mahalle and origin. persons_records must be above 0, and
 * the mahalle one of those there are. */
enum mah_status origin_tally_add(struct origin_tally *tally, const struct origin_cell *add, struct mah_error *err);
/* The cell of this mahalle and origin will soon be added to: its memory is fetched meanwhile. */
void origin_tally_expect(const struct origin_tally *tally, uint32_t mahalle, uint32_t origin);

enum mah_status origin_tally_merge(struct origin_tally *into, const struct origin_tally *from, struct mah_error *err);

/* All cells, ordered by mahalle, then origin. Free with memory_free. */
enum mah_status origin_tally_list(struct origin_cell **out, size_t *count, const struct origin_tally *tally,
                                  struct mah_error *err);

#endif
