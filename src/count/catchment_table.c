/* The sparse table of facility and mahalle inside a reach tally. */
#include "count/catchment_table.h"

#include <stdlib.h>

#include "base/memory.h"

enum { FIRST_SLOTS = 1024 }; /* a power of two, as every size */

/* Fibonacci hashing. The bits of the product from the 32nd on depend on both numbers; those below on the mahalle alone,
 * and in a town of ten mahalle all facilities would crowd into ten places. */
static size_t place_of(uint32_t facility, uint32_t mahalle, size_t slot_count)
{
    uint64_t key = (uint64_t)facility << 32 | mahalle;
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (slot_count - 1);
}

/* The cell of the pair, or the empty slot where it belongs. */
static struct catchment_cell *find(struct catchment_cell *slots, size_t slot_count, uint32_t facility, uint32_t mahalle)
{
    size_t at = place_of(facility, mahalle, slot_count);
    while (slots[at].records != 0 && (slots[at].facility != facility || slots[at].mahalle != mahalle))
        at = (at + 1) & (slot_count - 1);
    return &slots[at];
}

static enum mah_status grow(struct reach_tally *tally, struct mah_error *err)
{
    size_t wanted = tally->slot_count > 0 ? 2 * tally->slot_count : FIRST_SLOTS;
    struct catchment_cell *slots = memory_new(wanted, sizeof *slots);
    if (slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < tally->slot_count; i++)
        if (tally->slots[i].records != 0)
            *find(slots, wanted, tally->slots[i].facility, tally->slots[i].mahalle) = tally->slots[i];
    memory_free(tally->slots);
    tally->slots = slots;
    tally->slot_count = wanted;
    return MAH_OK;
}

enum mah_status catchment_table_add(struct reach_tally *tally, const struct catchment_cell *add, struct mah_error *err)
{
    if (2 * (tally->used + 1) > tally->slot_count) {
        enum mah_status status = grow(tally, err);
        if (status != MAH_OK)
            return status;
    }
    struct catchment_cell *cell = find(tally->slots, tally->slot_count, add->facility, add->mahalle);
    if (cell->records == 0) {
        *cell = *add;
        tally->used++;
        return MAH_OK;
    }
    cell->demand_nano += add->demand_nano;
    cell->fading_nano += add->fading_nano;
    cell->records += add->records;
    return MAH_OK;
}

static int compare_cells(const void *a, const void *b)
{
    const struct catchment_cell *left = a, *right = b;
    if (left->facility != right->facility)
        return left->facility < right->facility ? -1 : 1;
    return left->mahalle < right->mahalle ? -1 : left->mahalle > right->mahalle;
}

enum mah_status reach_tally_catchments(struct catchment_cell **out, size_t *count, const struct reach_tally *tally,
                                       struct mah_error *err)
{
    struct catchment_cell *cells = memory_new(tally->used + 1, sizeof *cells);
    if (cells == NULL)
        return mah_no_memory(err);
    *count = 0;
    for (size_t i = 0; i < tally->slot_count; i++)
        if (tally->slots[i].records != 0)
            cells[(*count)++] = tally->slots[i];
    if (*count > 0)
        qsort(cells, *count, sizeof *cells, compare_cells);
    *out = cells;
    return MAH_OK;
}
