/* Which segments lie in which cell? */
#include "geometry/street_grid.h"

#include "base/memory.h"
#include "geometry/street_grid_parts.h"

/* The segments, one line after the other. */
struct segment_list {
    const struct point *vertices;
    const uint32_t *line_start;
    size_t line_count;
};

/* ---- how large is a cell? ---- */

struct extent {
    struct rectangle bounds;
    double length_m;
    double segments;
};

static struct extent measure(const struct segment_list *list)
{
    struct extent extent = {.bounds = rectangle_empty()};
    for (size_t line = 0; line < list->line_count; line++) {
        for (uint32_t i = list->line_start[line]; i < list->line_start[line + 1]; i++) {
            rectangle_include(&extent.bounds, list->vertices[i]);
            if (i == list->line_start[line])
                continue;
            struct point a = list->vertices[i - 1], b = list->vertices[i];
            extent.length_m += hypot(b.x - a.x, b.y - a.y);
            extent.segments++;
        }
    }
    return extent;
}

/*
 * Twice the mean segment, so that the list of all cells grows with the number of segments whatever their lengths;
 * larger where searches go far, and where the streets are so spread out that the pages would take too much room.
 */
static void choose_cells(struct street_grid *grid, const struct extent *extent, double near_m)
{
    double mean_m = extent->length_m / extent->segments;
    double width = extent->bounds.max_x - extent->bounds.min_x, height = extent->bounds.max_y - extent->bounds.min_y;
    double most_pages = fmax(65536, extent->segments / 4);
    double cell_m = fmax(fmax(2 * mean_m, fmin(near_m / 4, 8 * mean_m)), 0.001);
    double across, up;
    for (;; cell_m *= 1.25) {
        across = floor(width / (cell_m * PAGE_SIDE)) + 1;
        up = floor(height / (cell_m * PAGE_SIDE)) + 1;
        if (across * up <= most_pages)
            break;
    }
    grid->origin = (struct point){extent->bounds.min_x, extent->bounds.min_y};
    grid->cell_m = cell_m;
    grid->columns = (int64_t)across * PAGE_SIDE;
    grid->rows = (int64_t)up * PAGE_SIDE;
}

/* ---- the cells of a segment ---- */

typedef void (*cell_visit)(struct street_grid *grid, int64_t column, int64_t row, uint32_t segment);

static int64_t within(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* The columns in which a segment that goes up from a to b meets a row, and none too few. */
static void columns_of_row(int64_t *first, int64_t *last, const struct street_grid *grid, struct point a,
                           struct point b, int64_t row)
{
    double low = grid->origin.y + ((double)row - cell_slack) * grid->cell_m;
    double high = grid->origin.y + ((double)row + 1 + cell_slack) * grid->cell_m;
    double enters = fmin(fmax((low - a.y) / (b.y - a.y), 0), 1), leaves = fmin(fmax((high - a.y) / (b.y - a.y), 0), 1);
    double x1 = a.x + enters * (b.x - a.x), x2 = a.x + leaves * (b.x - a.x);
    double slack = cell_slack * grid->cell_m;
    *first = within(cell_step(grid->origin.x, fmin(x1, x2) - slack, grid->cell_m), *first, *last);
    *last = within(cell_step(grid->origin.x, fmax(x1, x2) + slack, grid->cell_m), *first, *last);
}

static inline void visit_cells(struct street_grid *grid, uint32_t segment, cell_visit visit)
{
    struct point a = grid->vertices[segment], b = grid->vertices[segment + 1];
    if (b.y < a.y) {
        struct point swapped = a;
        a = b;
        b = swapped;
    }
    int64_t left = cell_step(grid->origin.x, fmin(a.x, b.x), grid->cell_m);
    int64_t right = cell_step(grid->origin.x, fmax(a.x, b.x), grid->cell_m);
    int64_t lowest = cell_step(grid->origin.y, a.y, grid->cell_m), top = cell_step(grid->origin.y, b.y, grid->cell_m);
    for (int64_t row = lowest; row <= top; row++) {
        int64_t first = left, last = right;
        if (left < right && lowest < top)
            columns_of_row(&first, &last, grid, a, b, row);
        for (int64_t column = first; column <= last; column++)
            visit(grid, column, row, segment);
    }
}

static void ask_for_page(struct street_grid *grid, int64_t column, int64_t row, uint32_t segment)
{
    (void)segment;
    uint32_t *page = &grid->page[page_at(grid, column, row)];
    if (*page == NO_PAGE)
        *page = grid->page_count++;
}

static void count_segment(struct street_grid *grid, int64_t column, int64_t row, uint32_t segment)
{
    (void)segment;
    grid->start[cell_at(grid, column, row)]++;
}

static void enter_segment(struct street_grid *grid, int64_t column, int64_t row, uint32_t segment)
{
    grid->segments[--grid->start[cell_at(grid, column, row)]] = segment;
}

/* From the last segment to the first: what is entered from the end of a cell stands in rising order then. */
static void visit_all(struct street_grid *grid, const struct segment_list *list, cell_visit visit)
{
    for (size_t line = list->line_count; line-- > 0;)
        for (uint32_t i = list->line_start[line + 1] - 1; i-- > list->line_start[line];)
            visit_cells(grid, i, visit);
}

/* ---- all of them ---- */

static enum mah_status make_pages(struct street_grid *grid, const struct segment_list *list, struct mah_error *err)
{
    size_t pages = page_at(grid, grid->columns - 1, grid->rows - 1) + 1;
    grid->page = memory_new(pages, sizeof *grid->page);
    if (!grid->page)
        return mah_no_memory(err);
    for (size_t i = 0; i < pages; i++)
        grid->page[i] = NO_PAGE;
    visit_all(grid, list, ask_for_page);
    grid->start = memory_new((size_t)grid->page_count * PAGE_CELLS + 1, sizeof *grid->start);
    return grid->start ? MAH_OK : mah_no_memory(err);
}

/* Turns counts into the ends of the cells; what is entered counts them down to the beginnings. */
static enum mah_status sum_counts(struct street_grid *grid, struct mah_error *err)
{
    uint64_t sum = 0;
    for (size_t i = 0; i <= (size_t)grid->page_count * PAGE_CELLS; i++) {
        sum += grid->start[i];
        if (sum > UINT32_MAX)
            return mah_fail(err, MAH_BAD_DATA, "the streets are too many; take only those of the area");
        grid->start[i] = (uint32_t)sum;
    }
    grid->segments = memory_new((size_t)sum, sizeof *grid->segments);
    return grid->segments ? MAH_OK : mah_no_memory(err);
}

enum mah_status street_grid_new(struct street_grid *out, const struct point *vertices, const uint32_t *line_start,
                                size_t line_count, double near_m, struct mah_error *err)
{
    struct segment_list list = {vertices, line_start, line_count};
    struct extent extent = measure(&list);
    *out = (struct street_grid){.vertices = vertices};
    choose_cells(out, &extent, near_m);
    enum mah_status status = make_pages(out, &list, err);
    if (status == MAH_OK) {
        visit_all(out, &list, count_segment);
        status = sum_counts(out, err);
    }
    if (status == MAH_OK)
        visit_all(out, &list, enter_segment);
    else
        street_grid_release(out);
    return status;
}

void street_grid_release(struct street_grid *grid)
{
    memory_free(grid->page);
    memory_free(grid->start);
    memory_free(grid->segments);
    *grid = (struct street_grid){0};
}
