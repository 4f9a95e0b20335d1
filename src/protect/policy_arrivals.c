/* What may be shown of the years in which people came?
 *
 * Each year is judged as any other cell. Beside the years stand sums of them: recent migrants, long-term migrants, the
 * bands of years since arrival; what these split of each other can be worked out. So, for each such run of years:
 * - where its sum is hidden, so are its years: they would add up to it;
 * - where one year alone is hidden, or the hidden ones together would tell something of each, the smallest shown year
 *   is hidden too (of equal ones the later), until neither is so: sum less shown years would give them away.
 *
 * Which of several hidden years were small is not told: their sum would then give them away, for a year that joined
 * them has at least min_persons, and no more than the smallest shown one.
 *
 * Of a mahalle that is hidden as a whole, or of which an empty class is hidden, no year is told at all: that somebody
 * came in it would say when they came.
 */
#include <limits.h>

#include "check/check_arrival.h"
#include "indicate/arrivals.h"
#include "protect/policy.h"
#include "protect/policy_cell.h"

struct run_of_years {
    int from, to;
};

/* A year in which the window begins is recent and settled: each side is looked at with it and without. */
enum window { ALL_YEARS, RECENT_YEARS, ONLY_RECENT_YEARS, SETTLED_YEARS, ONLY_SETTLED_YEARS, WINDOWS };
enum { ALL_BANDS = COHORT_20_UP + 1, BANDS };

static struct run_of_years window_of(const struct policy *policy, enum window window)
{
    const struct run_of_years windows[WINDOWS] = {
        [ALL_YEARS] = {INT_MIN, INT_MAX},
        [RECENT_YEARS] = {policy->first_recent_year, INT_MAX},
        [ONLY_RECENT_YEARS] = {policy->last_settled_year + 1, INT_MAX},
        [SETTLED_YEARS] = {INT_MIN, policy->last_settled_year},
        [ONLY_SETTLED_YEARS] = {INT_MIN, policy->first_recent_year - 1},
    };
    return windows[window];
}

/* The years of a cohort, as an arrival known by its year only is counted. */
static struct run_of_years band_of(const struct policy *policy, int band)
{
    struct run_of_years run = {INT_MIN, INT_MAX};
    if (band < COHORT_20_UP)
        run.from = policy->reference_year - cohort_years[band] + 1;
    if (band > COHORT_0_1 && band < ALL_BANDS)
        run.to = policy->reference_year - cohort_years[band - 1];
    return run;
}

static bool is_within(const struct arrival_counts *row, struct run_of_years run)
{
    return row->year >= run.from && row->year <= run.to;
}

/* As sensitive as the sums it belongs to. */
static bool is_sensitive(const struct policy *policy, const struct arrival_counts *row)
{
    if (row->year >= policy->first_recent_year)
        return measure_facts[MEASURE_RECENT].is_sensitive;
    for (int band = 0; band <= COHORT_20_UP; band++)
        if (is_within(row, band_of(policy, band)))
            return measure_facts[MEASURE_COHORT_0_1 + band].is_sensitive;
    return false;
}

/* The rows of one mahalle. */
struct mahalle_years {
    struct arrival_counts *rows;
    size_t count;
};

static void hide_years_of(const struct mahalle_years *years, struct run_of_years run, const struct count *sum)
{
    for (size_t i = 0; sum->state > COUNT_NOT_ASKED && i < years->count; i++)
        if (is_within(&years->rows[i], run) && years->rows[i].persons.state == COUNT_KNOWN)
            years->rows[i].persons.state = COUNT_SUPPRESSED_SECONDARY;
}

/* Hidden years of one run, `joined` of them hidden for the sake of others. */
struct hidden_years {
    struct count sum;
    size_t count, joined;
    double largest;
    bool has_few; /* one of fewer than min_persons */
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
    return hidden->count == 1 || policy_judge_cell(policy, &hidden->sum, &hidden->sum, true, false) != COUNT_KNOWN ||
           sum < ((double)hidden->joined + 1) * least || (sum > (count - 1) * least && sum < count * least);
}

/* Hides one more year of a run whose hidden ones could be worked out; says whether it did. */
static bool close_run(const struct policy *policy, const struct mahalle_years *years, struct run_of_years run)
{
    struct hidden_years hidden = {.sum.state = COUNT_KNOWN};
    struct arrival_counts *smallest = NULL;
    for (size_t i = 0; i < years->count; i++) {
        struct arrival_counts *row = &years->rows[i];
        if (!is_within(row, run))
            continue;
        if (row->persons.state != COUNT_KNOWN) {
            hidden.sum.value += row->persons.value;
            hidden.sum.records += row->persons.records;
            hidden.count++;
            hidden.joined += row->persons.state == COUNT_SUPPRESSED_SECONDARY;
            if (row->persons.value > hidden.largest)
                hidden.largest = row->persons.value;
            hidden.has_few |= row->persons.value < policy->min_persons;
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
    for (int w = 0; w < WINDOWS; w++)
        for (int b = 0; b < BANDS; b++) {
            struct run_of_years window = window_of(policy, (enum window)w), band = band_of(policy, b);
            struct run_of_years both = {window.from > band.from ? window.from : band.from,
                                        window.to < band.to ? window.to : band.to};
            changed |= close_run(policy, years, both);
        }
    return changed;
}

/* One code for several hidden years. */
static void hide_reasons(const struct mahalle_years *years)
{
    size_t hidden = 0;
    for (size_t i = 0; i < years->count; i++)
        hidden += years->rows[i].persons.state != COUNT_KNOWN;
    for (size_t i = 0; hidden > 1 && i < years->count; i++)
        if (years->rows[i].persons.state != COUNT_KNOWN)
            years->rows[i].persons.state = COUNT_SUPPRESSED_SECONDARY;
}

static void judge_mahalle(const struct policy *policy, const struct mahalle_years *years,
                          const struct area_counts *area)
{
    for (size_t i = 0; i < years->count; i++)
        years->rows[i].persons.state =
            (uint8_t)policy_judge_cell(policy, &years->rows[i].persons, &area->measure[MEASURE_PERSONS], true,
                                       is_sensitive(policy, &years->rows[i]));
    hide_years_of(years, window_of(policy, RECENT_YEARS), &area->measure[MEASURE_RECENT]);
    hide_years_of(years, window_of(policy, SETTLED_YEARS), &area->measure[MEASURE_LONG_TERM]);
    for (int band = 0; band <= COHORT_20_UP; band++)
        hide_years_of(years, band_of(policy, band), &area->measure[MEASURE_COHORT_0_1 + band]);
    bool changed = true;
    while (changed) /* each round hides at least one year, or is the last */
        changed = close_all_runs(policy, years);
    hide_reasons(years);
    for (size_t i = 0; i < years->count; i++)
        policy_round_count(policy, &years->rows[i].persons);
}

bool policy_is_sum_of_years(enum measure measure)
{
    return measure == MEASURE_RECENT || measure == MEASURE_LONG_TERM ||
           (measure >= MEASURE_COHORT_0_1 && measure <= MEASURE_COHORT_20_UP);
}

/* A class or band without anybody is hidden where others need its room: no year may be told then, or that none is told
 * in it would say that it is empty. */
static bool hides_a_zero(const struct area_counts *area)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (policy_is_sum_of_years((enum measure)i) && area->measure[i].state > COUNT_NOT_ASKED &&
            area->measure[i].value <= 0)
            return true;
    return false;
}

void policy_apply_arrivals(const struct policy *policy, struct counts *counts)
{
    if (policy->profile == PROFILE_SECURE)
        return;
    size_t kept = 0;
    for (size_t start = 0, end; start < counts->arrival_count; start = end) {
        end = arrival_counts_end(counts, start);
        const struct area_counts *area = &counts->mahalle[counts->arrivals[start].mahalle];
        if (area_is_hidden(area) || hides_a_zero(area))
            continue;
        judge_mahalle(policy, &(struct mahalle_years){&counts->arrivals[start], end - start}, area);
        for (size_t i = start; i < end; i++)
            counts->arrivals[kept++] = counts->arrivals[i];
    }
    counts->arrival_count = kept;
}
