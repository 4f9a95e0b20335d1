/* What may be told of those who depend on a facility, and what the facilities of a type tell together. */
#include "protect/facility_demand.h"

#include "protect/policy_cell.h"

struct count facility_target(const struct policy *policy, const struct facility_demand *demand)
{
    struct count count = count_of_nano(demand->target_nano, demand->target_records);
    if (policy->profile != PROFILE_SECURE)
        count.state = (uint8_t)policy_judge_cell(policy, &count, &count, true, false);
    return count;
}

struct count facility_recent(const struct policy *policy, const struct facility_demand *demand,
                             const struct target_group *target, bool arrivals_are_known)
{
    struct count whole = count_of_nano(demand->target_nano, demand->target_records);
    struct count recent = count_of_nano(demand->recent_nano, demand->recent_records);
    if (!arrivals_are_known)
        recent.state = COUNT_NOT_ASKED;
    else if (policy->profile != PROFILE_SECURE)
        recent.state = (uint8_t)policy_judge_cell(policy, &recent, target->is_all ? &whole : &recent, true, true);
    return recent;
}

bool reach_is_hidden(const struct group_coverage *group)
{
    return count_is_hidden(&group->known) || count_is_hidden(&group->covered) || count_is_hidden(&group->uncovered);
}

static bool tells_sum(const struct coverage *coverage, size_t type, enum reach_group group)
{
    const struct group_coverage *city = coverage_cell(coverage, coverage->area_count - 1, type, group);
    return (city->pop.state == COUNT_KNOWN && city->unknown.state == COUNT_KNOWN) ||
           (city->covered.state == COUNT_KNOWN && city->uncovered.state == COUNT_KNOWN);
}

bool facilities_are_told(const struct facility_sums *sums, const struct coverage *coverage, size_t type,
                         enum reach_group group)
{
    const struct facility_sum *sum = group == REACH_RECENT ? &sums[type].recent : &sums[type].target;
    if (sum->city.state != COUNT_KNOWN)
        return false;
    if (group != REACH_RECENT)
        return tells_sum(coverage, type, group);
    for (size_t i = 0; i < coverage->type_count; i++) /* these are the same people under every type */
        if (tells_sum(coverage, i, group))
            return true;
    return false;
}

static void add_to(struct facility_sum *sum, const struct policy *policy, const struct count *count)
{
    struct room room = count_room(policy, count, true, true, false);
    sum->room.up += room.up;
    sum->room.down += room.down;
    sum->city.value += count->value;
    sum->city.records += count->records;
}

void facility_sums_fill(struct facility_sums *sums, const struct policy *policy,
                        const struct protect_services *services, bool arrivals_are_known)
{
    for (size_t used = 0; used < services->used_count; used++) {
        sums[used] = (struct facility_sums){.target = {.city = {.state = COUNT_KNOWN}},
                                            .recent = {.city = {.state = COUNT_KNOWN}}};
        for (size_t i = 0; i < services->set->count; i++) {
            const struct facility *facility = &services->set->facilities[i];
            const struct facility_demand *demand = &services->tally->demand[i];
            if (!facility->is_open || facility->type != services->used[used].type)
                continue;
            struct count target = facility_target(policy, demand);
            struct count recent = facility_recent(policy, demand, &services->targets[used], arrivals_are_known);
            add_to(&sums[used].target, policy, &target);
            add_to(&sums[used].recent, policy, &recent);
        }
    }
}
