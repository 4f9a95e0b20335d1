/* Which pieces can be nearest to a point, judged by its cell alone? */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "reach/straight_parts.h"

enum { LEAST_CELLS = 64, MOST_CELLS = 32768, MOST_CANDIDATES = 64 };
enum { MANY_CANDIDATES = 16, MOST_SPLITS = 3, MOST_SPLIT_CELLS = 4 * MOST_CELLS };

static int by_size(const void *a_, const void *b_)
{
    const double *a = a_, *b = b_;
    return (*a > *b) - (*a < *b);
}

/* The middle nine tenths of the pieces, each way: a stop that somebody left at the origin must not make cells useless.
 */
static enum mah_status set_core(struct rectangle *core, const struct straight *straight, struct mah_error *err)
{
    size_t count = straight->piece_count, first = count / 20, last = count - 1 - count / 20;
    double *x = memory_new(2 * count, sizeof *x), *y = x ? x + count : NULL;
    if (!x)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        x[i] = straight->pieces[i].bounds.min_x;
        y[i] = straight->pieces[i].bounds.min_y;
    }
    qsort(x, count, sizeof *x, by_size);
    qsort(y, count, sizeof *y, by_size);
    *core = (struct rectangle){x[first], y[first], x[last], y[last]};
    memory_free(x);
    return MAH_OK;
}

/* About two cells a piece, square, some way beyond the facilities: cities grow over the edge of their services. */
static enum mah_status set_size(struct candidate_cells *cells, const struct straight *straight, struct mah_error *err)
{
    struct rectangle *bounds = &cells->bounds;
    enum mah_status status = set_core(bounds, straight, err);
    if (status != MAH_OK)
        return status;
    double margin = 100 + 0.2 * fmax(bounds->max_x - bounds->min_x, bounds->max_y - bounds->min_y);
    *bounds = (struct rectangle){bounds->min_x - margin, bounds->min_y - margin, bounds->max_x + margin,
                                 bounds->max_y + margin};
    double width = bounds->max_x - bounds->min_x, height = bounds->max_y - bounds->min_y;
    double wanted = fmin(fmax(2 * (double)straight->head_count, LEAST_CELLS), MOST_CELLS);
    cells->size = sqrt(width / wanted * height);
    cells->columns = (uint32_t)ceil(width / cells->size);
    cells->rows = (uint32_t)ceil(height / cells->size);
    return MAH_OK;
}

struct candidate {
    double squared; /* distance from the middle of the cell */
    uint32_t piece;
};

struct collecting {
    const struct straight *straight;
    struct point middle;
    double reach; /* from the middle of the cell to its corner, squared */
    struct candidate list[MOST_CANDIDATES];
    size_t count;
    bool is_full; /* more than there is room for: the tree will be asked */
};

static void visit_candidate(void *collecting_, uint32_t item, double *limit)
{
    struct collecting *collecting = collecting_;
    const struct straight *straight = collecting->straight;
    const struct piece *piece = &straight->pieces[straight->head[item]];
    bool is_inside = piece->area != NO_AREA; /* of interest where it meets the cell; its edge is asked by others */
    double squared = is_inside ? squared_distance_to_rectangle(collecting->middle, &piece->bounds)
                               : piece_squared_distance(straight, piece, collecting->middle);
    if (squared > (is_inside ? collecting->reach : *limit))
        return;
    if (collecting->count == MOST_CANDIDATES) {
        collecting->is_full = true;
        *limit = -1;
        return;
    }
    size_t at = collecting->count++;
    for (; at > 0 && collecting->list[at - 1].squared > squared; at--)
        collecting->list[at] = collecting->list[at - 1];
    collecting->list[at] = (struct candidate){squared, straight->head[item]};
}

static void collect(struct collecting *collecting, const struct straight *straight, struct point middle, double size)
{
    double reach = size * sqrt(0.5);
    double limit = squared_limit(straight_search(straight, middle).distance + 2 * reach);
    *collecting = (struct collecting){.straight = straight, .middle = middle, .reach = squared_limit(reach)};
    rectangle_tree_search(straight->tree, middle, &limit, visit_candidate, collecting);
}

static enum mah_status add_cells(struct candidate_cells *cells, size_t more, struct mah_error *err)
{
    size_t wanted = cells->cell_count + more;
    if (memory_grow((void **)&cells->cell, &cells->cell_capacity, wanted, sizeof *cells->cell) != 0)
        return mah_no_memory(err);
    for (; cells->cell_count < wanted; cells->cell_count++)
        cells->cell[cells->cell_count] = (struct candidate_cell){0, 0};
    return MAH_OK;
}

static enum mah_status keep_candidates(struct candidate_cells *cells, size_t cell, const struct collecting *collecting,
                                       struct mah_error *err)
{
    if (collecting->is_full)
        return MAH_OK;
    size_t wanted = cells->count + collecting->count;
    if (memory_grow((void **)&cells->piece, &cells->capacity, wanted, sizeof *cells->piece) != 0)
        return mah_no_memory(err);
    cells->cell[cell] = (struct candidate_cell){(uint32_t)cells->count, (uint32_t)collecting->count};
    for (size_t i = 0; i < collecting->count; i++)
        cells->piece[cells->count++] = collecting->list[i].piece;
    return MAH_OK;
}

/* `before` is how many candidates the cell had that was split: where splitting does not help, it ends. */
static bool is_worth_splitting(const struct candidate_cells *cells, const struct collecting *collecting, size_t before,
                               int splits)
{
    bool is_helping = collecting->is_full || 4 * collecting->count < 3 * before;
    return collecting->count > MANY_CANDIDATES && is_helping && splits < MOST_SPLITS &&
           cells->cell_count < MOST_SPLIT_CELLS;
}

/* A cell by its corner and size; at most MOST_SPLITS calls deep. */
static enum mah_status fill_cell(struct candidate_cells *cells, const struct straight *straight, size_t cell,
                                 struct point corner, double size, size_t before, int splits, struct mah_error *err)
{
    struct collecting collecting;
    collect(&collecting, straight, (struct point){corner.x + size / 2, corner.y + size / 2}, size);
    if (!is_worth_splitting(cells, &collecting, before, splits))
        return keep_candidates(cells, cell, &collecting, err);
    size_t first = cells->cell_count;
    enum mah_status status = add_cells(cells, SPLIT * SPLIT, err);
    if (status == MAH_OK)
        cells->cell[cell] = (struct candidate_cell){(uint32_t)first, CELL_IS_SPLIT};
    for (size_t i = 0; i < SPLIT * SPLIT && status == MAH_OK; i++) {
        size_t row = i / SPLIT, column = i % SPLIT;
        struct point at = {corner.x + (double)column * size / SPLIT, corner.y + (double)row * size / SPLIT};
        status = fill_cell(cells, straight, first + i, at, size / SPLIT, collecting.count, splits + 1, err);
    }
    return status;
}

enum mah_status candidate_cells_build(struct candidate_cells *cells, const struct straight *straight,
                                      struct mah_error *err)
{
    *cells = (struct candidate_cells){.bounds = rectangle_empty()};
    if (straight->head_count == 0)
        return MAH_OK;
    enum mah_status status = set_size(cells, straight, err);
    if (status != MAH_OK)
        return status;
    size_t count = (size_t)cells->columns * cells->rows;
    status = add_cells(cells, count, err);
    for (size_t cell = 0; cell < count && status == MAH_OK; cell++) {
        size_t row = cell / cells->columns, column = cell % cells->columns;
        struct point corner = {cells->bounds.min_x + (double)column * cells->size,
                               cells->bounds.min_y + (double)row * cells->size};
        status = fill_cell(cells, straight, cell, corner, cells->size, SIZE_MAX / 4, 0, err);
    }
    return status;
}

void candidate_cells_release(struct candidate_cells *cells)
{
    memory_free(cells->cell);
    memory_free(cells->piece);
    *cells = (struct candidate_cells){.bounds = rectangle_empty()};
}

/* Which part of `parts` a share of 0 to 1 lies in; the share becomes that within the part. */
static size_t part_of(double *share, uint32_t parts)
{
    double place = *share * parts;
    uint32_t part = place < parts ? (uint32_t)place : parts - 1;
    *share = place - part;
    return part;
}

const uint32_t *candidate_cells_find(const struct candidate_cells *cells, struct point point, size_t *count)
{
    *count = 0;
    if (!rectangle_contains(&cells->bounds, point))
        return NULL;
    double x = (point.x - cells->bounds.min_x) / cells->size / cells->columns;
    double y = (point.y - cells->bounds.min_y) / cells->size / cells->rows;
    size_t column = part_of(&x, cells->columns);
    const struct candidate_cell *cell = &cells->cell[part_of(&y, cells->rows) * cells->columns + column];
    while (cell->count == CELL_IS_SPLIT) {
        column = part_of(&x, SPLIT);
        cell = &cells->cell[cell->first + part_of(&y, SPLIT) * SPLIT + column];
    }
    *count = cell->count;
    return cells->piece + cell->first;
}
