/* What of an answer about households may be shown, and how far is it moved? */
#include "base/memory.h"
#include "base/workers.h"
#include "protect/answer_households_parts.h"
#include "protect/policy_coverage.h"
#include "protect/protect_sums.h"

bool answer_is_free(const struct answering *answering, size_t unit)
{
    return answering->policy.profile != PROFILE_SECURE && !answering->answer->units[unit].is_published;
}

const struct counts *answer_counts_of(const struct answering *answering, size_t unit, size_t *area)
{
    const struct asked_unit *asked = &answering->answer->units[unit];
    *area = unit;
    if (answer_is_free(answering, unit))
        return answering->raw;
    if (!asked->is_published || answering->whole == NULL)
        return answering->counts;
    *area = asked->mahalle;
    return answering->whole;
}

static struct guard guard_of_set(const struct answering *answering, const struct guarded_set *set)
{
    const struct project *project = answering->input->project;
    return (struct guard){
        .policy = &answering->policy,
        .key = set->key,
        .weight = set->heaviest_nano > 0 ? (double)set->heaviest_nano / WEIGHT_ONE : 1,
        .persons = project->min_persons,
        .households = project->min_households,
    };
}

struct guard answer_guard_of(const struct answering *answering, size_t unit)
{
    return guard_of_set(answering, &answering->answer->units[unit].set);
}

/* ---- counts ---- */

/* The counts of the units as if they were mahalle, and of the unit behind them as if it were the city. */
static enum mah_status count_units(struct counts **out, const struct answering *answering, struct mah_error *err)
{
    const struct asked_answer *answer = answering->answer;
    struct boundary_set drawn = *answering->input->boundaries;
    drawn.count = answer->unit_count + 1;
    drawn.mahalle = memory_new(drawn.count, sizeof *drawn.mahalle);
    if (drawn.mahalle == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < answer->unit_count; i++)
        drawn.mahalle[i].area_km2 = answer->units[i].area_km2;
    for (size_t i = 0; i < answering->input->boundaries->count; i++)
        drawn.mahalle[answer->unit_count].area_km2 += answering->input->boundaries->mahalle[i].area_km2;
    enum mah_status status = counts_new(out, answering->input->tally, &drawn, err);
    memory_free(drawn.mahalle);
    if (status != MAH_OK)
        return status;
    struct counts *counts = *out;
    counts->mahalle_count = answer->unit_count;
    counts->city = counts->mahalle[answer->unit_count];
    for (size_t i = 0; !answer->knows_city && i < MEASURE_COUNT; i++)
        counts->city.measure[i] = (struct count){.state = COUNT_NOT_ASKED};
    return MAH_OK;
}

/*
 * All of the city, as a run without services protects it: whichever mahalle are asked for, and the city, their answers
 * are of one file.
 */
static enum mah_status protect_whole(struct answering *answering, struct mah_error *err)
{
    struct secondary_report report = {0};
    const struct boundary_set *boundaries = answering->input->boundaries;
    enum mah_status status = counts_new(&answering->whole, answering->answer->whole, boundaries, err);
    if (status == MAH_OK)
        status = policy_judge(&answering->policy, answering->whole, err);
    if (status == MAH_OK && answering->policy.profile != PROFILE_SECURE)
        status = protect_sums(&report,
                              &(struct summed){&answering->policy, answering->whole, NULL, boundaries,
                                               answering->input->project->published_before},
                              err);
    return status;
}

/* What is published is a row of it. */
static void take_whole(struct answering *answering)
{
    const struct counts *whole = answering->whole;
    for (size_t i = 0; i < answering->answer->unit_count; i++) {
        const struct asked_unit *unit = &answering->answer->units[i];
        if (unit->is_published)
            answering->counts->mahalle[i] =
                unit->mahalle < whole->mahalle_count ? whole->mahalle[unit->mahalle] : whole->city;
    }
    answering->counts->city = whole->city;
}

enum mah_status answer_judge_counts(struct answering *answering, struct mah_error *err)
{
    enum mah_status status = count_units(&answering->raw, answering, err);
    if (status == MAH_OK)
        status = count_units(&answering->counts, answering, err);
    if (status != MAH_OK)
        return status;
    status = policy_judge(&answering->policy, answering->counts, err);
    if (status == MAH_OK)
        status = policy_round(&answering->policy, answering->counts, err);
    policy_fold_origins(&answering->policy, answering->counts);
    if (status == MAH_OK && answering->answer->whole != NULL) {
        status = protect_whole(answering, err);
        if (status == MAH_OK)
            take_whole(answering);
    }
    if (status != MAH_OK)
        return status;
    bool is_secure = answering->policy.profile == PROFILE_SECURE;
    if (!is_secure && answering->answer->knows_city && answering->answer->query->where != NULL) {
        struct guard guard = guard_of_set(answering, &answering->answer->city_set);
        answering->counts->city = answering->raw->city;
        guard_area(&guard, &answering->counts->city); /* quotients must not tell it exactly */
    }
    for (size_t i = 0; i < answering->answer->unit_count; i++) {
        if (!answer_is_free(answering, i))
            continue;
        struct guard guard = answer_guard_of(answering, i);
        answering->counts->mahalle[i] = answering->raw->mahalle[i];
        guard_area(&guard, &answering->counts->mahalle[i]);
    }
    return MAH_OK;
}

/* The same persons are moved by the same number under every type, and where they are counted without one. */
static uint64_t group_salt(enum reach_group group)
{
    if (group == REACH_ALL)
        return MEASURE_PERSONS;
    return group == REACH_RECENT ? MEASURE_RECENT : SALT_GROUP + (uint64_t)group;
}

/* Where an area is hidden as a whole, each service would estimate its people again. */
static void hide_group(struct group_coverage *group)
{
    struct count *const counts[] = {&group->pop, &group->covered, &group->uncovered};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i]->state != COUNT_NOT_ASKED)
            *counts[i] = (struct count){.state = COUNT_SUPPRESSED_UNIT};
    group->mean_m = group->median_m = group->p90_m = rate_unknown;
}

enum mah_status answer_judge_coverage(struct answering *answering, struct mah_error *err)
{
    const struct protect_services *services = answering->input->services;
    if (services == NULL || answering->answer->query->by != BY_SERVICE)
        return MAH_OK;
    struct coverage *raw = NULL;
    struct coverage_type *types = memory_new(services->used_count + 1, sizeof *types);
    if (types == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < services->used_count; i++)
        types[i] = (struct coverage_type){services->used[i].radius_m, services->targets[i]};
    int asked = answering->input->project->threads;
    size_t threads = asked > 0 ? (size_t)asked : workers_default_count(), units = answering->answer->unit_count;
    enum mah_status status = coverage_new(&answering->coverage, services->tally->store, units, types, threads, err);
    if (status == MAH_OK)
        status = coverage_new(&raw, services->tally->store, units, types, threads, err);
    if (status == MAH_OK)
        policy_apply_coverage(&answering->policy, answering->counts, types, answering->coverage);
    for (size_t unit = 0; status == MAH_OK && unit < units; unit++) {
        struct guard guard = answer_guard_of(answering, unit);
        for (size_t t = 0; answer_is_free(answering, unit) && t < services->used_count; t++)
            for (int group = 0; group < REACH_GROUPS; group++) {
                struct group_coverage *cell = coverage_cell(answering->coverage, unit, t, (enum reach_group)group);
                *cell = *coverage_cell(raw, unit, t, (enum reach_group)group);
                guard_coverage(&guard, cell, group_salt((enum reach_group)group));
                if (area_is_hidden(&answering->counts->mahalle[unit]))
                    hide_group(cell);
            }
    }
    coverage_free(raw);
    memory_free(types);
    return status;
}
