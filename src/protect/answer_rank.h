/*
 * Ranks of a published file as releases. They are computed from figures that the file shows, so they tell nothing new:
 * hidden figures are unknown, and a mahalle of which too little is known has no rank.
 */
#ifndef PROTECT_ANSWER_RANK_H
#define PROTECT_ANSWER_RANK_H

#include "plan/priority_matrix.h"
#include "protect/protect.h"
#include "protect/release.h"
#include "read/published.h"

/* What the ranks were computed from; all borrowed. */
struct rank_facts {
    const struct published *published;
    struct published_table *mahalle; /* mah_indicators; with is_drawn the release takes its polygons over */
    const struct department *department;
    const struct priority_matrix *matrix;
    const struct priority_scores *scores;
    const struct priority_draws *draws;
    const struct record_row *settings; /* for the table params */
    size_t setting_count;
    bool is_drawn; /* with polygons */
};

/* A release with the table `priority`: these rows of mah_indicators, in this order. Free with protect_release_free. */
enum mah_status protect_rank(struct mah_release **out, const struct rank_facts *facts, const size_t *rows, size_t count,
                             struct mah_error *err);

/* The same with the table `ranking` of one column of mah_indicators; places: one a row of mah_indicators, 0 for none.
 */
enum mah_status protect_ranking(struct mah_release **out, const struct rank_facts *facts, size_t column,
                                const int64_t *places, const size_t *rows, size_t count, struct mah_error *err);

/* A release with the tables `priority` (the row of the mahalle alone), `explain` and `explain_records`. */
enum mah_status protect_explain(struct mah_release **out, const struct rank_facts *facts, size_t row,
                                struct mah_error *err);

#endif
