/* How an answer about households is judged: private to the files answer_households*.c. */
#ifndef PROTECT_ANSWER_HOUSEHOLDS_PARTS_H
#define PROTECT_ANSWER_HOUSEHOLDS_PARTS_H

#include "indicate/coverage.h"
#include "protect/answer_households.h"
#include "protect/differencing_guard.h"
#include "protect/row_writer.h"

/* They tell the counts of one set apart when its number is drawn; below SALT_ORIGIN stand the measures. */
enum { SALT_ORIGIN = 1000, SALT_YEAR = 3000, SALT_GROUP = 9000 };

/* What one answer is made from. */
struct answering {
    const struct protect_input *input;
    const struct asked_answer *answer;
    struct policy policy;
    struct counts *counts;     /* judged by the policy; of free units the areas are guarded instead */
    struct counts *raw;        /* as counted */
    struct counts *whole;      /* of all mahalle, protected; NULL where nothing is published */
    struct coverage *coverage; /* the same way; NULL where nobody asked */
    enum language language;
    struct row_writer row;
};

/* Is the unit a set of somebody's own choice, whose counts are moved? */
bool answer_is_free(const struct answering *answering, size_t unit);
/* The counts that speak of the unit, and which area of them it is. */
const struct counts *answer_counts_of(const struct answering *answering, size_t unit, size_t *area);
struct guard answer_guard_of(const struct answering *answering, size_t unit);

/* Counts the units, and judges what may be said of them; coverage only where the answer is by service. The counts and
 * the coverage are the caller's to free, also after a failure. */
enum mah_status answer_judge_counts(struct answering *answering, struct mah_error *err);
enum mah_status answer_judge_coverage(struct answering *answering, struct mah_error *err);

#endif
