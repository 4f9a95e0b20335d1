/* Where does one class of a map end and the next begin? Quantiles, moved to numbers that read well. */
#ifndef WRITE_CLASS_BREAKS_H
#define WRITE_CLASS_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

enum { CLASS_LIMIT = 9 };

/*
 * Class i holds the values bound[i] < value <= bound[i + 1]; the first class has no lower and the last no upper limit,
 * so that their outer bounds are for the legend only. A single distinct value has bound[0] == bound[1]. Zero is a class
 * of its own where the values have zeros and nothing below zero; the other classes are then above zero.
 */
struct class_breaks {
    bool has_zero;
    size_t count;
    double bound[CLASS_LIMIT + 1];
};

/*
 * At most `wanted` classes of about equal numbers of values; sorts the values, which are finite, in place
 * (and drops repeated ones where most are the same). Bounds
 * ascend, are multiples of 1, 2, 2.5 or 5 times a power of ten, and no class is empty; fewer distinct values give fewer
 * classes.
 */
void class_breaks_find(struct class_breaks *out, double *values, size_t count, size_t wanted);

#endif
