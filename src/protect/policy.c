/* What may be shown under which profile? */
#include "protect/policy.h"

#include <math.h>

#include "base/date.h"
#include "protect/policy_cell.h"
#include "turkish/places.h"

static void set_years(struct policy *policy, const struct project *project)
{
    struct date last_day = date_years_before(project->reference_date, project->recent_years); /* that is not recent */
    policy->reference_year = project->reference_date.year;
    policy->last_settled_year = last_day.year;
    policy->first_recent_year = last_day.year + (last_day.month == 12 && last_day.day == 31);
}

struct policy policy_of(const struct project *project)
{
    struct policy policy = {.profile = project->profile};
    set_years(&policy, project);
    if (project->profile == PROFILE_SECURE)
        return policy;
    policy.min_households = project->min_households;
    if (project->profile == PROFILE_INTERNAL)
        return policy;
    policy.min_persons = project->min_persons;
    policy.min_unit_persons = project->min_unit_persons;
    policy.round_to = project->round_to;
    return policy;
}

static bool fails_unit_test(const struct policy *policy, const struct area_counts *area)
{
    if (area->records.records == 0)
        return false; /* nobody there: nobody to protect */
    return area->records.records < policy->min_households ||
           area->measure[MEASURE_PERSONS].value < policy->min_unit_persons;
}

static void judge_area(const struct policy *policy, struct area_counts *area)
{
    bool hide_all = fails_unit_test(policy, area);
    enum count_state states[MEASURE_COUNT];
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_facts *facts = &measure_facts[i];
        states[i] = hide_all ? COUNT_SUPPRESSED_UNIT
                             : policy_judge_cell(policy, &area->measure[i], &area->measure[facts->whole],
                                                 facts->whole == MEASURE_PERSONS, facts->is_sensitive);
    }
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (area->measure[i].state == COUNT_KNOWN)
            area->measure[i].state = (uint8_t)states[i];
    if (hide_all)
        area->records.state = COUNT_SUPPRESSED_UNIT;
}

static void round_area(const struct policy *policy, struct area_counts *area)
{
    policy_round_count(policy, &area->records);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        policy_round_count(policy, &area->measure[i]);
}

static struct area_counts *area_of(struct counts *counts, size_t mahalle)
{
    return mahalle < counts->mahalle_count ? &counts->mahalle[mahalle] : &counts->city;
}

/* Judged against the unrounded whole; both parts of the row, since one must not give away the other. */
static void judge_origin(const struct policy *policy, struct origin_counts *row, const struct area_counts *area)
{
    if (area->records.state != COUNT_KNOWN) {
        row->persons.state = row->recent.state = COUNT_SUPPRESSED_UNIT;
        return;
    }
    const struct count *whole = &area->measure[MEASURE_PERSONS];
    row->persons.state = (uint8_t)policy_judge_cell(policy, &row->persons, whole, true, false);
    if (row->recent.state == COUNT_KNOWN)
        row->recent.state = (uint8_t)policy_judge_cell(policy, &row->recent, &row->persons, true, true);
}

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
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct origin_counts row = rows[i];
        if (row.persons.state == COUNT_KNOWN) {
            if (row.origin != ORIGIN_UNKNOWN)
                largest_shown = fmax(largest_shown, row.persons.value);
            out[kept++] = row;
        } else if (row.origin != ORIGIN_UNKNOWN) {
            largest_hidden = fmax(largest_hidden, row.persons.value);
            fold_into(&other.persons, &row.persons);
            fold_into(&other.recent, &row.recent);
            area->origins_partial = true;
        }
    }
    area->top_origin_hidden = area->origins_partial && largest_hidden >= largest_shown;
    if (!area->origins_partial)
        return kept;
    judge_origin(policy, &other, area);
    if (other.persons.state == COUNT_KNOWN)
        out[kept++] = other;
    return kept;
}

static void protect_origins(const struct policy *policy, struct counts *counts)
{
    size_t kept = 0;
    for (size_t start = 0, end; start < counts->origin_count; start = end) {
        size_t mahalle = counts->origins[start].mahalle;
        struct area_counts *area = area_of(counts, mahalle);
        for (end = start; end < counts->origin_count && counts->origins[end].mahalle == mahalle; end++)
            judge_origin(policy, &counts->origins[end], area);
        kept += fold_small_origins(policy, &counts->origins[start], end - start, &counts->origins[kept], area);
    }
    counts->origin_count = kept;
}

void policy_judge(const struct policy *policy, struct counts *counts)
{
    if (policy->profile == PROFILE_SECURE)
        return;
    for (size_t i = 0; i < counts->mahalle_count; i++)
        judge_area(policy, &counts->mahalle[i]);
    judge_area(policy, &counts->city);
    protect_origins(policy, counts);
    policy_judge_living(policy, counts);
}

void policy_round(const struct policy *policy, struct counts *counts)
{
    if (policy->profile == PROFILE_SECURE)
        return;
    policy_apply_arrivals(policy, counts);
    policy_round_living(policy, counts);
    for (size_t i = 0; i < counts->mahalle_count; i++)
        round_area(policy, &counts->mahalle[i]);
    round_area(policy, &counts->city);
    for (size_t i = 0; i < counts->origin_count; i++) {
        policy_round_count(policy, &counts->origins[i].persons);
        policy_round_count(policy, &counts->origins[i].recent);
    }
}

void policy_apply(const struct policy *policy, struct counts *counts)
{
    policy_judge(policy, counts);
    policy_round(policy, counts);
}
