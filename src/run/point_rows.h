/* Each located household of a batch to the layer of households. */
#ifndef RUN_POINT_ROWS_H
#define RUN_POINT_ROWS_H

#include "count/household_points.h"
#include "run/place_rows.h"

/* In the order of the file. Households without a place to be trusted (placer_has_place) are left out. */
enum mah_status point_rows_add(struct household_points *points, const struct placer *placer, const struct batch *batch,
                               const struct checked_batch *checked, struct mah_error *err);

#endif
