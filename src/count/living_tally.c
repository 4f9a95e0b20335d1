/* How do the households of each mahalle live? */
#include "count/living_tally.h"

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
    const enum yes_no has[SLUM_FLAGS] = {
        [SLUM_WATER] = (enum yes_no)batch->network[row][NETWORK_WATER],
        [SLUM_SANITATION] = (enum yes_no)batch->network[row][NETWORK_SEWER],
        [SLUM_LIVING_AREA] = has_living_area(batch, row),
        [SLUM_DURABILITY] = is_durable(batch, row),
    };
    int known = 0, lacking = 0;
    for (int flag = 0; flag < SLUM_FLAGS; flag++) {
        known += has[flag] != IS_UNKNOWN;
        lacking += has[flag] == IS_NO;
    }
    if (known < SLUM_KNOWN_FLAGS)
        return IS_UNKNOWN;
    return lacking > 0 ? IS_YES : IS_NO;
}

static int add_groups(struct tally_cell cells[LIVING_GROUPS], const struct living_household *household)
{
    int overflow = tally_cell_add(&cells[LIVING_ALL], household->persons_nano);
    if (household->class_known)
        overflow |= tally_cell_add(&cells[LIVING_RECENT], household->recent_nano) |
                    tally_cell_add(&cells[LIVING_SETTLED], household->persons_nano - household->recent_nano);
    return overflow;
}

int living_cells_add(struct living_cells *cells, const struct checked_batch *batch, size_t row,
                     const struct living_household *household)
{
    int overflow = tally_cell_add(&cells->households, household->weight_nano);
    overflow |= add_groups(cells->persons, household);
    for (int network = 0; network < NETWORK_COUNT; network++) {
        uint8_t answer = batch->network[row][network];
        if (answer == IS_UNKNOWN)
            continue;
        overflow |= tally_cell_add(&cells->network_households[network][answer], household->weight_nano);
        overflow |= add_groups(cells->network_persons[network][answer], household);
    }
    if (batch->rooms[row] > 0) {
        overflow |= tally_cell_add(&cells->roomed_persons, household->persons_nano);
        overflow |= tally_cell_add(&cells->rooms, household->weight_nano * batch->rooms[row]);
    }
    overflow |= tally_cell_add(&cells->crowded[living_crowded(batch, row)], household->weight_nano);
    overflow |= tally_cell_add(&cells->slum[living_slum4(batch, row)], household->weight_nano);
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
