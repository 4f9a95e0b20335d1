/* Where does a piece of the gap grid lie, and what is it called? */
#ifndef PROTECT_GRID_SQUARE_H
#define PROTECT_GRID_SQUARE_H

#include "count/reach_tally.h"
#include "geometry/projection.h"
#include "indicate/gap_grid.h"

/* The grid as a map needs it. */
struct grid_frame {
    struct point origin;              /* of the working CRS */
    double cell_m;                    /* side of a smallest cell */
    struct transformation *to_output; /* borrowed; NULL: none is needed */
};

struct grid_frame grid_frame_of(const struct reach_tally_rules *rules, struct transformation *to_output);

/* "E412250N4162500_500m": east and north of the south-western corner in the working CRS, and the side; with "_rest"
 * at the end: what is left of that square. */
enum { GRID_SQUARE_ID_SIZE = 48 };
void grid_square_id(char id[GRID_SQUARE_ID_SIZE], const struct gap_square *square, const struct grid_frame *frame);
int64_t grid_square_side_m(const struct gap_square *square, const struct grid_frame *frame);
/* In the plane of the working CRS. */
double grid_square_area_km2(const struct gap_grid *grid, size_t square, const struct grid_frame *frame);

/*
 * The piece in the CRS of the output. It has a vertex at every corner of a smallest cell along its sides, each computed
 * from the number of that corner alone, so that neighbours of any size share theirs to the last bit and leave no
 * sliver. *is_placed is false where a corner cannot be transformed; the polygon is empty then.
 */
enum mah_status grid_square_polygon(struct polygon *out, bool *is_placed, const struct gap_grid *grid, size_t square,
                                    const struct grid_frame *frame, struct mah_error *err);

#endif
