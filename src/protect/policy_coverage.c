/* What of the coverage may be shown? */
#include "protect/policy_coverage.h"

#include "protect/policy_cell.h"

enum { DISTANCE_RECORDS = 10 }; /* domain.md 5.3 rule 6 */

static bool is_hidden(enum count_state state)
{
    return state > COUNT_NOT_ASKED;
}

/* Why one count of a hidden group is hidden: for its own sake, or because the group goes as a whole. */
static enum count_state own_state(const struct policy *policy, const struct count *part, const struct count *whole)
{
    enum count_state state = policy_judge_cell(policy, part, whole, true, false);
    return state == COUNT_KNOWN ? COUNT_SUPPRESSED_SECONDARY : state;
}

/* Every count of the group goes; what was not asked stays so. `known`, which no table shows, keeps the reason. */
static void hide(const struct policy *policy, struct group_coverage *group, const struct count *all_pop,
                 enum count_state reason)
{
    struct count *const all[] = {&group->pop, &group->unknown, &group->covered, &group->uncovered};
    const struct count *const wholes[] = {all_pop, &group->unknown, &group->known, &group->known};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i]->state != COUNT_NOT_ASKED)
            all[i]->state = (uint8_t)(reason == COUNT_SUPPRESSED_UNIT ? reason : own_state(policy, all[i], wholes[i]));
    if (group->known.state != COUNT_NOT_ASKED)
        group->known.state = (uint8_t)reason;
    group->mean_m = group->median_m = group->p90_m = rate_unknown;
}

enum count_state coverage_state(const struct group_coverage *group)
{
    return (enum count_state)group->known.state;
}

static const struct area_counts *area_at(const struct counts *counts, size_t area)
{
    return area < counts->mahalle_count ? &counts->mahalle[area] : &counts->city;
}

/* Those with a known distance alone, who are all uncovered where nobody is covered; the covered as a part of them;
 * those of a target as a part of all covered, too, and so the uncovered, since both rows stand side by side. */
static enum count_state judge_covered(const struct policy *policy, const struct group_coverage groups[REACH_GROUPS],
                                      enum reach_group which)
{
    const struct group_coverage *group = &groups[which], *all = &groups[REACH_ALL];
    if (group->covered.state != COUNT_KNOWN)
        return COUNT_KNOWN;
    enum count_state state = policy_judge_cell(policy, &group->known, &group->known, true, false);
    if (state == COUNT_KNOWN)
        state = policy_judge_cell(policy, &group->covered, &group->known, true, false);
    if (state == COUNT_KNOWN && which == REACH_TARGET)
        state = policy_judge_cell(policy, &group->covered, &all->covered, true, false);
    if (state == COUNT_KNOWN && which == REACH_TARGET)
        state = policy_judge_cell(policy, &group->uncovered, &all->uncovered, true, false);
    return state;
}

/* Judged alone: the group as a part of all, then its covered and uncovered. */
static enum count_state judge_group(const struct policy *policy, const struct area_counts *area,
                                    const struct group_coverage groups[REACH_GROUPS], enum reach_group which)
{
    const struct group_coverage *group = &groups[which];
    if (is_hidden((enum count_state)area->records.state))
        return COUNT_SUPPRESSED_UNIT;
    if (group->pop.state == COUNT_NOT_ASKED)
        return COUNT_KNOWN;
    enum count_state headline = (enum count_state)area->measure[MEASURE_RECENT].state;
    if (which == REACH_RECENT && is_hidden(headline))
        return headline;
    const struct count *whole = which == REACH_ALL ? &group->pop : &groups[REACH_ALL].pop;
    enum count_state state = policy_judge_cell(policy, &group->pop, whole, true, which == REACH_RECENT);
    return state == COUNT_KNOWN ? judge_covered(policy, groups, which) : state;
}

/* Recent migrants and settled residents: where one is hidden, the other is not told, or it would give away the first.
 */
static void join_classes(enum count_state states[REACH_GROUPS])
{
    if (is_hidden(states[REACH_RECENT]) && !is_hidden(states[REACH_SETTLED]))
        states[REACH_SETTLED] = COUNT_SUPPRESSED_SECONDARY;
    else if (is_hidden(states[REACH_SETTLED]) && !is_hidden(states[REACH_RECENT]))
        states[REACH_RECENT] = COUNT_SUPPRESSED_SECONDARY;
}

/* That a household has no position tells nothing of how it is served: those are judged for themselves alone. */
static void protect_unknown(const struct policy *policy, struct group_coverage groups[REACH_GROUPS])
{
    enum count_state states[REACH_GROUPS];
    for (size_t g = 0; g < REACH_GROUPS; g++)
        states[g] = policy_judge_cell(policy, &groups[g].unknown, &groups[g].unknown, true, false);
    join_classes(states);
    for (size_t g = 0; g < REACH_GROUPS; g++)
        if (is_hidden(states[g]) && groups[g].unknown.state == COUNT_KNOWN)
            groups[g].unknown.state = (uint8_t)states[g];
}

static void protect_groups(const struct policy *policy, const struct area_counts *area,
                           struct group_coverage groups[REACH_GROUPS])
{
    enum count_state states[REACH_GROUPS];
    for (size_t g = 0; g < REACH_GROUPS; g++)
        states[g] = judge_group(policy, area, groups, (enum reach_group)g);
    join_classes(states);
    const struct count all_pop = groups[REACH_ALL].pop;
    for (size_t g = 0; g < REACH_GROUPS; g++)
        if (is_hidden(states[g]))
            hide(policy, &groups[g], g == REACH_ALL ? &groups[g].pop : &all_pop, states[g]);
    if (is_hidden((enum count_state)area->measure[MEASURE_RECENT].state)) /* the same people, the same reason */
        groups[REACH_RECENT].pop.state = area->measure[MEASURE_RECENT].state;
    protect_unknown(policy, groups);
}

/* A group of people under one type. */
struct people {
    const struct coverage_type *type;
    enum reach_group group;
};

/* A target of everybody is all. */
static bool are_same_people(struct people a, struct people b)
{
    if (a.group == REACH_TARGET && a.type->target.is_all)
        a.group = REACH_ALL;
    if (b.group == REACH_TARGET && b.type->target.is_all)
        b.group = REACH_ALL;
    return a.group == b.group && (a.group != REACH_TARGET || target_group_equals(a.type->target, b.type->target));
}

/* The number of these people stands under every type: hidden under one alone it is not hidden. */
static void hide_number_of(struct people people, const struct coverage_type *types, struct coverage *coverage,
                           size_t area)
{
    for (size_t t = 0; t < coverage->type_count; t++) {
        for (int g = 0; g < REACH_GROUPS; g++) {
            struct group_coverage *group = coverage_cell(coverage, area, t, (enum reach_group)g);
            if (group->pop.state != COUNT_KNOWN ||
                !are_same_people(people, (struct people){&types[t], (enum reach_group)g}))
                continue;
            group->pop.state = COUNT_SUPPRESSED_SECONDARY;
            if (group->covered.state == COUNT_KNOWN && group->unknown.state == COUNT_KNOWN)
                group->unknown.state = COUNT_SUPPRESSED_SECONDARY;
        }
    }
}

/* unknown = pop - covered - uncovered */
static void protect_numbers(const struct coverage_type *types, struct coverage *coverage, size_t area)
{
    for (size_t t = 0; t < coverage->type_count; t++) {
        for (int g = 0; g < REACH_GROUPS; g++) {
            const struct group_coverage *group = coverage_cell(coverage, area, t, (enum reach_group)g);
            if (is_hidden((enum count_state)group->unknown.state) && group->covered.state == COUNT_KNOWN)
                hide_number_of((struct people){&types[t], (enum reach_group)g}, types, coverage, area);
        }
    }
}

/* A mean times its persons is a sum that adds up over the groups, and so would tell a hidden number of persons. */
static bool hides_persons(const struct group_coverage *group)
{
    return is_hidden((enum count_state)group->pop.state) || is_hidden((enum count_state)group->covered.state) ||
           is_hidden((enum count_state)group->uncovered.state);
}

static void coarsen(const struct policy *policy, struct group_coverage *group)
{
    struct count *const counts[] = {&group->pop, &group->known, &group->unknown, &group->covered, &group->uncovered};
    int64_t needed = policy->round_to > 0 ? DISTANCE_RECORDS : policy->min_households;
    bool enough = group->known.records >= needed && !hides_persons(group);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        policy_round_count(policy, counts[i]);
    coverage_coarsen_distances(group, enough);
}

/* Where nobody told an arrival, recent and settled are not asked. */
static void forget_classes(struct group_coverage groups[REACH_GROUPS])
{
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    for (size_t g = REACH_RECENT; g <= REACH_SETTLED; g++)
        groups[g] = (struct group_coverage){not_asked,    not_asked,    not_asked, not_asked, not_asked, rate_unknown,
                                            rate_unknown, rate_unknown, 0,         0,         0};
}

void policy_judge_coverage(const struct policy *policy, const struct counts *counts, const struct coverage_type *types,
                           struct coverage *coverage)
{
    bool classes_known = counts->city.measure[MEASURE_RECENT].state != COUNT_NOT_ASKED;
    for (size_t a = 0; a < coverage->area_count; a++) {
        for (size_t t = 0; t < coverage->type_count; t++) {
            struct group_coverage *groups = coverage_cell(coverage, a, t, REACH_ALL);
            if (!classes_known)
                forget_classes(groups);
            if (policy->profile != PROFILE_SECURE)
                protect_groups(policy, area_at(counts, a), groups);
        }
        if (policy->profile != PROFILE_SECURE)
            protect_numbers(types, coverage, a);
    }
}

void policy_round_coverage(const struct policy *policy, struct coverage *coverage)
{
    if (policy->profile == PROFILE_SECURE)
        return;
    for (size_t a = 0; a < coverage->area_count; a++)
        for (size_t t = 0; t < coverage->type_count; t++)
            for (int g = 0; g < REACH_GROUPS; g++)
                coarsen(policy, coverage_cell(coverage, a, t, (enum reach_group)g));
}

void policy_apply_coverage(const struct policy *policy, const struct counts *counts, const struct coverage_type *types,
                           struct coverage *coverage)
{
    policy_judge_coverage(policy, counts, types, coverage);
    policy_round_coverage(policy, coverage);
}
