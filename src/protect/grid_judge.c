/* What may be shown of the pieces of the gap grid? */
#include "protect/grid_judge.h"

#include <math.h>

#include "base/memory.h"
#include "protect/cell_room.h"
#include "protect/policy_cell.h"
#include "protect/sum_closing.h"

static struct count count_of(int64_t nano, int64_t records, bool is_known)
{
    return (struct count){
        .value = (double)nano / WEIGHT_ONE, .records = records, .state = is_known ? COUNT_KNOWN : COUNT_NOT_ASKED};
}

static struct count persons_of(const struct gap_sum *sum, bool is_known)
{
    return count_of(sum->nano, sum->records, is_known);
}

/* Uncovered people are judged against those asked about, and against all, whose number is published. That a service
 * reaches nobody says nothing of a person. */
static void judge_uncovered(const struct policy *policy, struct count *uncovered, const struct gap_sum *known,
                            const struct count *persons)
{
    struct count asked = persons_of(known, true);
    if (uncovered->state != COUNT_KNOWN)
        return;
    uncovered->state = (uint8_t)policy_judge_cell(policy, uncovered, &asked, true, false);
    if (uncovered->state == COUNT_KNOWN)
        uncovered->state = (uint8_t)policy_judge_cell(policy, uncovered, persons, true, false);
}

static void hide(struct count *count)
{
    if (count->state == COUNT_KNOWN)
        count->state = (uint8_t)cell_secondary_state(count);
}

/* Beyond one service at least, less those beyond one that is shown, are beyond another: where the other is hidden and
 * they are few, they are it, or nearly. */
static void hide_any(const struct policy *policy, struct count *any, const struct count *types, size_t count)
{
    bool some_hidden = false, gives_away = false;
    for (size_t t = 0; t < count; t++) {
        some_hidden |= count_is_hidden(&types[t]);
        gives_away |= types[t].state == COUNT_KNOWN &&
                      policy_judge_cell(policy, &types[t], any, true, false) == COUNT_SUPPRESSED_COMPLEMENT;
    }
    if (any->state == COUNT_KNOWN && some_hidden && gives_away)
        hide(any);
}

/* Where one type accounts for everybody in `any`, the two are one figure: they are shown or hidden together. */
static void hide_twins(struct count *any, struct count *types, size_t count)
{
    for (size_t t = 0; t < count; t++)
        if (any->state == COUNT_KNOWN && count_is_hidden(&types[t]) && types[t].value >= any->value)
            hide(any);
    for (size_t t = 0; t < count; t++)
        if (count_is_hidden(any) && types[t].state == COUNT_KNOWN && any->value > 0 && types[t].value >= any->value)
            hide(&types[t]);
}

static void judge_piece(struct grid_counts *out, const struct gap_grid *grid, size_t index,
                        const struct grid_city *city, const struct policy *policy)
{
    const struct gap_square *square = &grid->squares[index];
    const struct gap_type_sum *sums = gap_square_types(grid, index);
    struct count *types = &out->types[index * grid->type_count], *any = &out->any[index];
    struct count *persons = &out->persons[index], *recent = &out->recent[index];
    out->households[index] = (struct count){(double)square->households, square->households, COUNT_KNOWN};
    *persons = persons_of(&square->persons, true);
    *recent = persons_of(&square->recent, grid->recent_asked);
    *any = persons_of(&square->uncovered_any, square->known_any.records > 0);
    for (size_t t = 0; t < grid->type_count; t++)
        types[t] = persons_of(&sums[t].uncovered, sums[t].known.records > 0 && !isnan(city->radius_m[t]));
    if (policy->profile == PROFILE_SECURE)
        return;
    if (recent->state == COUNT_KNOWN)
        recent->state = (uint8_t)policy_judge_cell(policy, recent, persons, true, true);
    judge_uncovered(policy, any, &square->known_any, persons);
    if (city->hides_recent)
        hide(recent);
    for (size_t t = 0; t < grid->type_count; t++) {
        judge_uncovered(policy, &types[t], &sums[t].known, persons);
        if (city->hides_uncovered[t])
            hide(&types[t]);
    }
    hide_any(policy, any, types, grid->type_count);
    hide_twins(any, types, grid->type_count);
}

/* Households and persons of a part of the city that no piece shows: hidden together where few. */
static void judge_mass(const struct policy *policy, const struct gap_mass *mass, struct count *households,
                       struct count *persons)
{
    *households = (struct count){(double)mass->households, mass->households, COUNT_KNOWN};
    *persons = count_of(mass->persons_nano, mass->households, true);
    households->state = persons->state = (uint8_t)policy_judge_cell(policy, persons, persons, true, false);
}

/* ---- the pieces of one column add up to the city ---- */

struct piece_column {
    struct count *first;
    size_t step; /* counts to the next piece */
    struct count *dropped, *unplaced;
    bool counts_persons;
};

/* Room for all pieces and the two masses beside them. */
struct piece_sums {
    struct count **parts;
    double *most;
};

/* What the whole city is may be known from other tables, so the hidden pieces must do with each other and with the
 * rounding. */
static void close_column(const struct piece_column *column, const struct grid_counts *counts,
                         const struct gap_grid *grid, const struct piece_sums *sums, const struct policy *policy)
{
    bool is_whole = column->first == counts->persons || !column->counts_persons;
    for (size_t i = 0; i < grid->count; i++) {
        struct count *piece = &column->first[i * column->step];
        sums->parts[i] = piece->state != COUNT_NOT_ASKED ? piece : NULL;
        sums->most[i] = is_whole ? INFINITY : counts->persons[i].value;
    }
    sums->parts[grid->count] = column->dropped;
    sums->parts[grid->count + 1] = column->unplaced;
    sums->most[grid->count] = sums->most[grid->count + 1] = INFINITY;
    const struct closing_sum sum = {
        .parts = sums->parts, .most = sums->most, .count = grid->count + 2, .counts_persons = column->counts_persons};
    sum_close(policy, &sum);
}

static enum mah_status close_columns(struct grid_counts *counts, const struct gap_grid *grid,
                                     const struct policy *policy, struct mah_error *err)
{
    const struct piece_sums sums = {memory_new(grid->count + 2, sizeof *sums.parts),
                                    memory_new(grid->count + 2, sizeof *sums.most)};
    if (sums.parts == NULL || sums.most == NULL) {
        memory_free(sums.parts);
        memory_free(sums.most);
        return mah_no_memory(err);
    }
    const struct piece_column columns[] = {
        {counts->households, 1, &counts->dropped_households, &counts->unplaced_households, false},
        {counts->persons, 1, &counts->dropped_persons, &counts->unplaced_persons, true},
        {counts->recent, 1, NULL, NULL, true},
        {counts->any, 1, NULL, NULL, true},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        close_column(&columns[i], counts, grid, &sums, policy);
    for (size_t t = 0; t < grid->type_count; t++)
        close_column(&(struct piece_column){&counts->types[t], grid->type_count, NULL, NULL, true}, counts, grid, &sums,
                     policy);
    for (size_t i = 0; i < grid->count; i++)
        hide_twins(&counts->any[i], &counts->types[i * grid->type_count], grid->type_count);
    memory_free(sums.parts);
    memory_free(sums.most);
    return MAH_OK;
}

static void round_all(struct grid_counts *counts, const struct gap_grid *grid, const struct policy *policy)
{
    struct count *const masses[] = {&counts->dropped_households, &counts->dropped_persons, &counts->unplaced_households,
                                    &counts->unplaced_persons};
    for (size_t i = 0; i < sizeof masses / sizeof *masses; i++)
        policy_round_count(policy, masses[i]);
    for (size_t i = 0; i < grid->count; i++) {
        policy_round_count(policy, &counts->households[i]);
        policy_round_count(policy, &counts->persons[i]);
        policy_round_count(policy, &counts->recent[i]);
        policy_round_count(policy, &counts->any[i]);
        for (size_t t = 0; t < grid->type_count; t++)
            policy_round_count(policy, &counts->types[i * grid->type_count + t]);
    }
}

enum mah_status grid_judge(struct grid_counts *out, const struct gap_grid *grid, const struct grid_city *city,
                           const struct policy *policy, struct mah_error *err)
{
    *out = (struct grid_counts){.households = memory_new(grid->count, sizeof *out->households),
                                .persons = memory_new(grid->count, sizeof *out->persons),
                                .recent = memory_new(grid->count, sizeof *out->recent),
                                .any = memory_new(grid->count, sizeof *out->any),
                                .types = memory_new(grid->count * grid->type_count, sizeof *out->types)};
    if (out->households == NULL || out->persons == NULL || out->recent == NULL || out->any == NULL ||
        out->types == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < grid->count; i++)
        judge_piece(out, grid, i, city, policy);
    judge_mass(policy, &grid->dropped, &out->dropped_households, &out->dropped_persons);
    judge_mass(policy, &grid->unplaced, &out->unplaced_households, &out->unplaced_persons);
    enum mah_status status = policy->profile != PROFILE_SECURE ? close_columns(out, grid, policy, err) : MAH_OK;
    round_all(out, grid, policy);
    return status;
}

void grid_counts_release(struct grid_counts *counts)
{
    memory_free(counts->households);
    memory_free(counts->persons);
    memory_free(counts->recent);
    memory_free(counts->any);
    memory_free(counts->types);
    *counts = (struct grid_counts){NULL};
}
