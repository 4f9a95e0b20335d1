/* What must people know who read an answer about sites? */
#include "run/site_notes.h"

#include <stdio.h>

static enum mah_status note_quality(struct warnings *notes, const struct site_story *story, struct mah_error *err)
{
    const struct site_solution *solution = story->solution;
    char gap[32];
    snprintf(gap, sizeof gap, "%.2g", 100 * site_gap(solution));
    if (story->method == SITE_GREEDY)
        return warnings_add(notes, err,
                            "Greedy with exchange: a good choice, not compared with the best there is "
                            "(--method exact does).");
    if (solution->is_proved)
        return warnings_add(notes, err, "Exact: proved to be the best choice among the candidates.");
    if (solution->limit_is_time)
        return warnings_add(notes, err,
                            "Best found before the time ran out: at most %s per cent from the best. "
                            "Another machine may find another one (--time-limit).",
                            gap);
    return warnings_add(notes, err, "Best found: at most %s per cent from the best.", gap);
}

static enum mah_status note_points(struct warnings *notes, const struct site_story *story, struct mah_error *err)
{
    const struct demand_points *points = story->points;
    enum mah_status status = MAH_OK;
    if (points->lattice_m > 0)
        status = warnings_add(notes, err,
                              "Chosen for %zu points that stand for the households of squares of %d m; the persons in "
                              "the table are counted household by household.",
                              points->count, points->lattice_m);
    if (status == MAH_OK && points->left_households > 0)
        status = warnings_add(notes, err, "Households too few to be looked at (profile '%s') had no say in the choice.",
                              profile_word(story->profile));
    if (status == MAH_OK && story->profile != PROFILE_SECURE && story->solution->choice.count > 0)
        status = warnings_add(notes, err,
                              "Persons of a site are moved by chance by a few, so that two answers tell no household "
                              "apart (profile '%s').",
                              profile_word(story->profile));
    if (status == MAH_OK && story->rules->objective == SITE_DISTANCE)
        status = warnings_add(notes, err, "Ways longer than %.0f m, and unknown ones, count as %.0f m.",
                              story->rules->farthest_m, story->rules->farthest_m);
    return status;
}

static enum mah_status note_people(struct warnings *notes, const struct site_story *story, struct mah_error *err)
{
    const struct demand_list *demand = story->demand;
    long long no_position = demand->lost[REACH_NO_POSITION].households;
    long long no_street = demand->lost[REACH_NO_STREET].households;
    enum mah_status status = MAH_OK;
    if (!story->target_is_all && story->rules->takes_all)
        status = warnings_add(
            notes, err, "Nobody's age is known: everybody counts, not the target group of '%s' alone.", story->type);
    else if (!story->target_is_all && demand->ages_unknown > 0)
        status = warnings_add(notes, err, "%lld households of unknown ages are not in the target group of '%s'.",
                              (long long)demand->ages_unknown, story->type);
    if (status == MAH_OK && no_position > 0)
        status = warnings_add(
            notes, err, "%lld households have no position of their own; no site can be measured to them.", no_position);
    if (status == MAH_OK && no_street > 0)
        status = warnings_add(notes, err, "%lld households have no street near; no site reaches them.", no_street);
    return status;
}

static enum mah_status note_candidates(struct warnings *notes, const struct site_story *story, struct mah_error *err)
{
    const struct site_candidates *candidates = story->candidates;
    const struct site_links *links = story->links;
    enum mah_status status = MAH_OK;
    if (candidates->squares > 0)
        status = warnings_add(notes, err, "Of %zu squares the %zu with most people within the radius are candidates.",
                              candidates->squares, candidates->count);
    if (status == MAH_OK && candidates->unusable > 0)
        status = warnings_add(notes, err, "%zu rows of the candidates have no usable position or stand there twice.",
                              candidates->unusable);
    if (status == MAH_OK && links->off_street > 0)
        status = warnings_add(notes, err, "%zu candidates have no street near and were left out.", links->off_street);
    if (status == MAH_OK && links->without_cost > 0)
        status = warnings_add(notes, err, "%zu candidates have no cost and were left out.", links->without_cost);
    return status;
}

enum mah_status site_notes_add(struct warnings *notes, const struct site_story *story, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t chosen = story->solution->choice.count;
    if (story->points->count == 0)
        status = warnings_add(notes, err, "Nobody is left to reach: there is nothing to build for '%s'.", story->type);
    else
        status = note_quality(notes, story, err);
    if (status == MAH_OK && story->points->count > 0 && chosen < story->asked)
        status = warnings_add(notes, err, "More than %zu sites would add nobody.", chosen);
    if (status == MAH_OK)
        status = note_points(notes, story, err);
    if (status == MAH_OK)
        status = note_people(notes, story, err);
    return status == MAH_OK ? note_candidates(notes, story, err) : status;
}
