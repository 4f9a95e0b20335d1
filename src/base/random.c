/* Chance that is the same on every machine and for any number of threads. */
#include "base/random.h"

#include <math.h>

uint64_t random_splitmix64(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void random_start(struct random_stream *stream, uint64_t seed, uint64_t index)
{
    /* Mixed twice, so that the streams of neighbouring seeds and indices do not walk through the same states. */
    uint64_t mixed = seed;
    uint64_t state = random_splitmix64(&mixed) ^ (index * 0xD1B54A32D192ED03u);
    for (int i = 0; i < 4; i++)
        stream->state[i] = random_splitmix64(&state);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t random_next(struct random_stream *stream)
{
    uint64_t *s = stream->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double random_unit(struct random_stream *stream)
{
    return (double)(random_next(stream) >> 11) * 0x1p-53;
}

size_t random_below(struct random_stream *stream, size_t limit)
{
    /* Numbers of the last, incomplete round are drawn again. */
    uint64_t rounds = UINT64_MAX - UINT64_MAX % (uint64_t)limit;
    uint64_t drawn = random_next(stream);
    while (drawn >= rounds)
        drawn = random_next(stream);
    return (size_t)(drawn % (uint64_t)limit);
}

double random_normal(struct random_stream *stream)
{
    for (;;) {
        double x = 2 * random_unit(stream) - 1, y = 2 * random_unit(stream) - 1, s = x * x + y * y;
        if (s > 0 && s < 1)
            return x * sqrt(-2 * log(s) / s);
    }
}

double random_gamma(struct random_stream *stream, double shape)
{
    if (shape < 1) { /* a draw of shape + 1 made smaller (the authors' own remark) */
        double root = pow(1 - random_unit(stream), 1 / shape);
        return random_gamma(stream, shape + 1) * root;
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = random_normal(stream), v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        double u = 1 - random_unit(stream); /* above 0 */
        if (log(u) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}
