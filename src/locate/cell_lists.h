/* Which polygons can a point of a cell lie in, where a border enters it? */
#ifndef LOCATE_CELL_LISTS_H
#define LOCATE_CELL_LISTS_H

#include "locate/cell_grid.h"
#include "locate/cell_marks.h"

/*
 * Fills grid->candidate and grid->pieces, and the cells that is_entered names. `border` are the cells that each
 * polygon's border may enter; `interior` those of other polygons that it contains whole.
 */
enum mah_status cell_lists_build(struct cell_grid *grid, const struct boundary_set *boundaries,
                                 const struct cell_marks *border, const struct cell_marks *interior,
                                 const unsigned char *is_entered, struct mah_error *err);

#endif
