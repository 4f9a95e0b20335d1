/* Persons by mahalle and origin: a sparse table, since most pairs never meet. */
#include "count/origin_tally.h"

#include <stdlib.h>

#include "base/memory.h"

enum { FIRST_SLOTS = 4096 };

/* Where the search for a cell begins. slot_count is a power of two. */
static size_t first_slot(size_t slot_count, uint32_t mahalle, uint32_t origin)
{
    uint64_t key = ((uint64_t)mahalle << 32 | origin) * 0x9E3779B97F4A7C15u; /* Fibonacci hashing */
    return (size_t)(key >> (64 - __builtin_ctzll(slot_count)));              /* the high bits mix mahalle and origin */
}

static size_t slot_of(const struct origin_cell *slots, size_t slot_count, uint32_t mahalle, uint32_t origin)
{
    size_t at = first_slot(slot_count, mahalle, origin);
    while (slots[at].persons_records != 0 && (slots[at].mahalle != mahalle || slots[at].origin != origin))
        at = (at + 1) & (slot_count - 1);
    return at;
}

enum mah_status origin_tally_init(struct origin_tally *tally, struct mah_error *err)
{
    *tally = (struct origin_tally){.slot_count = FIRST_SLOTS};
    tally->slots = memory_new(FIRST_SLOTS, sizeof *tally->slots);
    return tally->slots != NULL ? MAH_OK : mah_no_memory(err);
}

void origin_tally_release(struct origin_tally *tally)
{
    memory_free(tally->slots);
    *tally = (struct origin_tally){0};
}

static enum mah_status enlarge(struct origin_tally *tally, struct mah_error *err)
{
    size_t larger = tally->slot_count * 2;
    struct origin_cell *slots = memory_new(larger, sizeof *slots);
    if (slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < tally->slot_count; i++) {
        const struct origin_cell *cell = &tally->slots[i];
        if (cell->persons_records != 0)
            slots[slot_of(slots, larger, cell->mahalle, cell->origin)] = *cell;
    }
    memory_free(tally->slots);
    tally->slots = slots;
    tally->slot_count = larger;
    return MAH_OK;
}

enum mah_status origin_tally_add(struct origin_tally *tally, const struct origin_cell *add, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (tally->used * 2 >= tally->slot_count)
        status = enlarge(tally, err);
    if (status != MAH_OK)
        return status;
    struct origin_cell *cell = &tally->slots[slot_of(tally->slots, tally->slot_count, add->mahalle, add->origin)];
    if (cell->persons_records == 0) {
        cell->mahalle = add->mahalle;
        cell->origin = add->origin;
        tally->used++;
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
    const struct origin_cell *slot = &tally->slots[first_slot(tally->slot_count, mahalle, origin)];
    __builtin_prefetch(slot, 1);
    __builtin_prefetch((const char *)(slot + 1) - 1, 1);
}

static int compare_cells(const void *a, const void *b)
{
    const struct origin_cell *left = a, *right = b;
    if (left->mahalle != right->mahalle)
        return left->mahalle < right->mahalle ? -1 : 1;
    return left->origin < right->origin ? -1 : left->origin > right->origin;
}

enum mah_status origin_tally_list(struct origin_cell **out, size_t *count, const struct origin_tally *tally,
                                  struct mah_error *err)
{
    struct origin_cell *cells = memory_new(tally->used, sizeof *cells);
    if (cells == NULL)
        return mah_no_memory(err);
    size_t used = 0;
    for (size_t i = 0; i < tally->slot_count; i++)
        if (tally->slots[i].persons_records != 0)
            cells[used++] = tally->slots[i];
    qsort(cells, used, sizeof *cells, compare_cells);
    *out = cells;
    *count = used;
    return MAH_OK;
}
