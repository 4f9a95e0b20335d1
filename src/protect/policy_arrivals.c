/* What may be shown of the years in which people came?
 *
 * Each year is judged as any other cell. Beside the years stand sums of them: recent migrants, long-term migrants, the
 * bands of years since arrival; what these split of each other can be worked out. So, for each such run of years:
 * - where its sum is hidden, so are its years: they would add up to it;
 * - where one year alone is hidden, or the hidden ones together would tell something of each, the smallest shown year
 *   is hidden too (of equal ones the later), until neither is so: sum less shown years would give them away.
 *
 * They are judged twice: before other counts are hidden for the sake of others, since what the shown years add up to
 * matters there (part_rooms.h), and when all that is done. What was hidden stays so.
 *
 * Which of the hidden years were small is not told: their sum would then give them away, for a year that joined
 * them has at least min_persons, and no more than the smallest shown one.
 *
 * That a year has a row would say that somebody came in it. So of years that could not be told apart by any sum, all
 * have a hidden row where one is hidden, though nobody may have come. Years before the first that is shown anywhere,
 * but the last twenty, are left out, and so are those of a mahalle that is hidden as a whole.
 */
#include <math.h>

#include "base/memory.h"
#include "check/check_arrival.h"
#include "indicate/arrivals.h"
#include "protect/arrival_runs.h"
#include "protect/cell_room.h"
#include "protect/policy.h"
#include "protect/policy_cell.h"

/* As sensitive as the sums it belongs to. */
static bool is_sensitive(const struct policy *policy, const struct arrival_counts *row)
{
    if (row->year >= policy->first_recent_year)
        return measure_facts[MEASURE_RECENT].is_sensitive;
    for (int band = 0; band <= COHORT_20_UP; band++)
        if (arrival_run_has(arrival_band(policy, band), row->year))
            return measure_facts[MEASURE_COHORT_0_1 + band].is_sensitive;
    return false;
}

/* The rows of one mahalle. */
struct mahalle_years {
    struct arrival_counts *rows;
    size_t count;
};

/* Is a sum hidden that the year belongs to? */
static bool hides_sum(const struct policy *policy, const struct area_counts *area, int year)
{
    for (int i = 0; i < ARRIVAL_SUMS; i++) {
        struct arrival_sum sum = arrival_sum(policy, i);
        if (count_is_hidden(&area->measure[sum.measure]) && arrival_run_has(sum.years, year))
            return true;
    }
    return false;
}

/* Which sums the year belongs to, a bit each: years with the same bits are told apart by none. */
static unsigned sums_of(const struct policy *policy, int year)
{
    unsigned bits = 0;
    for (int window = 0; window < ARRIVAL_WINDOWS; window++)
        bits = bits << 1 | arrival_run_has(arrival_window(policy, (enum arrival_window)window), year);
    for (int band = 0; band < ARRIVAL_BANDS; band++)
        bits = bits << 1 | arrival_run_has(arrival_band(policy, band), year);
    return bits;
}

/* Hidden years of one run, `joined` of them hidden for the sake of others. */
struct hidden_years {
    struct count sum;
    size_t count, joined;
    double largest, most_promised; /* the most that must stay possible of one of them */
    bool has_few;                  /* one of fewer than min_persons */
};

/* None that joined has more than the smallest year that is shown: with it each, what is left for a small year? */
static bool is_known_nearly(const struct policy *policy, const struct hidden_years *hidden, double smallest_shown)
{
    double left = hidden->sum.value - ((double)hidden->count - 1) * smallest_shown;
    return hidden->has_few && hidden->largest <= smallest_shown && left > policy->min_persons / 2.0;
}

/* What can be read off the sum of hidden years by one who knows these rules? Of it at least min_persons belong to each
 * that joined: the rest may not be few. Nor may the years be known to be all nearly min_persons. */
static bool can_be_worked_out(const struct policy *policy, const struct hidden_years *hidden)
{
    double least = policy->min_persons, count = (double)hidden->count, sum = hidden->sum.value;
    return hidden->count == 1 || hidden->most_promised > sum ||
           policy_judge_cell(policy, &hidden->sum, &hidden->sum, true, false) != COUNT_KNOWN ||
           sum < ((double)hidden->joined + 1) * least || (sum > (count - 1) * least && sum < count * least);
}

/* Hides one more year of a run whose hidden ones could be worked out; says whether it did. */
static bool close_run(const struct policy *policy, const struct mahalle_years *years, struct run_of_years run)
{
    struct hidden_years hidden = {.sum.state = COUNT_KNOWN};
    struct arrival_counts *smallest = NULL;
    for (size_t i = 0; i < years->count; i++) {
        struct arrival_counts *row = &years->rows[i];
        if (!arrival_run_has(run, row->year))
            continue;
        if (row->persons.state != COUNT_KNOWN) {
            hidden.sum.value += row->persons.value;
            hidden.sum.records += row->persons.records;
            hidden.count++;
            hidden.joined += row->persons.state == COUNT_SUPPRESSED_SECONDARY;
            if (row->persons.value > hidden.largest)
                hidden.largest = row->persons.value;
            hidden.has_few |= row->persons.value < policy->min_persons;
            hidden.most_promised =
                fmax(hidden.most_promised, row->persons.value + count_promise(policy, &row->persons, true).up);
        } else if (smallest == NULL || row->persons.value <= smallest->persons.value) {
            smallest = row;
        }
    }
    if (hidden.count == 0 || smallest == NULL)
        return false;
    if (!can_be_worked_out(policy, &hidden) && !is_known_nearly(policy, &hidden, smallest->persons.value))
        return false;
    smallest->persons.state = COUNT_SUPPRESSED_SECONDARY;
    return true;
}

static bool close_all_runs(const struct policy *policy, const struct mahalle_years *years)
{
    bool changed = false;
    for (int w = 0; w < ARRIVAL_WINDOWS; w++)
        for (int b = 0; b < ARRIVAL_BANDS; b++) {
            struct run_of_years window = arrival_window(policy, (enum arrival_window)w), band = arrival_band(policy, b);
            struct run_of_years both = {window.from > band.from ? window.from : band.from,
                                        window.to < band.to ? window.to : band.to};
            changed |= close_run(policy, years, both);
        }
    return changed;
}

static void judge_mahalle(const struct policy *policy, const struct mahalle_years *years,
                          const struct area_counts *area)
{
    const bool hide_all = area_is_hidden(area);
    for (size_t i = 0; i < years->count; i++) {
        struct arrival_counts *row = &years->rows[i];
        if (row->persons.state == COUNT_KNOWN)
            row->persons.state = (uint8_t)policy_judge_cell(policy, &row->persons, &area->measure[MEASURE_PERSONS],
                                                            true, is_sensitive(policy, row));
        if (row->persons.state == COUNT_KNOWN && hides_sum(policy, area, row->year))
            row->persons.state = COUNT_SUPPRESSED_SECONDARY;
        if (hide_all)
            row->persons.state = COUNT_SUPPRESSED_UNIT;
    }
    bool changed = !hide_all;
    while (changed) /* each round hides at least one year, or is the last */
        changed = close_all_runs(policy, years);
}

/* ---- hidden rows of nobody ---- */

/* The years of the city, and the rows that are told of them. */
struct told_years {
    const struct policy *policy;
    const struct area_counts *area;
    int first, last;
    struct arrival_counts *rows;
    size_t count, capacity;
};

/* The first that is shown anywhere, but the years of the bands that have an end in any case. */
static int first_told(const struct counts *counts, int last)
{
    int first = last + 1 - cohort_years[COHORT_10_20];
    for (size_t i = 0; i < counts->arrival_count && counts->arrivals[i].mahalle < counts->mahalle_count; i++)
        if (counts->arrivals[i].persons.state == COUNT_KNOWN && counts->arrivals[i].year < first)
            first = counts->arrivals[i].year;
    return first;
}

/* Could the year be one of the hidden ones? */
static bool may_be_hidden(const struct told_years *told, const struct mahalle_years *years, int year)
{
    if (hides_sum(told->policy, told->area, year))
        return true;
    for (size_t i = 0; i < years->count; i++)
        if (count_is_hidden(&years->rows[i].persons) &&
            sums_of(told->policy, years->rows[i].year) == sums_of(told->policy, year))
            return true;
    return false;
}

static enum mah_status tell_mahalle(struct told_years *told, const struct mahalle_years *years, size_t mahalle,
                                    struct mah_error *err)
{
    size_t next = 0;
    if (memory_grow((void **)&told->rows, &told->capacity, told->count + (size_t)(told->last + 1 - told->first),
                    sizeof *told->rows) != 0)
        return mah_no_memory(err);
    for (int year = told->first; year <= told->last; year++) {
        while (next < years->count && years->rows[next].year < year)
            next++;
        struct arrival_counts row = {mahalle, year, {.state = COUNT_SUPPRESSED_SECONDARY}};
        bool has_row = next < years->count && years->rows[next].year == year;
        if (has_row)
            row = years->rows[next];
        if (count_is_hidden(&row.persons))
            row.persons.state = COUNT_SUPPRESSED_SECONDARY; /* one code for all */
        policy_round_count(told->policy, &row.persons);
        if (has_row || may_be_hidden(told, years, year))
            told->rows[told->count++] = row;
    }
    return MAH_OK;
}

/* The years of each mahalle in the order of the mahalle; `next`: where its rows begin, or those of the next one. */
static struct mahalle_years years_of(const struct counts *counts, size_t mahalle, size_t *next)
{
    struct mahalle_years years = {&counts->arrivals[*next], 0};
    if (*next < counts->arrival_count && counts->arrivals[*next].mahalle == mahalle) {
        size_t end = arrival_counts_end(counts, *next);
        years.count = end - *next;
        *next = end;
    }
    return years;
}

void policy_judge_arrivals(const struct policy *policy, struct counts *counts)
{
    size_t next = 0;
    for (size_t mahalle = 0; mahalle < counts->mahalle_count; mahalle++) {
        struct mahalle_years years = years_of(counts, mahalle, &next);
        judge_mahalle(policy, &years, &counts->mahalle[mahalle]);
    }
}

enum mah_status policy_apply_arrivals(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    if (policy->profile == PROFILE_SECURE || counts->arrival_count == 0)
        return MAH_OK;
    enum mah_status status = MAH_OK;
    policy_judge_arrivals(policy, counts);
    size_t next = 0;
    struct told_years told = {.policy = policy, .last = policy->reference_year};
    told.first = first_told(counts, told.last);
    for (size_t mahalle = 0; status == MAH_OK && mahalle < counts->mahalle_count; mahalle++) {
        struct mahalle_years years = years_of(counts, mahalle, &next);
        told.area = &counts->mahalle[mahalle];
        if (!area_is_hidden(told.area))
            status = tell_mahalle(&told, &years, mahalle, err);
    }
    if (status != MAH_OK) {
        memory_free(told.rows);
        return status;
    }
    memory_free(counts->arrivals);
    counts->arrivals = told.rows;
    counts->arrival_count = told.count;
    return MAH_OK;
}
