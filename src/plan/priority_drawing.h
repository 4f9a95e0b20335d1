/* What all draws of priorities share, prepared once. Private to priority_draw*.c. */
#ifndef PLAN_PRIORITY_DRAWING_H
#define PLAN_PRIORITY_DRAWING_H

#include <stdatomic.h>

#include "plan/priority.h"
#include "plan/rank_keys.h"

enum { METHODS = 4 };

/* One normalisation, as it is added up: column by column, zero where unknown. */
struct method {
    double *plain, *logs; /* y, and 1 - ln(0.01 + 0.99 y) / ln 0.01, which lies in 0..1 as well */
};

struct drawing {
    const struct priority_table *table;
    size_t *rows; /* those that have a score */
    size_t count;
    struct method methods[METHODS];
    size_t method_count;
    size_t *missing,
        *missing_start; /* of each column, places in rows whose value is unknown: [start[k], start[k + 1]) */
    double *weights;    /* base, adding up to 1 */
    uint32_t *ranks;    /* draw by draw: twice the rank of each of rows */
    size_t draw_count, top;
    uint64_t seed;
    const struct priority_scores *scores;
    struct priority_draws *out;
    struct scratch {
        double *weights, *score, *known;
        struct ranked_key *keys, *spare;
    } * scratch; /* one a worker */
    size_t worker_count;
    atomic_size_t next;
};

/* Fills what follows from table, scores and draw_count; drawing_release in any case. */
enum mah_status drawing_prepare(struct drawing *drawing, size_t workers, struct mah_error *err);
void drawing_release(struct drawing *drawing);

#endif
