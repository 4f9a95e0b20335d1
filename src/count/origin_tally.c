/* Persons by mahalle and origin: a sparse table, since most pairs never meet. */
#include "count/origin_tally.h"

#include <stdlib.h>

#include "base/memory.h"

enum { FIRST_BITS = 3 };

/* Where the search for an origin begins. */
static uint32_t first_slot(const struct origin_slots *of, uint32_t origin)
{
    return (origin * 0x9E3779B1u) >> (32 - of->bits); /* Fibonacci hashing */
}

/* The slot of an origin; an empty one where it is not there yet. There is always one. */
static struct origin_cell *find(const struct origin_slots *of, uint32_t origin)
{
    uint32_t last = (1u << of->bits) - 1, at = first_slot(of, origin);
    while (of->slots[at].persons_records != 0 && of->slots[at].origin != origin)
        at = (at + 1) & last;
    return &of->slots[at];
}

enum mah_status origin_tally_init(struct origin_tally *tally, size_t mahalle_count, struct mah_error *err)
{
    *tally = (struct origin_tally){.mahalle_count = mahalle_count};
    tally->mahalle = memory_new(mahalle_count, sizeof *tally->mahalle);
    return tally->mahalle != NULL ? MAH_OK : mah_no_memory(err);
}

void origin_tally_release(struct origin_tally *tally)
{
    for (size_t i = 0; tally->mahalle != NULL && i < tally->mahalle_count; i++)
        memory_free(tally->mahalle[i].slots);
    memory_free(tally->mahalle);
    *tally = (struct origin_tally){0};
}

static enum mah_status enlarge(struct origin_slots *of, struct mah_error *err)
{
    struct origin_slots larger = {.bits = of->slots != NULL ? of->bits + 1 : FIRST_BITS, .used = of->used};
    larger.slots = memory_new((size_t)1 << larger.bits, sizeof *larger.slots);
    if (larger.slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; of->slots != NULL && i < (size_t)1 << of->bits; i++)
        if (of->slots[i].persons_records != 0)
            *find(&larger, of->slots[i].origin) = of->slots[i];
    memory_free(of->slots);
    *of = larger;
    return MAH_OK;
}

enum mah_status origin_tally_add(struct origin_tally *tally, const struct origin_cell *add, struct mah_error *err)
{
    struct origin_slots *of = &tally->mahalle[add->mahalle];
    if (of->slots == NULL || of->used * 4 >= 3u << of->bits) {
        enum mah_status status = enlarge(of, err);
        if (status != MAH_OK)
            return status;
    }
    struct origin_cell *cell = find(of, add->origin);
    if (cell->persons_records == 0) {
        cell->mahalle = add->mahalle;
        cell->origin = add->origin;
        of->used++;
    }
    if (__builtin_add_overflow(cell->persons_nano, add->persons_nano, &cell->persons_nano) ||
        __builtin_add_overflow(cell->recent_nano, add->recent_nano, &cell->recent_nano))
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    cell->persons_records += add->persons_records;
    cell->recent_records += add->recent_records;
    return MAH_OK;
}

void origin_tally_expect(const struct origin_tally *tally, uint32_t mahalle, uint32_t origin)
{
    const struct origin_slots *of = &tally->mahalle[mahalle];
    if (of->slots == NULL)
        return;
    const struct origin_cell *slot = &of->slots[first_slot(of, origin)];
    __builtin_prefetch(slot, 1);
    __builtin_prefetch((const char *)(slot + 1) - 1, 1);
}

enum mah_status origin_tally_merge(struct origin_tally *into, const struct origin_tally *from, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < from->mahalle_count; i++) {
        const struct origin_slots *of = &from->mahalle[i];
        for (size_t slot = 0; of->slots != NULL && slot < (size_t)1 << of->bits; slot++)
            if (status == MAH_OK && of->slots[slot].persons_records != 0)
                status = origin_tally_add(into, &of->slots[slot], err);
    }
    return status;
}

static int compare_origins(const void *a, const void *b)
{
    const struct origin_cell *left = a, *right = b;
    return left->origin < right->origin ? -1 : left->origin > right->origin;
}

enum mah_status origin_tally_list(struct origin_cell **out, size_t *count, const struct origin_tally *tally,
                                  struct mah_error *err)
{
    size_t used = 0;
    for (size_t i = 0; i < tally->mahalle_count; i++)
        used += tally->mahalle[i].used;
    struct origin_cell *cells = memory_new(used, sizeof *cells), *next = cells;
    if (cells == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < tally->mahalle_count; i++) {
        const struct origin_slots *of = &tally->mahalle[i];
        struct origin_cell *first = next;
        for (size_t slot = 0; of->slots != NULL && slot < (size_t)1 << of->bits; slot++)
            if (of->slots[slot].persons_records != 0)
                *next++ = of->slots[slot];
        qsort(first, (size_t)(next - first), sizeof *first, compare_origins);
    }
    *out = cells;
    *count = used;
    return MAH_OK;
}
