/* Chance for the sample city: the same numbers on every machine. */
#ifndef RUN_DEMO_RANDOM_H
#define RUN_DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

/* What the numbers are for. Each purpose, and each index within it, has numbers of its own. */
enum demo_purpose {
    DEMO_BORDERS = 1,
    DEMO_STREETS,
    DEMO_HOUSEHOLDS,
    DEMO_ORDER,
    DEMO_FAULTS,
    DEMO_SERVICES,
    DEMO_PARKS
};

struct demo_random {
    struct random_stream stream;
};

void demo_random_start(struct demo_random *random, enum demo_purpose purpose, uint64_t index);
uint64_t demo_random_next(struct demo_random *random);
int demo_random_below(struct demo_random *random, int limit); /* 0 .. limit - 1, every value equally likely */
int demo_random_between(struct demo_random *random, int least, int most);
bool demo_random_chance(struct demo_random *random, int per_thousand);
double demo_random_unit(struct demo_random *random);  /* 0 <= u < 1, a multiple of 2^-53 */
double demo_random_swing(struct demo_random *random); /* -1 < s < 1, near 0 most often */
size_t demo_random_pick(struct demo_random *random, const int *weights,
                        size_t count); /* an index, as likely as its weight */

#endif
