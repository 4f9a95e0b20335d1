/* What may be told of those who depend on a facility, and what the facilities of a type tell together. */
#ifndef PROTECT_FACILITY_DEMAND_H
#define PROTECT_FACILITY_DEMAND_H

#include "indicate/coverage.h"
#include "protect/cell_room.h"
#include "protect/protect.h"

/* Those nearest to it, of the target of its type. Judged, not closed, not rounded. */
struct count facility_target(const struct policy *policy, const struct facility_demand *demand);
/* Its recent migrants, of any age; not asked where no arrival is known. Where everybody is the target of the type they
 * are a part of the demand that stands beside them. */
struct count facility_recent(const struct policy *policy, const struct facility_demand *demand,
                             const struct target_group *target, bool arrivals_are_known);

/* Is anything hidden of how many of a group are within reach? */
bool reach_is_hidden(const struct group_coverage *group);

/* Everybody of known distance is nearest to one facility of a type, so its facilities add up to the city's number of
 * them. How far can that go while each facility stays within its own rounding? Where one is hidden, anywhere. The
 * state: hidden where the facilities are hidden for the sake of other counts. */
struct facility_sum {
    struct count city;
    struct room room;
};
struct facility_sums {
    struct facility_sum target, recent;
};
/* One a used type of services; `sums` has room for them. */
void facility_sums_fill(struct facility_sums *sums, const struct policy *policy,
                        const struct protect_services *services, bool arrivals_are_known);

/* Are the facilities of the type told for the group (REACH_TARGET, REACH_RECENT)? Not where the file does not tell the
 * city's number that they add up to. */
bool facilities_are_told(const struct facility_sums *sums, const struct coverage *coverage, size_t type,
                         enum reach_group group);

#endif
