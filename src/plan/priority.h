/*
 * Who needs it most? The composite priority index of a table of indicators: normalised, weighted, added up, ranked
 * (OECD/JRC 2008, Handbook on Constructing Composite Indicators). Computation only: figures in, figures out.
 */
#ifndef PLAN_PRIORITY_H
#define PLAN_PRIORITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum priority_normalisation { NORMALISE_MINMAX, NORMALISE_ZSCORE, NORMALISE_RANK, NORMALISE_TARGET };
enum priority_aggregation { AGGREGATE_ARITHMETIC, AGGREGATE_GEOMETRIC };

/* One indicator of all mahalle. */
struct priority_column {
    const double *values; /* one a mahalle; NAN: unknown */
    double weight;        /* above 0; the weights need not add up to 1 */
    bool less_is_worse;
    double target; /* NORMALISE_TARGET: where need ends, in the unit of the values */
};

struct priority_rules {
    enum priority_normalisation normalisation;
    enum priority_aggregation aggregation;
    bool winsorise; /* values beyond the quantiles below are taken as these, but for ranks */
    double low, high;
    double least_known; /* a mahalle with less of the weight known has no score */
};

struct priority_table {
    const struct priority_column *columns;
    size_t column_count, row_count;
    struct priority_rules rules;
};

/*
 * Values as need, 0 (none) to 1 (most), row by row of one column; NAN stays NAN.
 * minmax: (x - min) / (max - min) of the winsorised values. zscore: 0.5 + z / 6 of these, cut to 0..1 (three standard
 * deviations of the population to either side). rank: (average rank - 1) / (n - 1). target: 0 for those who reach the
 * target, else how far they are from it against the farthest. Where less is worse all are turned round. A column whose
 * known values are all the same gives 0.5, and *constant is true. `order` is room for row_count indices.
 */
void priority_normalise(double *out, const struct priority_column *column, const struct priority_rules *rules,
                        enum priority_normalisation normalisation, size_t row_count, size_t *order, bool *constant);

/* The scores of all mahalle, and what they are made of. */
struct priority_scores {
    size_t column_count, row_count, known_count;
    double *normalised; /* column_count x row_count, column by column */
    double *weights;    /* column_count; they add up to 1 */
    bool *constant;     /* column_count: all known values are the same */
    double *known;      /* row_count: the share of the weight that is known, 0..1 */
    double *score;      /* row_count: 0..1 in steps of 1e-6, high is great need; NAN where too little is known */
    double *rank;       /* row_count: 1 is the greatest need, ties share the mean of their ranks; NAN without a score */
    int64_t *place;     /* row_count: the rank that is published, ties share the best of theirs (1, 2, 2, 4); 0: none */
};

/*
 * arithmetic: sum of w y over the known, divided by their weight. geometric: the same of ln(0.01 + 0.99 y), then exp:
 * what is good in one indicator does not make up for what is bad in another. MAH_NO_MEMORY. Release in any case.
 */
enum mah_status priority_score(struct priority_scores *out, const struct priority_table *table, struct mah_error *err);
void priority_scores_release(struct priority_scores *scores);

/* Average ranks of the values, 1 for the greatest; `order` becomes the rows from the greatest to the smallest. NAN has
 * no rank and no place in the order; the count of those that have is returned. */
size_t priority_rank(double *rank, size_t *order, const double *values, size_t count);
/* The quantile of n ascending values, between two of them where it falls between (R's type 7, numpy's default). */
double priority_quantile(const double *ascending, size_t n, double q);

/* How far does the order depend on the choices? */
struct priority_draws {
    size_t draw_count;
    double *low, *high; /* row_count: 5 and 95 of 100 draws rank it at or before this; NAN without a score */
    double *median;
    double *share_top; /* share of the draws in which the rank is top or better */
    double *shift;     /* mean of |rank in the draw - rank| */
    double mean_shift; /* of all mahalle */
};

/*
 * Each draw chooses anew, with its own stream of random numbers: a normalisation (minmax, zscore, rank, and target
 * where the rules ask for it), an aggregation, weights (Dirichlet around the given ones, concentration 10 an indicator:
 * an average weight swings by about 30 %), and which indicator to leave out, if any (each as likely as none). A mahalle
 * of which nothing else is known keeps the indicator that is left out. The result depends on seed and count only, not
 * on threads. Quantiles are ranks that occurred: the smallest with at least 5, 50, 95 of 100 draws at or before it.
 * Memory: 4 bytes for each mahalle and draw. Release in any case.
 */
enum mah_status priority_draw(struct priority_draws *out, const struct priority_table *table,
                              const struct priority_scores *scores, size_t draw_count, uint64_t seed, size_t top,
                              size_t threads, struct mah_error *err);
void priority_draws_release(struct priority_draws *draws);

#endif
