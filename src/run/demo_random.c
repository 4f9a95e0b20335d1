/* Chance for the sample city. */
#include "run/demo_random.h"

enum { CITY_SEED = 20251231 };

void demo_random_start(struct demo_random *random, enum demo_purpose purpose, uint64_t index)
{
    uint64_t seed = CITY_SEED + ((uint64_t)purpose << 48) + (index << 8);
    for (int i = 0; i < 4; i++)
        random->stream.state[i] = random_splitmix64(&seed);
}

uint64_t demo_random_next(struct demo_random *random)
{
    return random_next(&random->stream);
}

int demo_random_below(struct demo_random *random, int limit)
{
    /* Numbers of the last, incomplete round are drawn again. */
    uint64_t rounds = UINT64_MAX - UINT64_MAX % (uint64_t)limit;
    uint64_t drawn = demo_random_next(random);
    while (drawn >= rounds)
        drawn = demo_random_next(random);
    return (int)(drawn % (uint64_t)limit);
}

int demo_random_between(struct demo_random *random, int least, int most)
{
    return least + demo_random_below(random, most - least + 1);
}

bool demo_random_chance(struct demo_random *random, int per_thousand)
{
    return demo_random_below(random, 1000) < per_thousand;
}

double demo_random_unit(struct demo_random *random)
{
    return random_unit(&random->stream);
}

double demo_random_swing(struct demo_random *random)
{
    double first = demo_random_unit(random);
    return first + demo_random_unit(random) - 1;
}

size_t demo_random_pick(struct demo_random *random, const int *weights, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    int drawn = demo_random_below(random, sum);
    size_t i = 0;
    while (drawn >= weights[i])
        drawn -= weights[i++];
    return i;
}
