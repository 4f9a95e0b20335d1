/* What can be near? Facilities taken apart into points, segments and insides, in a tree of rectangles. */
#include <stdlib.h>

#include "base/memory.h"
#include "reach/straight_parts.h"

static enum mah_status add_piece(struct straight *straight, struct piece piece, struct mah_error *err)
{
    size_t wanted = straight->piece_count + 1;
    if (wanted >= UINT32_MAX ||
        memory_grow((void **)&straight->pieces, &straight->piece_capacity, wanted, sizeof *straight->pieces) != 0)
        return mah_no_memory(err);
    straight->pieces[straight->piece_count++] = piece;
    return MAH_OK;
}

static enum mah_status add_run(struct straight *straight, const struct point *first, size_t segments, uint32_t local,
                               struct mah_error *err)
{
    struct piece piece = {rectangle_empty(), first, (uint32_t)segments, local, NO_AREA, 0};
    for (size_t i = 0; i <= segments; i++)
        rectangle_include(&piece.bounds, first[i]);
    return add_piece(straight, piece, err);
}

static enum mah_status add_edges(struct straight *straight, const struct shape *shape, uint32_t local,
                                 struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t part = 0; part < shape->part_count && status == MAH_OK; part++) {
        size_t start = shape->part_start[part], last = shape->part_start[part + 1] - 1;
        if (start == last) {
            status = add_run(straight, &shape->vertices[start], 0, local, err);
            continue;
        }
        for (size_t i = start; i < last && status == MAH_OK; i += SEGMENTS_A_PIECE) {
            size_t segments = last - i < SEGMENTS_A_PIECE ? last - i : SEGMENTS_A_PIECE;
            status = add_run(straight, &shape->vertices[i], segments, local, err);
        }
    }
    return status;
}

static enum mah_status add_inside(struct straight *straight, const struct shape *shape, uint32_t local,
                                  struct mah_error *err)
{
    struct area *area = &straight->areas[straight->area_count];
    area->rings = shape_rings(shape);
    enum mah_status status = banded_polygon_new(&area->banded, &area->rings, err);
    if (status != MAH_OK)
        return status;
    struct piece piece = {shape->bounds, NULL, 0, local, (uint32_t)straight->area_count++, 0};
    return add_piece(straight, piece, err);
}

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

/* Points at one place beside each other, of rising facilities. */
static int by_place(const void *a_, const void *b_)
{
    const struct piece *a = a_, *b = b_;
    int order = piece_is_point(b) - piece_is_point(a);
    if (order == 0)
        order = compare(a->bounds.min_x, b->bounds.min_x);
    if (order == 0)
        order = compare(a->bounds.min_y, b->bounds.min_y);
    if (order == 0)
        order = (a->local > b->local) - (a->local < b->local);
    return order != 0 ? order : (a->first > b->first) - (a->first < b->first);
}

static bool are_twins(const struct piece *a, const struct piece *b)
{
    return piece_is_point(a) && piece_is_point(b) && a->bounds.min_x == b->bounds.min_x &&
           a->bounds.min_y == b->bounds.min_y;
}

/* Thousands of facilities at one place must not all be looked at to find that the first is nearest. */
static void find_twins(struct straight *straight)
{
    if (straight->piece_count > 1)
        qsort(straight->pieces, straight->piece_count, sizeof *straight->pieces, by_place);
    for (size_t i = 0; i < straight->piece_count;) {
        struct piece *first = &straight->pieces[i];
        straight->head[straight->head_count++] = (uint32_t)i++;
        while (i < straight->piece_count && are_twins(first, &straight->pieces[i])) {
            first->twins++;
            i++;
        }
    }
}

static enum mah_status plant_tree(struct straight *straight, struct mah_error *err)
{
    struct rectangle *bounds = memory_new(straight->head_count, sizeof *bounds);
    if (!bounds)
        return mah_no_memory(err);
    for (size_t i = 0; i < straight->head_count; i++)
        bounds[i] = straight->pieces[straight->head[i]].bounds;
    enum mah_status status = rectangle_tree_new(&straight->tree, bounds, straight->head_count, err);
    memory_free(bounds);
    return status;
}

static enum mah_status build(struct straight *straight, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (uint32_t local = 0; local < straight->chosen_count && status == MAH_OK; local++) {
        const struct shape *shape = &straight->facilities[straight->chosen[local]].shape;
        status = add_edges(straight, shape, local, err);
        if (status == MAH_OK && shape->kind == SHAPE_AREAS)
            status = add_inside(straight, shape, local, err);
    }
    straight->head = memory_new(straight->piece_count, sizeof *straight->head);
    if (status == MAH_OK && !straight->head)
        status = mah_no_memory(err);
    if (status != MAH_OK)
        return status;
    find_twins(straight);
    status = plant_tree(straight, err);
    if (status == MAH_OK)
        status = candidate_cells_build(&straight->cells, straight, err);
    return status;
}

enum mah_status straight_new(struct straight **out, const struct facility *facilities, const uint32_t *chosen,
                             size_t count, struct mah_error *err)
{
    *out = NULL;
    struct straight *straight = memory_new(1, sizeof *straight);
    if (!straight)
        return mah_no_memory(err);
    straight->facilities = facilities;
    straight->chosen = memory_new(count, sizeof *straight->chosen);
    straight->areas = memory_new(count, sizeof *straight->areas);
    enum mah_status status = straight->chosen && straight->areas ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        straight->chosen_count = count;
        for (size_t i = 0; i < count; i++)
            straight->chosen[i] = chosen[i];
        status = build(straight, err);
    }
    if (status != MAH_OK) {
        straight_free(straight);
        return status;
    }
    *out = straight;
    return MAH_OK;
}

void straight_free(struct straight *straight)
{
    if (!straight)
        return;
    for (size_t i = 0; i < straight->area_count; i++)
        banded_polygon_free(straight->areas[i].banded);
    candidate_cells_release(&straight->cells);
    rectangle_tree_free(straight->tree);
    memory_free(straight->areas);
    memory_free(straight->head);
    memory_free(straight->pieces);
    memory_free(straight->chosen);
    memory_free(straight);
}
