/*
 * Sums of doubles without rounding: an expansion is a list of doubles whose exact sum is the value.
 * J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, Discrete &
 * Computational Geometry 18 (1997): theorems 7 (two_sum), 10 (growing an expansion), 18 (two_product).
 * Exact as long as nothing overflows or underflows, for IEEE doubles rounded to nearest and never fused or widened.
 */
#ifndef GEOMETRY_EXPANSION_H
#define GEOMETRY_EXPANSION_H

#include <float.h>

#if FLT_EVAL_METHOD != 0 || FLT_RADIX != 2 || DBL_MANT_DIG != 53
#error "exact arithmetic needs plain IEEE doubles (on 32-bit x86: -msse2 -mfpmath=sse)"
#endif

/* head + tail is the exact value, head the rounded one. */
struct double_pair {
    double head, tail;
};

static inline struct double_pair two_sum(double a, double b)
{
    double head = a + b;
    double b_part = head - a;
    double a_part = head - b_part;
    return (struct double_pair){head, (a - a_part) + (b - b_part)};
}

static inline struct double_pair two_difference(double a, double b)
{
    return two_sum(a, -b);
}

/* Veltkamp's split: two halves of at most 26 bits each, whose products are exact. */
static inline struct double_pair split(double a)
{
    double scaled = 134217729.0 * a; /* 2^27 + 1 */
    double high = scaled - (scaled - a);
    return (struct double_pair){high, a - high};
}

/* Dekker's product. */
static inline struct double_pair two_product(double a, double b)
{
    double head = a * b;
    struct double_pair x = split(a), y = split(b);
    double error = head - x.head * y.head;
    error -= x.tail * y.head;
    error -= x.head * y.tail;
    return (struct double_pair){head, x.tail * y.tail - error};
}

/* Components do not overlap and grow in magnitude; zeros are left out, so the last one has the sign of the sum. */
struct expansion {
    double part[16];
    int count;
};

static inline void expansion_add(struct expansion *sum, double value)
{
    int kept = 0;
    for (int i = 0; i < sum->count; i++) {
        struct double_pair pair = two_sum(value, sum->part[i]);
        if (pair.tail != 0)
            sum->part[kept++] = pair.tail;
        value = pair.head;
    }
    if (value != 0)
        sum->part[kept++] = value;
    sum->count = kept;
}

/* Adds a * b, exactly. */
static inline void expansion_add_product(struct expansion *sum, double a, double b)
{
    if (a == 0 || b == 0)
        return;
    struct double_pair product = two_product(a, b);
    expansion_add(sum, product.tail);
    expansion_add(sum, product.head);
}

static inline int expansion_sign(const struct expansion *sum)
{
    if (sum->count == 0)
        return 0;
    return sum->part[sum->count - 1] > 0 ? 1 : -1;
}

#endif
