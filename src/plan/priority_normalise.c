/* How does a figure become need between 0 and 1? */
#include <math.h>
#include <stdlib.h>

#include "plan/priority.h"

struct extent {
    double low, high;
    size_t known;
};

double priority_quantile(const double *ascending, size_t n, double q)
{
    double place = q * (double)(n - 1);
    size_t below = (size_t)place;
    if (below + 1 >= n)
        return ascending[n - 1];
    return ascending[below] + (place - (double)below) * (ascending[below + 1] - ascending[below]);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct extent extent_of(const double *values, size_t count)
{
    struct extent extent = {INFINITY, -INFINITY, 0};
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        extent.known++;
        extent.low = fmin(extent.low, values[i]);
        extent.high = fmax(extent.high, values[i]);
    }
    return extent;
}

/* The known values are gathered in `out`, sorted, and then every value stands in it again, cut to the quantiles. */
static void winsorise(double *out, const double *values, size_t count, double low, double high)
{
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            out[known++] = values[i];
    qsort(out, known, sizeof *out, compare);
    double least = known > 0 ? priority_quantile(out, known, low) : 0;
    double most = known > 0 ? priority_quantile(out, known, high) : 0;
    for (size_t i = 0; i < count; i++)
        out[i] = isnan(values[i]) ? NAN : fmin(fmax(values[i], least), most);
}

static double cut_to_unit(double y)
{
    return y < 0 ? 0 : y > 1 ? 1 : y;
}

static void spread_by_range(double *y, size_t count, struct extent extent)
{
    for (size_t i = 0; i < count; i++)
        y[i] = (y[i] - extent.low) / (extent.high - extent.low);
}

static void spread_by_deviation(double *y, size_t count, size_t known)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        sum += isnan(y[i]) ? 0 : y[i];
    double mean = sum / (double)known;
    for (size_t i = 0; i < count; i++)
        squares += isnan(y[i]) ? 0 : (y[i] - mean) * (y[i] - mean);
    double deviation = sqrt(squares / (double)known);
    for (size_t i = 0; i < count; i++)
        if (!isnan(y[i]))
            y[i] = cut_to_unit(0.5 + (y[i] - mean) / deviation / 6);
}

static void spread_by_rank(double *y, const double *values, size_t count, size_t known, size_t *order)
{
    priority_rank(y, order, values, count);
    for (size_t i = 0; i < count; i++) /* rank 1 is the greatest value */
        y[i] = ((double)known - y[i]) / (double)(known - 1);
}

/* Need only: where less is worse the values come turned round, and so is the target. */
static void spread_by_target(double *y, size_t count, struct extent extent, double target, bool less_is_worse)
{
    double farthest = less_is_worse ? target - extent.low : extent.high - target;
    for (size_t i = 0; i < count; i++) {
        if (isnan(y[i]))
            continue;
        double away = less_is_worse ? target - y[i] : y[i] - target;
        y[i] = farthest > 0 ? cut_to_unit(away / farthest) : 0;
    }
}

void priority_normalise(double *out, const struct priority_column *column, const struct priority_rules *rules,
                        enum priority_normalisation normalisation, size_t row_count, size_t *order, bool *constant)
{
    if (rules->winsorise && normalisation != NORMALISE_RANK)
        winsorise(out, column->values, row_count, rules->low, rules->high);
    else
        for (size_t i = 0; i < row_count; i++)
            out[i] = column->values[i];
    struct extent extent = extent_of(out, row_count);
    *constant = extent.known > 0 && extent.high <= extent.low;
    if (extent.known == 0)
        return;
    if (*constant) {
        for (size_t i = 0; i < row_count; i++)
            out[i] = isnan(out[i]) ? NAN : 0.5;
        return;
    }
    if (normalisation == NORMALISE_MINMAX)
        spread_by_range(out, row_count, extent);
    else if (normalisation == NORMALISE_ZSCORE)
        spread_by_deviation(out, row_count, extent.known);
    else if (normalisation == NORMALISE_RANK)
        spread_by_rank(out, column->values, row_count, extent.known, order);
    else
        spread_by_target(out, row_count, extent, column->target, column->less_is_worse);
    if (!column->less_is_worse || normalisation == NORMALISE_TARGET)
        return;
    for (size_t i = 0; i < row_count; i++)
        out[i] = 1 - out[i];
}
