/* How do the households of each mahalle live? */
#include "count/living_tally.h"

#include <stddef.h>
#include <string.h>

const char *living_group_word(enum living_group group)
{
    static const char *const words[] = {"all", "mig", "set"};
    return words[group];
}

enum yes_no living_crowded(const struct checked_batch *batch, size_t row)
{
    if (batch->rooms[row] == 0 || (batch->has_roster && batch->needed_rooms[row] == 0))
        return IS_UNKNOWN;
    int32_t needed = batch->has_roster ? batch->needed_rooms[row] : batch->size[row];
    return needed > batch->rooms[row] ? IS_YES : IS_NO;
}

/* Not durable: the household says so, or it lives in a tent or container and does not say otherwise. */
static enum yes_no is_durable(const struct checked_batch *batch, size_t row)
{
    bool makeshift = batch->building[row] == BUILDING_TENT || batch->building[row] == BUILDING_CONTAINER;
    if (batch->durable[row] == IS_UNKNOWN && makeshift)
        return IS_NO;
    return (enum yes_no)batch->durable[row];
}

static enum yes_no has_living_area(const struct checked_batch *batch, size_t row)
{
    if (batch->rooms[row] == 0)
        return IS_UNKNOWN;
    return batch->size[row] > SLUM_PERSONS_PER_ROOM * batch->rooms[row] ? IS_NO : IS_YES;
}

enum yes_no living_slum4(const struct checked_batch *batch, size_t row)
{
    unsigned water = batch->network[row][NETWORK_WATER], sewer = batch->network[row][NETWORK_SEWER];
    unsigned area = has_living_area(batch, row), durable = is_durable(batch, row);
    int known = (water != IS_UNKNOWN) + (sewer != IS_UNKNOWN) + (area != IS_UNKNOWN) + (durable != IS_UNKNOWN);
    bool lacking = (water == IS_NO) | (sewer == IS_NO) | (area == IS_NO) | (durable == IS_NO);
    if (known < SLUM_KNOWN_FLAGS)
        return IS_UNKNOWN;
    return lacking ? IS_YES : IS_NO;
}

/* A cell as a vector, so that its two numbers are added in one step; and those of struct living_sums. */
typedef uint64_t cell_vector __attribute__((vector_size(16)));
enum { SUMS = sizeof(struct living_sums) / sizeof(struct tally_cell) };

static inline cell_vector vector_of(int64_t nano)
{
    return (cell_vector){(uint64_t)nano, nano != 0};
}

static inline void add_sums(struct living_sums *into, const cell_vector *add)
{
    _Static_assert(sizeof(cell_vector) == sizeof(struct tally_cell) && offsetof(struct tally_cell, nano) == 0,
                   "a cell is a vector");
    for (int i = 0; i < SUMS; i++) {
        cell_vector cell;
        memcpy(&cell, (const struct tally_cell *)into + i, sizeof cell);
        cell += add[i];
        memcpy((struct tally_cell *)into + i, &cell, sizeof cell);
    }
}

/* A household has a person at least, so of all these sums those of all persons, and of rooms, are the largest. */
int living_cells_add(struct living_cells *cells, const struct checked_batch *batch, size_t row,
                     const struct living_household *household)
{
    int64_t settled_nano = household->class_known ? household->persons_nano - household->recent_nano : 0;
    const cell_vector sums[SUMS] = {vector_of(household->weight_nano), vector_of(household->persons_nano),
                                    vector_of(household->class_known ? household->recent_nano : 0),
                                    vector_of(settled_nano)};
    int64_t whole;
    int overflow = __builtin_add_overflow(cells->all.persons[LIVING_ALL].nano, household->persons_nano, &whole);
    add_sums(&cells->all, sums);
    for (int network = 0; network < NETWORK_COUNT; network++) {
        uint8_t answer = batch->network[row][network];
        if (answer != IS_UNKNOWN)
            add_sums(&cells->network[network][answer], sums);
    }
    if (batch->rooms[row] > 0) {
        tally_cell_add_part(&cells->roomed_persons, household->persons_nano);
        overflow |= tally_cell_add(&cells->rooms, household->weight_nano * batch->rooms[row]);
    }
    tally_cell_add_part(&cells->crowded[living_crowded(batch, row)], household->weight_nano);
    tally_cell_add_part(&cells->slum[living_slum4(batch, row)], household->weight_nano);
    return overflow;
}

int living_cells_merge(struct living_cells *into, const struct living_cells *from)
{
    _Static_assert(sizeof(struct living_cells) % sizeof(struct tally_cell) == 0, "nothing but cells");
    struct tally_cell *to = (struct tally_cell *)into;
    const struct tally_cell *add = (const struct tally_cell *)from;
    int overflow = 0;
    for (size_t i = 0; i < sizeof *into / sizeof *to; i++)
        overflow |= tally_cell_merge(&to[i], &add[i]);
    return overflow;
}
