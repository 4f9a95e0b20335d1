/*
 * What may be shown of where people come from? Each origin of a mahalle is judged as a part of its persons, and its
 * recent migrants as a part of it. Then, over mahalle and origins, until nothing changes: where hidden origins could be
 * worked out from the others of the mahalle, or from the same one of other mahalle and the city, the smallest shown one
 * is hidden, too. What is hidden of a mahalle becomes one row ORIGIN_OTHER if that row may be shown: it then is the sum
 * of the hidden ones, which therefore must do with each other.
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

/* Judged against the unrounded whole; both parts of the row, since one must not give away the other. */
static void judge_origin(const struct policy *policy, struct origin_counts *row, const struct area_counts *area)
{
    if (area_is_hidden(area)) {
        row->persons.state = row->recent.state = COUNT_SUPPRESSED_UNIT;
        return;
    }
    const struct count *whole = &area->measure[MEASURE_PERSONS];
    row->persons.state = (uint8_t)policy_judge_cell(policy, &row->persons, whole, true, false);
    if (row->recent.state == COUNT_KNOWN)
        row->recent.state = (uint8_t)policy_judge_cell(policy, &row->recent, &row->persons, true, true);
}

/* ---- sums over the origins of a mahalle, and over the mahalle of an origin ---- */

struct closing {
    const struct policy *policy;
    struct counts *counts;
    struct count **parts; /* room for all rows */
    size_t *by_origin;    /* rows ordered by origin, then mahalle */
};

static size_t end_of_area(const struct counts *counts, size_t start)
{
    size_t end = start;
    while (end < counts->origin_count && counts->origins[end].mahalle == counts->origins[start].mahalle)
        end++;
    return end;
}

/* Those of unknown origin come from nowhere that could be told: they hide nobody, but help to hide. */
static struct count *part_of(struct origin_counts *row, bool recent)
{
    return recent ? &row->recent : row->origin == ORIGIN_UNKNOWN ? NULL : &row->persons;
}

static size_t close_area(struct closing *closing, size_t start, size_t end, bool recent)
{
    struct counts *counts = closing->counts;
    const struct area_counts *area = area_of(counts, counts->origins[start].mahalle);
    if (area_is_hidden(area))
        return 0;
    for (size_t i = start; i < end; i++)
        closing->parts[i - start] = part_of(&counts->origins[i], recent);
    struct closing_sum sum = {.parts = closing->parts,
                              .count = end - start,
                              .whole = recent ? &area->measure[MEASURE_RECENT] : NULL,
                              .counts_persons = true,
                              .is_exact = !recent}; /* the hidden persons become one row */
    return sum_close_crossed(closing->policy, &sum);
}

/* The rows of one origin: the last is the city's. */
static size_t close_origin(struct closing *closing, size_t start, size_t end, bool recent)
{
    struct counts *counts = closing->counts;
    const struct origin_counts *last = &counts->origins[closing->by_origin[end - 1]];
    if (last->mahalle != counts->mahalle_count)
        return 0; /* nobody of the city can be subtracted from */
    for (size_t i = start; i + 1 < end; i++)
        closing->parts[i - start] = part_of(&counts->origins[closing->by_origin[i]], recent);
    struct closing_sum sum = {.parts = closing->parts,
                              .count = end - 1 - start,
                              .whole = recent ? &last->recent : &last->persons,
                              .counts_persons = true};
    return sum_close_crossed(closing->policy, &sum);
}

/* A counting sort: the order of the mahalle within an origin stays. */
static enum mah_status order_by_origin(struct closing *closing, struct mah_error *err)
{
    const struct counts *counts = closing->counts;
    int most = 0;
    for (size_t i = 0; i < counts->origin_count; i++)
        most = counts->origins[i].origin > most ? counts->origins[i].origin : most;
    size_t *start = memory_new((size_t)most + 2, sizeof *start);
    if (start == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < counts->origin_count; i++)
        start[counts->origins[i].origin + 1]++;
    for (int origin = 0; origin < most; origin++)
        start[origin + 1] += start[origin];
    for (size_t i = 0; i < counts->origin_count; i++)
        closing->by_origin[start[counts->origins[i].origin]++] = i;
    memory_free(start);
    return MAH_OK;
}

static size_t close_all(struct closing *closing, bool recent)
{
    const struct counts *counts = closing->counts;
    size_t hidden = 0;
    for (size_t start = 0, end; start < counts->origin_count; start = end) {
        end = end_of_area(counts, start);
        hidden += close_area(closing, start, end, recent);
    }
    for (size_t start = 0, end; start < counts->origin_count; start = end) {
        int origin = counts->origins[closing->by_origin[start]].origin;
        for (end = start; end < counts->origin_count && counts->origins[closing->by_origin[end]].origin == origin;)
            end++;
        hidden += close_origin(closing, start, end, recent);
    }
    return hidden;
}

/* ---- one row for all that is hidden ---- */

static void fold_into(struct count *sum, const struct count *part)
{
    sum->value += part->value;
    sum->records += part->records;
    if (part->state == COUNT_NOT_ASKED)
        sum->state = COUNT_NOT_ASKED;
}

/*
 * Compacts the rows of one area: those shown stay, known origins that are hidden become one row ORIGIN_OTHER if that
 * row may be shown. A hidden row of unknown origin goes: it belongs to no origin, and orig_unknown speaks of it.
 */
static size_t fold_small_origins(const struct policy *policy, const struct origin_counts *rows, size_t count,
                                 struct origin_counts *out, struct area_counts *area)
{
    struct origin_counts other = {.mahalle = rows[0].mahalle, .origin = ORIGIN_OTHER};
    double largest_shown = 0, largest_hidden = 0;
    size_t kept = 0, folded = 0;
    bool hides_recent = false;
    for (size_t i = 0; i < count; i++) {
        struct origin_counts row = rows[i];
        if (row.persons.state == COUNT_KNOWN) {
            if (row.origin != ORIGIN_UNKNOWN)
                largest_shown = fmax(largest_shown, row.persons.value);
            out[kept++] = row;
        } else if (row.origin != ORIGIN_UNKNOWN) {
            largest_hidden = fmax(largest_hidden, row.persons.value);
            hides_recent |= row.recent.state == COUNT_SUPPRESSED_SECONDARY;
            fold_into(&other.persons, &row.persons);
            fold_into(&other.recent, &row.recent);
            folded++;
            area->origins_partial = true;
        }
    }
    area->top_origin_hidden = area->origins_partial && largest_hidden >= largest_shown;
    if (!area->origins_partial)
        return kept;
    judge_origin(policy, &other, area);
    if (hides_recent && other.recent.state == COUNT_KNOWN)
        other.recent.state = COUNT_SUPPRESSED_SECONDARY;
    if (other.persons.state == COUNT_KNOWN && folded > 1)
        out[kept++] = other;
    return kept;
}

static void fold_all(const struct policy *policy, struct counts *counts)
{
    size_t kept = 0;
    for (size_t start = 0, end; start < counts->origin_count; start = end) {
        end = end_of_area(counts, start);
        kept += fold_small_origins(policy, &counts->origins[start], end - start, &counts->origins[kept],
                                   area_of(counts, counts->origins[start].mahalle));
    }
    counts->origin_count = kept;
}

static bool is_measure_hidden(const struct area_counts *area, enum measure measure)
{
    return area->measure[measure].state > COUNT_NOT_ASKED;
}

/* The row of an area with the fewest persons of known origin. */
static size_t smallest_row(const struct counts *counts, size_t start)
{
    size_t smallest = start;
    for (size_t i = start; i < end_of_area(counts, start); i++)
        if (counts->origins[i].origin != ORIGIN_UNKNOWN &&
            (counts->origins[smallest].origin == ORIGIN_UNKNOWN ||
             counts->origins[i].persons.value < counts->origins[smallest].persons.value))
            smallest = i;
    return smallest;
}

/* Is everybody without an origin a native, or one of whom nothing is known? Then who has one is a migrant, and their
 * number tells of the classes. */
static bool are_origins_of_migrants(const struct area_counts *city)
{
    double others = city->measure[MEASURE_NATIVE].value + city->measure[MEASURE_MOVER].value +
                    city->measure[MEASURE_CLASS_UNKNOWN].value;
    return fabs(city->measure[MEASURE_ORIGIN_UNKNOWN].value - others) < 1e-3;
}

/* Persons, or recent migrants, that are hidden for the sake of others: the origins would add up to them. Those of no
 * origin are what is left of the persons, so one row goes where they are hidden, and theirs with it. */
void policy_follow_origins(struct counts *counts)
{
    const bool tells_classes = are_origins_of_migrants(&counts->city); /* before it is rounded */
    size_t kept = 0, leave_out = SIZE_MAX;
    for (size_t i = 0; i < counts->origin_count; i++) {
        struct origin_counts row = counts->origins[i];
        struct area_counts *area = area_of(counts, row.mahalle);
        bool is_first = i == 0 || counts->origins[i - 1].mahalle != row.mahalle;
        bool hides_rest = tells_classes && is_measure_hidden(area, MEASURE_ORIGIN_UNKNOWN);
        if (is_first)
            leave_out = hides_rest ? smallest_row(counts, i) : SIZE_MAX;
        if (i == leave_out)
            area->origins_partial = true;
        if (is_measure_hidden(area, MEASURE_PERSONS) || i == leave_out || (hides_rest && row.origin == ORIGIN_UNKNOWN))
            continue;
        if (area->measure[MEASURE_RECENT].state > COUNT_NOT_ASKED && row.recent.state == COUNT_KNOWN)
            row.recent.state = COUNT_SUPPRESSED_SECONDARY;
        counts->origins[kept++] = row;
    }
    counts->origin_count = kept;
}

enum mah_status policy_judge_origins(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    if (counts->origin_count == 0)
        return MAH_OK;
    struct closing closing = {.policy = policy,
                              .counts = counts,
                              .parts = memory_new(counts->origin_count, sizeof *closing.parts),
                              .by_origin = memory_new(counts->origin_count, sizeof *closing.by_origin)};
    enum mah_status status =
        closing.parts != NULL && closing.by_origin != NULL ? order_by_origin(&closing, err) : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < counts->origin_count; i++)
        judge_origin(policy, &counts->origins[i], area_of(counts, counts->origins[i].mahalle));
    while (status == MAH_OK && close_all(&closing, false) + close_all(&closing, true) > 0)
        continue; /* each round hides at least one, or is the last */
    if (status == MAH_OK)
        fold_all(policy, counts);
    memory_free(closing.parts);
    memory_free(closing.by_origin);
    return status;
}
