/* Chance that is the same on every machine and for any number of threads: one stream of numbers for each seed and
 * index. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman and Vigna 2018), its state filled by splitmix64 as its authors advise. */
struct random_stream {
    uint64_t state[4];
};

/* splitmix64 (Steele, Lea and Flood 2014): the next number, and one bit of the state changes half of its bits. */
uint64_t random_splitmix64(uint64_t *state);
/* The stream of a piece of work (a draw, a mahalle): it depends on seed and index alone, not on who works when. */
void random_start(struct random_stream *stream, uint64_t seed, uint64_t index);
uint64_t random_next(struct random_stream *stream);
double random_unit(struct random_stream *stream);                /* 0 <= u < 1, a multiple of 2^-53 */
size_t random_below(struct random_stream *stream, size_t limit); /* 0 .. limit - 1, every value equally likely */
double random_normal(struct random_stream *stream);              /* mean 0, deviation 1: Marsaglia's polar method */
double random_gamma(struct random_stream *stream, double shape); /* scale 1; shape > 0: Marsaglia and Tsang (2000) */

#endif
