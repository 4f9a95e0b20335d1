/* Where does one class of a map end and the next begin? */
#include "write/class_breaks.h"

#include <math.h>
#include <stdlib.h>

/* A round step: tenths * 10^(power - 1), so that 2.5 is a whole number too and its multiples stay exact decimals. */
struct step {
    int tenths, power;
};

enum { POWER_MAX = 15, FEW_CLASSES = 3 };

static double power_of_ten(int power)
{
    double result = 1;
    for (int i = 0; i < power; i++)
        result *= 10; /* exact up to 10^22 */
    return result;
}

/* n steps as the double nearest to that decimal number. */
static double multiple(struct step step, double n)
{
    int power = step.power - 1;
    double whole = n * step.tenths;
    return power >= 0 ? whole * power_of_ten(power) : whole / power_of_ten(-power);
}

/* The next smaller round step: 5, 2.5, 2, 1, 0.5 ... */
static struct step smaller(struct step step)
{
    switch (step.tenths) {
    case 50:
        return (struct step){25, step.power};
    case 25:
        return (struct step){20, step.power};
    case 20:
        return (struct step){10, step.power};
    default:
        return (struct step){50, step.power - 1};
    }
}

static struct step step_at_most(double limit)
{
    struct step step = {50, POWER_MAX};
    while (multiple(step, 1) > limit && step.power > -POWER_MAX)
        step = smaller(step);
    return step;
}

/* The smallest multiple that is not below the value. */
static double round_up(struct step step, double value)
{
    double n = floor(value / multiple(step, 1));
    for (int i = 0; i < 2 && multiple(step, n) < value; i++)
        n++; /* the division may have been rounded */
    return multiple(step, n);
}

static double round_down(struct step step, double value)
{
    double n = ceil(value / multiple(step, 1));
    for (int i = 0; i < 2 && multiple(step, n) > value; i++)
        n--;
    return multiple(step, n);
}

/*
 * The roundest number from cut up to, but not, `above`, the next larger value: it parts the values as the cut does.
 * Where the values lie so close that no number rounder than gap / 8 does, the multiple of about gap / 4 nearest to the
 * cut.
 */
static double round_cut(double cut, double above, double gap)
{
    for (struct step step = step_at_most(gap); multiple(step, 1) >= gap / 8; step = smaller(step)) {
        double bound = round_up(step, cut);
        if (bound < above)
            return bound;
    }
    struct step step = step_at_most(gap / 4);
    double low = round_down(step, cut), high = round_up(step, cut);
    return cut - low < high - cut ? low : high;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t distinct_count(const double *values, size_t count)
{
    size_t distinct = count > 0;
    for (size_t i = 1; i < count; i++)
        distinct += values[i] > values[i - 1];
    return distinct;
}

/* Keeps each of the sorted values once, and says how many there are. */
static size_t drop_repeated(double *values, size_t count)
{
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (values[i] > values[kept - 1])
            values[kept++] = values[i];
    return kept;
}

/* How many of the sorted values are at most the bound. */
static size_t count_up_to(const double *values, size_t count, double bound)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] <= bound)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The last value of every class but the last: quantiles, or every value where there are few distinct ones. */
static size_t find_cuts(double cuts[CLASS_LIMIT], const double *values, size_t count, size_t wanted)
{
    size_t found = 0;
    if (distinct_count(values, count) <= wanted) {
        for (size_t i = 1; i < count; i++)
            if (values[i] > values[i - 1])
                cuts[found++] = values[i - 1];
        return found;
    }
    for (size_t i = 1; i < wanted; i++) {
        double cut = values[(count * i + wanted - 1) / wanted - 1];
        if (cut < values[count - 1] && (found == 0 || cut > cuts[found - 1]))
            cuts[found++] = cut;
    }
    return found;
}

/* The smaller of the distances to the neighbouring cuts (or ends). */
static double gap_around(const double *cuts, size_t cut_count, size_t i, double lowest, double highest)
{
    double below = cuts[i] - (i > 0 ? cuts[i - 1] : lowest);
    double above = (i + 1 < cut_count ? cuts[i + 1] : highest) - cuts[i];
    return below > 0 && below < above ? below : above;
}

static void add_outer_bounds(struct class_breaks *out, const double *values, size_t count)
{
    double lowest = values[0], highest = values[count - 1], range = highest - lowest;
    double first_width = out->count > 1 ? out->bound[1] - lowest : range;
    double last_width = out->count > 1 ? highest - out->bound[out->count - 1] : range;
    double below = round_down(step_at_most(first_width > 0 ? first_width / 4 : range / 4), lowest);
    out->bound[0] = lowest >= 0 && (below < 0 || out->has_zero) ? 0 : below;
    out->bound[out->count] = round_up(step_at_most(last_width > 0 ? last_width / 4 : range / 4), highest);
}

static void find_bounds(struct class_breaks *out, const double *values, size_t count, size_t wanted)
{
    double cuts[CLASS_LIMIT];
    size_t cut_count = find_cuts(cuts, values, count, wanted), before = 0;
    out->count = 1;
    for (size_t i = 0; i < cut_count; i++) {
        double above = values[count_up_to(values, count, cuts[i])];
        double bound = round_cut(cuts[i], above, gap_around(cuts, cut_count, i, values[0], values[count - 1]));
        size_t up_to = count_up_to(values, count, bound);
        bool ascends = out->count == 1 || bound > out->bound[out->count - 1];
        if (!ascends || up_to <= before || up_to == count)
            continue; /* rounding left a class empty */
        out->bound[out->count++] = bound;
        before = up_to;
    }
    add_outer_bounds(out, values, count);
}

void class_breaks_find(struct class_breaks *out, double *values, size_t count, size_t wanted)
{
    *out = (struct class_breaks){0};
    wanted = wanted < 1 ? 1 : wanted > CLASS_LIMIT ? CLASS_LIMIT : wanted;
    qsort(values, count, sizeof *values, compare);
    size_t zeros = count > 0 && values[0] >= 0 ? count_up_to(values, count, 0) : 0;
    out->has_zero = zeros > 0;
    values += zeros;
    count -= zeros;
    if (count == 0)
        return;
    if (distinct_count(values, count) == 1) {
        out->count = 1;
        out->bound[0] = out->bound[1] = values[0];
        return;
    }
    find_bounds(out, values, count, wanted);
    if (out->count < wanted && out->count < FEW_CLASSES) /* most are the same: each value counts once then */
        find_bounds(out, values, drop_repeated(values, count), wanted);
}
