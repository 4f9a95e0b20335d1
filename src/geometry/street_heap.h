/* What comes next in a search? A heap with four children a node: flatter than a binary one, and quicker on caches. */
#ifndef GEOMETRY_STREET_HEAP_H
#define GEOMETRY_STREET_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

struct street_ahead {
    double distance_m;
    uint32_t label, node;
};

struct street_heap {
    struct street_ahead *items;
    size_t count, capacity;
};

/* By distance, then label, then node: no two different ones are equal, so the order of entry does not matter. */
static inline bool street_ahead_is_first(struct street_ahead a, struct street_ahead b)
{
    if (a.distance_m != b.distance_m)
        return a.distance_m < b.distance_m;
    return a.label != b.label ? a.label < b.label : a.node < b.node;
}

/* false: out of memory. */
static inline bool street_heap_push(struct street_heap *heap, struct street_ahead item)
{
    if (heap->count == heap->capacity &&
        memory_grow((void **)&heap->items, &heap->capacity, heap->count + 1, sizeof *heap->items) != 0)
        return false;
    size_t at = heap->count++;
    while (at > 0) {
        size_t parent = (at - 1) / 4;
        if (!street_ahead_is_first(item, heap->items[parent]))
            break;
        heap->items[at] = heap->items[parent];
        at = parent;
    }
    heap->items[at] = item;
    return true;
}

/* The heap must not be empty. */
static inline struct street_ahead street_heap_pop(struct street_heap *heap)
{
    struct street_ahead top = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 4 * at + 1, end = child + 4 < heap->count ? child + 4 : heap->count, best = child;
        if (child >= heap->count)
            break;
        for (size_t i = child + 1; i < end; i++)
            if (street_ahead_is_first(heap->items[i], heap->items[best]))
                best = i;
        if (!street_ahead_is_first(heap->items[best], last))
            break;
        heap->items[at] = heap->items[best];
        at = best;
    }
    heap->items[at] = last; /* where it was the only one, nobody looks there again */
    return top;
}

#endif
