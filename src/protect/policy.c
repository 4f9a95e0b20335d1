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
    /* A part of a person tells, by its decimals, how many came in the year in which the window begins. */
    policy.round_to = project->arrival_rule == ARRIVAL_FRACTION ? 1 : 0;
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

/* Of a household's members at least one is a recent migrant, so neither number is told without the other; for the same
 * reason, since S4 would say that the other one is not small. */
static void hide_together(struct count *a, struct count *b)
{
    if (a->state > COUNT_NOT_ASKED && b->state == COUNT_KNOWN)
        b->state = a->state;
    else if (b->state > COUNT_NOT_ASKED && a->state == COUNT_KNOWN)
        a->state = b->state;
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
    hide_together(&area->measure[MEASURE_RECENT], &area->measure[MEASURE_RECENT_HOUSEHOLDS]);
}

static void round_area(const struct policy *policy, struct area_counts *area)
{
    policy_round_count(policy, &area->records);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        policy_round_count(policy, &area->measure[i]);
}

enum mah_status policy_judge(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    if (policy->profile == PROFILE_SECURE)
        return MAH_OK;
    for (size_t i = 0; i < counts->mahalle_count; i++)
        judge_area(policy, &counts->mahalle[i]);
    judge_area(policy, &counts->city);
    policy_judge_living(policy, counts);
    policy_judge_arrivals(policy, counts);
    return policy_judge_origins(policy, counts, err);
}

enum mah_status policy_round(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    if (policy->profile == PROFILE_SECURE)
        return MAH_OK;
    enum mah_status status = policy_apply_arrivals(policy, counts, err);
    policy_round_living(policy, counts);
    for (size_t i = 0; i < counts->mahalle_count; i++)
        round_area(policy, &counts->mahalle[i]);
    round_area(policy, &counts->city);
    for (size_t i = 0; i < counts->origin_count; i++) {
        policy_round_count(policy, &counts->origins[i].persons);
        policy_round_count(policy, &counts->origins[i].recent);
    }
    return status;
}

enum mah_status policy_apply(const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    enum mah_status status = policy_judge(policy, counts, err);
    if (status == MAH_OK)
        status = policy_round(policy, counts, err);
    policy_fold_origins(policy, counts);
    return status;
}
