/* Each located row of a batch to its services: what place_rows.h is for mahalle. */
#ifndef RUN_REACH_ROWS_H
#define RUN_REACH_ROWS_H

#include "count/unreached.h"
#include "run/place_rows.h"
#include "run/service_reach.h"

/* One a worker; empty where the project names no services. */
struct reach_rows {
    const struct service_reach *services; /* borrowed */
    struct reacher *reacher;
    struct transformation *to_working; /* from the CRS of the boundaries */
    struct point *points;              /* in the working CRS */
    bool *has_point;
    const struct reached *reached; /* of the current batch */
};

enum mah_status reach_rows_init(struct reach_rows *rows, const struct service_reach *services,
                                const struct boundary_set *boundaries, struct mah_error *err);
void reach_rows_release(struct reach_rows *rows);

/* Distances of the rows that have a mahalle and a position; before the worker's turn, since it takes long. */
void reach_rows_find(struct reach_rows *rows, const struct placer *placer, const struct checked_batch *checked);
/* Lists those whose distance to a service is not known; within the turn, so that they stand in the order of the file.
 * first_row: the number of the batch's first row as a spreadsheet shows it. */
enum mah_status reach_rows_list(const struct reach_rows *rows, struct unreached *list, const struct placer *placer,
                                const struct checked_batch *checked, const struct batch *batch, size_t source,
                                int64_t first_row, struct mah_error *err);
/* Counts them where the locations say; after the turn, when duplicates are known. */
enum mah_status reach_rows_count(struct reach_rows *rows, struct reach_tally *tally, const struct location *locations,
                                 const struct checked_batch *checked, struct mah_error *err);

#endif
