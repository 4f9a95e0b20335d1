/* Where do the people live whom a service does not reach? Square cells; what is left of them merges upward. */
#ifndef INDICATE_GAP_GRID_H
#define INDICATE_GAP_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/reach_store.h"

/* The largest squares have 2^5 smallest cells on a side: 8 km at 250 m. */
enum { GAP_TOP_LEVEL = 5 };

#define GAP_WHOLE UINT32_MAX

/* Weighted persons in 1e-9 and the households behind them. Integers, so that no order of adding shows. */
struct gap_sum {
    int64_t nano, records;
};

/* Persons by the distance to one type. Without a radius nobody is uncovered. */
struct gap_type_sum {
    struct gap_sum known, uncovered;
};

/* The smallest cells of a remainder, from the south-western corner of its square: bit `column` of rows[row]. */
struct gap_shape {
    uint32_t rows[1 << GAP_TOP_LEVEL];
};

/* A square of 2^level smallest cells a side, a multiple of its side from the origin of the grid; or what is left of
 * such a square by the smaller pieces in it. */
struct gap_square {
    uint16_t column, row; /* of the south-western smallest cell of the square, also where the piece lacks that one */
    uint8_t level;
    uint32_t shape;     /* of a remainder: index into the shapes of the grid; else GAP_WHOLE */
    int64_t households; /* records, unweighted */
    struct gap_sum persons, recent;
    struct gap_sum counting;      /* of a smallest cell: of the persons those who count for the thresholds */
    struct gap_sum known_any;     /* a distance to at least one type with a radius is known */
    struct gap_sum uncovered_any; /* at least one known distance is beyond its radius */
};

struct gap_mass {
    int64_t households, persons_nano;
};

struct gap_grid {
    struct gap_square *squares; /* by side, then row (north), then column (east), all rising; one piece a square */
    size_t count, capacity;
    size_t type_count;
    struct gap_type_sum *types; /* count x type_count; see gap_square_types */
    size_t types_capacity;
    struct gap_shape *shapes; /* of the remainders, in no order */
    size_t shape_count, shape_capacity;
    struct gap_mass total, published, dropped, unplaced; /* published + dropped + unplaced is total */
    bool recent_asked;                                   /* somebody's class of arrival is known */
};

/* What a published piece must hold; all 0: every smallest cell with a household stays. Who lives in a mahalle of which
 * nothing is told counts for nothing here: a piece of such people alone would tell a part of what is hidden. */
struct gap_thresholds {
    int64_t households, persons;
    const bool *is_hidden; /* by mahalle of the store; NULL: none */
};

/*
 * From the smallest cells up: what is left of a square, after the pieces that stand in its quarters, stands as one
 * piece if it holds at least the thresholds, else it is left for the next larger square; of the largest it is dropped.
 * The piece is all that is left, empty or not, so that its shape does not tell which of the cells are lived in.
 * radius_m: one a type of the store, NAN for none. The result depends neither on the order of the store nor on the
 * threads; memory grows with the cells that hold a household.
 */
enum mah_status gap_grid_new(struct gap_grid **out, const struct reach_store *store, const double *radius_m,
                             const struct gap_thresholds *thresholds, struct mah_error *err);
void gap_grid_free(struct gap_grid *grid);

static inline const struct gap_type_sum *gap_square_types(const struct gap_grid *grid, size_t square)
{
    return &grid->types[square * grid->type_count];
}

static inline bool gap_square_is_rest(const struct gap_square *square)
{
    return square->shape != GAP_WHOLE;
}

/* The number of smallest cells in a piece, empty ones included. */
unsigned gap_square_cells(const struct gap_grid *grid, size_t square);

#endif
