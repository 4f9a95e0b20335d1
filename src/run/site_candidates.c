/* Where might something be built? */
#include "run/site_candidates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "config/source.h"
#include "reach/candidate_ways.h"
#include "read/candidate_cost.h"

void site_candidates_release(struct site_candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        memory_free(candidates->list[i].id);
        memory_free(candidates->list[i].name);
    }
    memory_free(candidates->list);
    *candidates = (struct site_candidates){0};
}

/* In which mahalle a place lies; NO_MAHALLE for none. */
static int32_t mahalle_at(const struct site_where *where, struct transformation *to_boundaries, struct point place)
{
    transformation_apply(to_boundaries, &place, 1);
    bool is_possible = isfinite(place.x) && isfinite(place.y);
    return is_possible ? locator_locate(where->locator, place).mahalle : NO_MAHALLE;
}

static enum mah_status add(struct site_candidates *out, const struct site_candidate *candidate, struct mah_error *err)
{
    if (memory_grow((void **)&out->list, &out->capacity, out->count + 1, sizeof *out->list) != 0)
        return mah_no_memory(err);
    out->list[out->count++] = *candidate;
    return MAH_OK;
}

/* ---- a file ---- */

static enum mah_status take_facilities(struct site_candidates *out, struct service_set *set,
                                       const struct site_where *where, struct mah_error *err)
{
    struct transformation *to_boundaries = NULL;
    enum mah_status status = transformation_new(&to_boundaries, where->working, &where->boundaries->crs, err);
    for (size_t i = 0; status == MAH_OK && i < set->count; i++) {
        struct facility *facility = &set->facilities[i];
        struct site_candidate candidate = {.id = facility->id, .name = facility->name, .cost = NAN};
        if (out->has_costs)
            candidate.cost = facility->capacity;
        status = shape_point_on(&candidate.place, &facility->shape, err);
        if (status != MAH_OK)
            break;
        candidate.mahalle = mahalle_at(where, to_boundaries, candidate.place);
        status = add(out, &candidate, err);
        if (status == MAH_OK)
            facility->id = facility->name = NULL; /* the candidate's now */
    }
    transformation_free(to_boundaries);
    for (int fault = 0; fault < SERVICE_FAULTS; fault++)
        if (service_fault_rejects((enum service_fault)fault))
            out->unusable += (size_t)set->books[0].fault[fault];
    return status;
}

enum mah_status site_candidates_read(struct site_candidates *out, const char *path, const struct site_where *where,
                                     struct mah_error *err)
{
    struct source source = {0};
    struct service_set *set = NULL;
    char *cost = NULL;
    struct project asked = *where->project;
    const struct service_type *type = &where->services->types.types[where->services->used[0].type];
    *out = (struct site_candidates){.is_of_file = true};
    enum mah_status status = source_init(&source, err);
    source.path = memory_copy_text(path);
    source.type = memory_copy_text(type->code);
    source.origin = memory_copy_text("--candidates");
    if (status == MAH_OK && (source.path == NULL || source.type == NULL || source.origin == NULL))
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = candidate_cost_column(&cost, &source, err);
    /* The reader of services knows one free amount. */
    if (status == MAH_OK && cost != NULL)
        status = source_choose_field(&source, slice_of("capacity"), slice_of(cost), "--candidates", err);
    asked.services = &source;
    asked.service_count = 1;
    if (status == MAH_OK)
        status = service_set_read(&set, &asked, &where->services->types, where->working, NULL, err);
    out->has_costs = cost != NULL;
    if (status == MAH_OK)
        status = take_facilities(out, set, where, err);
    service_set_free(set);
    source_release(&source);
    memory_free(cost);
    return status;
}

/* ---- squares ---- */

struct square {
    int64_t column, row;
    double demand; /* within the radius */
    size_t number; /* in the order of rows and columns */
};

static int compare_squares(const void *a, const void *b)
{
    const struct square *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

static int compare_demand(const void *a, const void *b)
{
    const struct square *x = a, *y = b;
    if (x->demand > y->demand || x->demand < y->demand)
        return x->demand > y->demand ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static int compare_numbers(const void *a, const void *b)
{
    const struct square *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static struct point middle(const struct reach_tally_rules *grid, const struct square *square)
{
    return (struct point){grid->grid_origin.x + ((double)square->column + 0.5) * grid->grid_cell_m,
                          grid->grid_origin.y + ((double)square->row + 0.5) * grid->grid_cell_m};
}

/* Each square once, rising, that lies in a mahalle. */
static enum mah_status find_squares(struct square **out, size_t *count, const struct demand_points *points,
                                    const struct site_where *where, struct mah_error *err)
{
    const struct reach_tally_rules *grid = &where->services->rules;
    struct transformation *to_boundaries = NULL;
    struct square *squares = memory_new(points->count + 1, sizeof *squares);
    if (squares == NULL)
        return mah_no_memory(err);
    *out = squares;
    for (size_t i = 0; i < points->count; i++)
        squares[i] =
            (struct square){.column = (int64_t)floor((points->place[i].x - grid->grid_origin.x) / grid->grid_cell_m),
                            .row = (int64_t)floor((points->place[i].y - grid->grid_origin.y) / grid->grid_cell_m)};
    if (points->count > 1)
        qsort(squares, points->count, sizeof *squares, compare_squares);
    enum mah_status status = transformation_new(&to_boundaries, where->working, &where->boundaries->crs, err);
    for (size_t i = 0; status == MAH_OK && i < points->count; i++) {
        struct square square = squares[i];
        if (i + 1 < points->count && compare_squares(&square, &squares[i + 1]) == 0)
            continue;
        if (mahalle_at(where, to_boundaries, middle(grid, &square)) != NO_MAHALLE)
            squares[(*count)++] = square;
    }
    transformation_free(to_boundaries);
    return status;
}

/* The first `most` by demand, in the order they had. */
static enum mah_status keep_best(struct square *squares, size_t *count, size_t most, const struct demand_points *points,
                                 double radius_m, const struct site_where *where, struct mah_error *err)
{
    struct candidate_ways ways = {0};
    struct point *places = memory_new(*count, sizeof *places);
    enum mah_status status = places != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < *count; i++)
        places[i] = middle(&where->services->rules, &squares[i]);
    struct way_input input = {.candidates = places,
                              .places = points->place,
                              .candidate_count = *count,
                              .place_count = points->count,
                              .radius_m = radius_m,
                              .metric = REACH_STRAIGHT,
                              .detour = 1};
    if (status == MAH_OK)
        status = candidate_ways_find(&ways, &input, err);
    for (size_t i = 0; status == MAH_OK && i < *count; i++) {
        squares[i].number = i;
        for (size_t way = ways.start[i]; way < ways.start[i + 1]; way++)
            squares[i].demand += points->weight[ways.place[way]];
    }
    if (status == MAH_OK) {
        qsort(squares, *count, sizeof *squares, compare_demand);
        *count = most;
        qsort(squares, *count, sizeof *squares, compare_numbers);
    }
    candidate_ways_release(&ways);
    memory_free(places);
    return status;
}

static enum mah_status take_squares(struct site_candidates *out, const struct square *squares, size_t count,
                                    const struct site_where *where, struct mah_error *err)
{
    const struct reach_tally_rules *grid = &where->services->rules;
    struct transformation *to_boundaries = NULL;
    enum mah_status status = transformation_new(&to_boundaries, where->working, &where->boundaries->crs, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        char id[64]; /* as in the layer gap_grid */
        snprintf(id, sizeof id, "E%.0fN%.0f_%.0fm", grid->grid_origin.x + (double)squares[i].column * grid->grid_cell_m,
                 grid->grid_origin.y + (double)squares[i].row * grid->grid_cell_m, grid->grid_cell_m);
        struct site_candidate candidate = {.place = middle(grid, &squares[i]), .id = memory_copy_text(id), .cost = NAN};
        candidate.mahalle = mahalle_at(where, to_boundaries, candidate.place);
        status = candidate.id != NULL ? add(out, &candidate, err) : mah_no_memory(err);
        if (status != MAH_OK)
            memory_free(candidate.id);
    }
    transformation_free(to_boundaries);
    return status;
}

enum mah_status site_candidates_squares(struct site_candidates *out, const struct demand_points *points,
                                        double radius_m, const struct site_where *where, struct mah_error *err)
{
    struct square *squares = NULL;
    size_t count = 0;
    *out = (struct site_candidates){0};
    enum mah_status status = find_squares(&squares, &count, points, where, err);
    if (status == MAH_OK && count > SITE_SQUARES_AT_MOST) {
        out->squares = count;
        status = keep_best(squares, &count, SITE_SQUARES_AT_MOST, points, radius_m, where, err);
    }
    if (status == MAH_OK)
        status = take_squares(out, squares, count, where, err);
    memory_free(squares);
    return status;
}
