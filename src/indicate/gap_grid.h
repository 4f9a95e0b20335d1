/* Where do the people live whom a service does not reach? Square cells, merged upward where too few people live. */
#ifndef INDICATE_GAP_GRID_H
#define INDICATE_GAP_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/reach_store.h"

/* The largest squares have 2^5 smallest cells on a side: 8 km at 250 m. */
enum { GAP_TOP_LEVEL = 5 };

/* Weighted persons in 1e-9 and the households behind them. Integers, so that no order of adding shows. */
struct gap_sum {
    int64_t nano, records;
};

/* Persons by the distance to one type. Without a radius nobody is uncovered. */
struct gap_type_sum {
    struct gap_sum known, uncovered;
};

/* A square of 2^level smallest cells a side; a multiple of its side from the origin of the grid. */
struct gap_square {
    uint16_t column, row; /* of its south-western smallest cell */
    uint8_t level;
    int64_t households; /* records, unweighted */
    struct gap_sum persons, recent;
    struct gap_sum known_any;     /* a distance to at least one type with a radius is known */
    struct gap_sum uncovered_any; /* at least one known distance is beyond its radius */
};

struct gap_mass {
    int64_t households, persons_nano;
};

struct gap_grid {
    struct gap_square *squares; /* by side, then row (north), then column (east), all rising */
    size_t count, capacity;
    size_t type_count;
    struct gap_type_sum *types; /* count x type_count; see gap_square_types */
    size_t types_capacity;
    struct gap_mass total, published, dropped, unplaced; /* published + dropped + unplaced is total */
    bool recent_asked;                                   /* somebody's class of arrival is known */
};

/* What a published square must hold; all 0: every smallest cell with a household stays. */
struct gap_thresholds {
    int64_t households, persons;
};

/*
 * A square is split into its quarters only if every quarter with a household in it holds at least the thresholds; a
 * square of the largest size that does not hold them itself is dropped. radius_m: one a type of the store, NAN for
 * none. The result depends neither on the order of the store nor on the threads; memory grows with the cells that hold
 * a household.
 */
enum mah_status gap_grid_new(struct gap_grid **out, const struct reach_store *store, const double *radius_m,
                             const struct gap_thresholds *thresholds, struct mah_error *err);
void gap_grid_free(struct gap_grid *grid);

static inline const struct gap_type_sum *gap_square_types(const struct gap_grid *grid, size_t square)
{
    return &grid->types[square * grid->type_count];
}

#endif
