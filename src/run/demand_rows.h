/* Each located row of a batch as demand for a service. */
#ifndef RUN_DEMAND_ROWS_H
#define RUN_DEMAND_ROWS_H

#include "count/demand_list.h"
#include "run/reach_rows.h"

/* Adds the sound rows that have a mahalle to the list. `ways` has found the ways of the batch; the project asks for one
 * type of service. */
enum mah_status demand_rows_add(struct demand_list *list, const struct reach_rows *ways, const struct placer *placer,
                                const struct batch *batch, const struct checked_batch *checked, struct mah_error *err);

#endif
