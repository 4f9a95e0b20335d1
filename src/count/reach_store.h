/*
 * What is kept of each located household that is asked how far it has to its services: about 40 bytes and 4 for each
 * service type, because an exact quantile needs its values. Nothing of this leaves the program row by row.
 */
#ifndef COUNT_REACH_STORE_H
#define COUNT_REACH_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "locate/locator.h"

enum { AGE_UNKNOWN = 255 }; /* a band that was not asked or not answered */
#define NO_GRID_CELL UINT32_MAX

struct reach_row {
    int64_t weight_nano;
    int64_t recent_nano; /* persons who are recent migrants, weighted, in 1e-9 */
    uint32_t mahalle;    /* index into the boundary set */
    uint32_t grid_cell;  /* column | row << 16 of the smallest grid cells; NO_GRID_CELL without a position */
    uint8_t size;        /* persons */
    uint8_t class_known; /* 1: its arrival class is known; persons who are not recent are settled then */
    uint8_t ages[AGE_BANDS];
};

/* Rows by number; the order depends on the threads, so that nothing may be computed that depends on it. */
struct reach_store {
    size_t type_count;
    struct reach_row **rows; /* blocks of REACH_BLOCK_ROWS */
    float **distance_m;      /* blocks of REACH_BLOCK_ROWS x type_count: NAN not known, INFINITY no facility at all */
    size_t count, block_count, block_capacity;
};
enum { REACH_BLOCK_ROWS = 4096 };

enum mah_status reach_store_new(struct reach_store **out, size_t type_count, struct mah_error *err);
void reach_store_free(struct reach_store *store);

/* A new row of which everything is the caller's to fill; distance_m has type_count values. Good until the next call. */
enum mah_status reach_store_add(struct reach_store *store, struct reach_row **row, float **distance_m,
                                struct mah_error *err);
/* Moves the rows of `from` behind those of `into`; `from` is empty then, also after a failure. */
enum mah_status reach_store_take(struct reach_store *into, struct reach_store *from, struct mah_error *err);

static inline const struct reach_row *reach_store_row(const struct reach_store *store, size_t index)
{
    return &store->rows[index / REACH_BLOCK_ROWS][index % REACH_BLOCK_ROWS];
}

static inline float reach_store_distance_m(const struct reach_store *store, size_t index, size_t type)
{
    return store->distance_m[index / REACH_BLOCK_ROWS][index % REACH_BLOCK_ROWS * store->type_count + type];
}

/* Who is counted: everybody, recent migrants, settled residents (of known arrival, not recent), the type's target. */
enum reach_group { REACH_ALL, REACH_RECENT, REACH_SETTLED, REACH_TARGET, REACH_GROUPS };
const char *reach_group_word(enum reach_group group); /* "all", "mig", "set", "target" */

/* Weighted persons of a row in each group, 1e-9; the target is -1 where its ages are not known. */
static inline void reach_row_persons(const struct reach_row *row, uint8_t target_bands, bool target_is_all,
                                     int64_t persons_nano[REACH_GROUPS])
{
    int64_t persons = row->weight_nano * row->size, target = 0;
    persons_nano[REACH_ALL] = persons;
    persons_nano[REACH_RECENT] = row->class_known ? row->recent_nano : 0;
    persons_nano[REACH_SETTLED] = row->class_known ? persons - row->recent_nano : 0;
    for (int band = 0; !target_is_all && band < AGE_BANDS; band++) {
        if ((target_bands >> band & 1) == 0)
            continue;
        if (row->ages[band] == AGE_UNKNOWN) {
            target = -1;
            break;
        }
        target += row->weight_nano * row->ages[band];
    }
    persons_nano[REACH_TARGET] = target_is_all ? persons : target;
}

#endif
