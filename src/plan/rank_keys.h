/* Numbers in ascending order, fast enough to do it a thousand times. */
#ifndef PLAN_RANK_KEYS_H
#define PLAN_RANK_KEYS_H

#include <stddef.h>
#include <stdint.h>

struct ranked_key {
    uint32_t key, row;
};

/* Sorts by key; equal keys keep their order. `spare` is room for as many. Only the bits of `largest` are looked at. */
void ranked_keys_sort(struct ranked_key *keys, struct ranked_key *spare, size_t count, uint32_t largest);

#endif
