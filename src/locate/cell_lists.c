/* Which polygons can a point of a cell lie in, where a border enters it? */
#include "locate/cell_lists.h"

#include "base/memory.h"

/* What the lists are made from. */
struct lists {
    struct cell_grid *grid;
    const struct boundary_set *boundaries;
    const struct cell_marks *border, *interior;
    const unsigned char *is_entered;
};

/* Every entered cell becomes a list: the place of its next candidate. */
static enum mah_status place_lists(const struct lists *lists, struct mah_error *err)
{
    struct cell_grid *grid = lists->grid;
    const struct cell_marks *both[] = {lists->border, lists->interior};
    size_t cells = (size_t)grid->columns * grid->rows, total = both[0]->count + both[1]->count;
    grid->candidate = memory_new(total + 1, sizeof *grid->candidate);
    if (!grid->candidate || total >= cell_is_list)
        return mah_no_memory(err);
    grid->candidate_count = total;
    for (size_t cell = 0; cell < cells; cell++) {
        if (lists->is_entered[cell])
            grid->cell[cell] = 0;
    }
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < both[k]->count; i++)
            grid->cell[both[k]->cell[i]]++;
    }
    uint32_t start = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (!lists->is_entered[cell])
            continue;
        uint32_t size = grid->cell[cell];
        grid->cell[cell] = start;
        start += size;
        grid->candidate[start - 1].mahalle = candidate_is_last;
    }
    return MAH_OK;
}

static void add_candidate(struct cell_grid *grid, uint32_t cell, struct candidate candidate)
{
    struct candidate *next = &grid->candidate[grid->cell[cell]++];
    candidate.mahalle |= next->mahalle; /* the flag of the last one */
    *next = candidate;
}

static enum mah_status add_borders(const struct lists *lists, struct border_rows *rows, uint32_t index,
                                   struct mah_error *err)
{
    struct cell_grid *grid = lists->grid;
    const struct cell_marks *border = lists->border;
    enum mah_status status = MAH_OK;
    if (border->start[index] < border->start[index + 1])
        status = border_rows_list(rows, grid, &lists->boundaries->mahalle[index].polygon, err);
    for (size_t i = border->start[index]; i < border->start[index + 1] && status == MAH_OK; i++) {
        struct cell_border in_cell;
        status = cell_pieces_add(&grid->pieces, &in_cell, rows, grid, border->cell[i], err);
        uint32_t mahalle = index | (in_cell.starts_inside ? candidate_starts_inside : 0) |
                           (in_cell.is_left_out ? candidate_is_whole : 0);
        add_candidate(grid, border->cell[i], (struct candidate){mahalle, in_cell.first_piece, in_cell.piece_count});
    }
    return status;
}

/* Polygon by polygon, so that the candidates of each cell ascend. */
static enum mah_status fill_lists(const struct lists *lists, struct mah_error *err)
{
    struct cell_grid *grid = lists->grid;
    const struct cell_marks *interior = lists->interior;
    struct border_rows rows = {0};
    enum mah_status status = MAH_OK;
    for (uint32_t index = 0; index < lists->boundaries->count && status == MAH_OK; index++) {
        status = add_borders(lists, &rows, index, err);
        for (size_t i = interior->start[index]; i < interior->start[index + 1]; i++)
            add_candidate(grid, interior->cell[i], (struct candidate){index | candidate_inside, 0, 0});
    }
    border_rows_release(&rows);
    return status;
}

static bool is_plain(const struct candidate *candidate)
{
    return (candidate->mahalle & (candidate_inside | candidate_is_whole)) == 0;
}

/* Neighbours have their common border twice: of most cells all there is to know of the second was known with the first.
 */
static void find_far_sides(const struct cell_grid *grid)
{
    for (size_t i = 1; i < grid->candidate_count; i++) {
        struct candidate *before = &grid->candidate[i - 1], *candidate = &grid->candidate[i];
        bool same_cell = (before->mahalle & candidate_is_last) == 0;
        bool opposite = ((before->mahalle ^ candidate->mahalle) & candidate_starts_inside) != 0;
        if (same_cell && opposite && is_plain(before) && is_plain(candidate) &&
            before->piece_count == candidate->piece_count &&
            border_pieces_equal(grid->pieces.piece + before->first_piece, grid->pieces.piece + candidate->first_piece,
                                candidate->piece_count))
            candidate->mahalle |= candidate_is_far_side;
    }
}

/* Each list is now at its end, where the next one starts: back to its own start. */
static void rewind_lists(const struct lists *lists)
{
    struct cell_grid *grid = lists->grid;
    size_t cells = (size_t)grid->columns * grid->rows;
    uint32_t start = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (!lists->is_entered[cell])
            continue;
        uint32_t end = grid->cell[cell];
        grid->cell[cell] = start | cell_is_list;
        start = end;
    }
}

enum mah_status cell_lists_build(struct cell_grid *grid, const struct boundary_set *boundaries,
                                 const struct cell_marks *border, const struct cell_marks *interior,
                                 const unsigned char *is_entered, struct mah_error *err)
{
    struct lists lists = {grid, boundaries, border, interior, is_entered};
    enum mah_status status = place_lists(&lists, err);
    if (status == MAH_OK)
        status = fill_lists(&lists, err);
    if (status == MAH_OK) {
        find_far_sides(grid);
        rewind_lists(&lists);
    }
    return status;
}
