/* Which projects help most people for a budget? The knapsack problem, solved exactly, or with a bound that says how far
 * from it the answer is at most. */
#ifndef PLAN_KNAPSACK_H
#define PLAN_KNAPSACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Both above 0 and at most KNAPSACK_MOST; in units of the caller, such as hundredths of a lira and thousandths of a
 * person. */
struct knapsack_item {
    int64_t cost, gain;
};
#define KNAPSACK_MOST ((int64_t)1 << 53)

struct knapsack_result {
    int64_t cost, gain;
    int64_t bound;  /* no choice gains more than this */
    bool is_proved; /* bound == gain */
};

/* As many partial choices as are kept at a time (0: as the memory of 256 MiB allows). */
enum { KNAPSACK_STATES = 1 << 18 };

/*
 * Fills chosen (count places). Of the choices whose cost is within the budget: the largest gain; of these the least
 * cost; of these the one that holds the earlier item, in the order of gain a cost (largest first), then of less cost,
 * then of the caller. Dynamic programming over the undominated partial choices (Nemhauser and Ullmann 1969), those
 * whose fractional bound (Dantzig 1957) is below the best choice known left out. Where more than `most_states` of them
 * remain, those of the smallest bound are dropped, and the largest bound dropped is the honest limit of the result.
 */
enum mah_status knapsack_solve(bool *chosen, struct knapsack_result *out, const struct knapsack_item *items,
                               size_t count, int64_t budget, size_t most_states, struct mah_error *err);

#endif
