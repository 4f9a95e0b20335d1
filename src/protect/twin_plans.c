/*
 * What must be hidden for a twin? The first plan: the area by itself, others making up for it each by the same changes,
 * which is fast and mostly hides nothing. Where that would hide much, the second: the area, the city and the mahalle
 * with the most room in one linear program, each with changes of its own.
 */
#include <math.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

/* The kind in question first. */
static enum mah_status take_pattern(struct twin_pattern *out, const struct twin_search *search, size_t kind,
                                    double change, struct mah_error *err)
{
    size_t kinds = search->additive->kind_count, count = 1;
    for (size_t k = 0; k < kinds; k++)
        count += fabs(search->change[k]) > TWIN_TOLERANCE;
    out->kinds = memory_new(count, sizeof *out->kinds);
    out->by = memory_new(count, sizeof *out->by);
    if (out->kinds == NULL || out->by == NULL) {
        twin_pattern_release(out);
        return mah_no_memory(err);
    }
    out->kinds[0] = (uint16_t)kind;
    out->by[0] = change > 0 ? 1 : -1;
    out->count = 1;
    for (size_t k = 0; k < kinds; k++) {
        double by = search->change[k];
        if (k == kind || fabs(by) <= TWIN_TOLERANCE)
            continue;
        out->kinds[out->count] = (uint16_t)k;
        out->by[out->count++] = (float)(by / fabs(change));
    }
    return MAH_OK;
}

enum mah_status twin_make_up_shown(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                   struct mah_error *err)
{
    struct twin_pattern pattern = {NULL, NULL, 0};
    double left = 0;
    enum mah_status status = take_pattern(&pattern, search, kind, change, err);
    if (status != MAH_OK)
        return status;
    twin_make_up(search, &pattern, area, fabs(change), &left);
    *is_found = left <= TWIN_TOLERANCE;
    twin_patterns_keep(search, &pattern, change);
    return MAH_OK;
}

enum mah_status twin_plan_alone(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                struct mah_error *err)
{
    struct twin_pattern pattern = {NULL, NULL, 0};
    double left = 0;
    enum mah_status status = MAH_OK;
    *is_found = false;
    if (search->alone.linear == NULL)
        status = twin_program_init(&search->alone, search, 1, err);
    if (status != MAH_OK)
        return status;
    twin_program_set(&search->alone, search, 0, area, change);
    if (!twin_program_ask(&search->alone, search, 0, area, kind, change))
        return MAH_OK;
    const double *numbers = twin_program_solve(&search->alone);
    if (numbers == NULL)
        return MAH_OK;
    twin_program_take(search, numbers, 0);
    status = twin_program_hide(search, numbers, 0, area, err);
    if (status == MAH_OK)
        status = take_pattern(&pattern, search, kind, change, err);
    if (status != MAH_OK)
        return status;
    twin_make_up(search, &pattern, area, fabs(change), &left);
    *is_found = left <= TWIN_TOLERANCE;
    if (!*is_found)
        status = twin_make_up_hidden(is_found, search, &pattern, area, left, err);
    twin_patterns_keep(search, &pattern, change);
    return status;
}

/* ---- together ---- */

/* The richest, but for the area in question. */
static void choose_others(const struct twin_search *search, size_t area, size_t *others, size_t wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < search->rich_count && count < wanted; i++)
        if (search->rich[i] != area)
            others[count++] = search->rich[i];
}

/* The area first, then the others, the city last; where the city is in question, the others only. */
static size_t choose_areas(const struct twin_search *search, size_t area, size_t *areas, size_t blocks)
{
    const size_t city = search->additive->mahalle_count;
    size_t count = 0;
    if (area != city)
        areas[count++] = area;
    choose_others(search, area, areas + count, blocks - 1 - count);
    areas[blocks - 1] = city;
    return area == city ? blocks - 1 : 0;
}

static enum mah_status plan_with(bool *is_found, struct twin_search *search, struct twin_program *program,
                                 size_t others, const struct twin_cell *cell, double change, struct mah_error *err)
{
    const size_t mahalle = search->additive->mahalle_count;
    size_t areas[TWIN_MANY + 1], blocks = (mahalle < others ? mahalle : others) + 1;
    enum mah_status status = MAH_OK;
    *is_found = false;
    if (program->linear == NULL)
        status = twin_program_init(program, search, blocks, err);
    if (status != MAH_OK)
        return status;
    size_t asked = choose_areas(search, cell->area, areas, blocks);
    for (size_t block = 0; block < blocks; block++)
        twin_program_set(program, search, block, areas[block], change);
    if (!twin_program_ask(program, search, asked, cell->area, cell->kind, change))
        return MAH_OK;
    const double *numbers = twin_program_solve(program);
    *is_found = numbers != NULL;
    if (*is_found)
        twin_program_take(search, numbers, asked);
    for (size_t block = 0; *is_found && status == MAH_OK && block < blocks; block++)
        status = twin_program_hide(search, numbers, block, areas[block], err);
    return status;
}

enum mah_status twin_plan_with_few(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                   struct mah_error *err)
{
    const struct twin_cell cell = {(uint32_t)area, (uint32_t)kind};
    return plan_with(is_found, search, &search->few, TWIN_FEW + 1, &cell, change, err);
}

enum mah_status twin_plan_with_many(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                    struct mah_error *err)
{
    const struct twin_cell cell = {(uint32_t)area, (uint32_t)kind};
    return plan_with(is_found, search, &search->many, TWIN_MANY, &cell, change, err);
}
