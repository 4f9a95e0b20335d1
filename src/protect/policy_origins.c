/*
 * What may be shown of where people come from? Each origin of a mahalle is judged as a part of its persons; what could
 * be worked out from several is secondary.h's. For that every mahalle gets a row of every origin of the city. At the
 * end those that are shown stay, and one row ORIGIN_OTHER for what the others are together: it is the difference of
 * what is published, so that it tells nothing.
 *
 * How many of them are recent migrants is told of the whole city only: domain.md 5.3 advises against tables of origin
 * by mahalle, and these would be the smallest cells of all.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/policy.h"
#include "protect/policy_cell.h"
#include "protect/sum_closing.h"
#include "turkish/places.h"

static struct area_counts *area_of(struct counts *counts, size_t mahalle)
{
    return mahalle < counts->mahalle_count ? &counts->mahalle[mahalle] : &counts->city;
}

/* ---- a row for every area and origin ---- */

/* *column: by origin, the place of its row in each area; -1: the city has none. */
static size_t number_origins(const struct counts *counts, int *column, size_t most)
{
    size_t width = 0;
    for (size_t origin = 0; origin < most; origin++)
        column[origin] = -1;
    for (size_t i = 0; i < counts->origin_count; i++)
        column[counts->origins[i].origin] = 0;
    for (size_t origin = 0; origin < most; origin++)
        if (column[origin] == 0)
            column[origin] = (int)width++;
    return width;
}

static struct origin_counts empty_row(const struct counts *counts, size_t area, int origin)
{
    uint8_t recent = counts->city.measure[MEASURE_RECENT].state == COUNT_NOT_ASKED ? COUNT_NOT_ASKED : COUNT_KNOWN;
    return (struct origin_counts){.mahalle = area, .origin = origin, .recent = {.state = recent}};
}

static void fill_rows(struct origin_counts *rows, const struct counts *counts, const int *column, size_t most,
                      size_t width)
{
    for (size_t area = 0; area <= counts->mahalle_count; area++)
        for (size_t origin = 0; origin < most; origin++)
            if (column[origin] >= 0)
                rows[area * width + (size_t)column[origin]] = empty_row(counts, area, (int)origin);
    for (size_t i = 0; i < counts->origin_count; i++)
        if (counts->origins[i].mahalle <= counts->mahalle_count)
            rows[counts->origins[i].mahalle * width + (size_t)column[counts->origins[i].origin]] = counts->origins[i];
}

static enum mah_status widen(struct counts *counts, struct mah_error *err)
{
    int last = 0;
    for (size_t i = 0; i < counts->origin_count; i++)
        last = counts->origins[i].origin > last ? counts->origins[i].origin : last;
    size_t most = (size_t)last + 1;
    int *column = memory_new(most, sizeof *column);
    if (column == NULL)
        return mah_no_memory(err);
    size_t width = number_origins(counts, column, most), count = (counts->mahalle_count + 1) * width;
    struct origin_counts *rows = memory_new(count, sizeof *rows);
    if (rows != NULL) {
        fill_rows(rows, counts, column, most, width);
        memory_free(counts->origins);
        counts->origins = rows;
        counts->origin_count = count;
        counts->origin_width = width;
    }
    memory_free(column);
    return rows != NULL ? MAH_OK : mah_no_memory(err);
}

/* ---- judging ---- */

/* Against the unrounded whole. */
static void judge_origin(const struct policy *policy, struct origin_counts *row, const struct area_counts *area,
                         bool is_city)
{
    if (!is_city)
        row->recent = (struct count){.state = COUNT_NOT_ASKED};
    if (area_is_hidden(area)) {
        row->persons.state = COUNT_SUPPRESSED_UNIT;
        if (row->recent.state == COUNT_KNOWN)
            row->recent.state = COUNT_SUPPRESSED_UNIT;
        return;
    }
    const struct count *whole = &area->measure[MEASURE_PERSONS];
    row->persons.state = (uint8_t)policy_judge_cell(policy, &row->persons, whole, true, false);
    if (row->recent.state == COUNT_KNOWN)
        row->recent.state = (uint8_t)policy_judge_cell(policy, &row->recent, &row->persons, true, true);
}

/* Where an origin is hidden, one without a row may be hidden, too, or nobody. */
static void veil_empty_rows(struct origin_counts *rows, size_t width)
{
    bool hides_any = false;
    for (size_t i = 0; i < width; i++)
        hides_any |= rows[i].origin != ORIGIN_UNKNOWN && count_is_hidden(&rows[i].persons);
    for (size_t i = 0; hides_any && i < width; i++)
        if (rows[i].origin != ORIGIN_UNKNOWN && rows[i].persons.value <= 0 && !count_is_hidden(&rows[i].persons))
            rows[i].persons.state = COUNT_SUPPRESSED_SMALL;
}

/* The recent migrants of the city by origin: a sum for itself. */
static enum mah_status close_recent(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    const size_t width = counts->origin_width;
    struct origin_counts *rows = &counts->origins[counts->mahalle_count * width];
    struct count **parts = memory_new(width, sizeof *parts);
    double *most = memory_new(width, sizeof *most);
    if (parts == NULL || most == NULL) {
        memory_free(parts);
        memory_free(most);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < width; i++) {
        parts[i] = &rows[i].recent;
        most[i] = rows[i].persons.value;
    }
    struct closing_sum sum = {.parts = parts, .most = most, .count = width, .counts_persons = true};
    if (rows[0].recent.state != COUNT_NOT_ASKED && !count_is_hidden(&counts->city.measure[MEASURE_RECENT]))
        sum_close(policy, &sum);
    memory_free(parts);
    memory_free(most);
    return MAH_OK;
}

enum mah_status policy_judge_origins(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    if (counts->origin_count == 0)
        return MAH_OK;
    enum mah_status status = widen(counts, err);
    if (status != MAH_OK)
        return status;
    const size_t width = counts->origin_width;
    for (size_t area = 0; area <= counts->mahalle_count; area++) {
        struct origin_counts *rows = &counts->origins[area * width];
        for (size_t i = 0; i < width; i++)
            judge_origin(policy, &rows[i], area_of(counts, area), area == counts->mahalle_count);
        veil_empty_rows(rows, width);
    }
    return close_recent(policy, counts, err);
}

/* ---- what is left ---- */

/* The rows of one area, and what was seen in them. */
struct folding {
    const struct policy *policy;
    struct area_counts *area;
    struct origin_counts *out; /* where the next shown row goes */
    double shown, recent_shown, largest_shown, largest_hidden;
    bool hides_recent; /* in a row that is shown */
};

static void keep(struct folding *folding, const struct origin_counts *row)
{
    if (row->persons.value <= 0) /* nobody */
        return;
    *folding->out = *row;
    if (count_is_hidden(&folding->area->measure[MEASURE_RECENT]) && row->recent.state == COUNT_KNOWN)
        folding->out->recent.state = COUNT_SUPPRESSED_SECONDARY; /* they would add up to it */
    folding->hides_recent |= folding->out->recent.state != COUNT_KNOWN;
    folding->recent_shown += row->recent.value;
    folding->out++;
}

static void fold_row(struct folding *folding, const struct origin_counts *row)
{
    const struct count *unknown = &folding->area->measure[MEASURE_ORIGIN_UNKNOWN];
    if (row->origin == ORIGIN_UNKNOWN) {
        if (unknown->state == COUNT_KNOWN)
            keep(folding, row);
    } else if (row->persons.state == COUNT_KNOWN) {
        folding->shown += row->persons.value;
        folding->largest_shown = fmax(folding->largest_shown, row->persons.value);
        keep(folding, row);
    } else {
        folding->area->origins_partial = true;
        folding->largest_hidden = fmax(folding->largest_hidden, row->persons.value);
    }
}

/* What the shown origins leave of the shown persons: everybody can subtract. */
static void add_rest(struct folding *folding, size_t mahalle)
{
    const struct area_counts *area = folding->area;
    const struct policy *policy = folding->policy;
    struct rate rest = rate_subtract(
        rate_subtract(count_rate(&area->measure[MEASURE_PERSONS]), count_rate(&area->measure[MEASURE_ORIGIN_UNKNOWN])),
        rate_of(folding->shown));
    struct rate recent = rate_subtract(count_rate(&area->measure[MEASURE_RECENT]), rate_of(folding->recent_shown));
    double least = fmax(policy->min_persons, policy->min_households);
    if (!area->origins_partial || !rest.known || rest.value < least)
        return;
    bool tells_recent = recent.known && !folding->hides_recent && recent.value >= least;
    *folding->out++ = (struct origin_counts){
        .mahalle = mahalle,
        .origin = ORIGIN_OTHER,
        .persons = {.value = rest.value, .state = COUNT_KNOWN},
        .recent = {.value = tells_recent ? fmin(recent.value, rest.value) : 0,
                   .state = tells_recent ? COUNT_KNOWN : COUNT_NOT_ASKED},
    };
}

/* A hidden origin that is nearly as large as the largest shown one may be larger in a city that publishes the same: its
 * twins differ by about ten (cell_room.h). */
static bool may_be_larger(const struct folding *folding)
{
    static const double apart = 10;
    return folding->area->origins_partial && folding->largest_hidden + apart >= folding->largest_shown;
}

void policy_fold_origins(const struct policy *policy, struct counts *counts)
{
    const size_t width = counts->origin_width;
    struct origin_counts *out = counts->origins;
    for (size_t area = 0; width > 0 && area <= counts->mahalle_count; area++) {
        struct folding folding = {.policy = policy, .area = area_of(counts, area), .out = out};
        struct origin_counts *rows = &counts->origins[area * width]; /* never before `out`: at most a rest takes the
                                                                         place of a hidden row */
        for (size_t i = 0; i < width; i++) {
            struct origin_counts row = rows[i];
            fold_row(&folding, &row);
        }
        add_rest(&folding, area);
        folding.area->top_origin_hidden = may_be_larger(&folding);
        out = folding.out;
    }
    if (width > 0)
        counts->origin_count = (size_t)(out - counts->origins);
    counts->origin_width = 0;
}
