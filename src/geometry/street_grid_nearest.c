/* The cells around a position, ring by ring, until no nearer segment can come. */
#include "geometry/street_grid_parts.h"

struct nearest_search {
    const struct street_grid *grid;
    struct point point;
    int64_t column, row; /* of the cell of the point, which may lie outside the grid */
    double best_m2;      /* squared; what is farther does not count */
    bool found;
    struct street_hit hit; /* off_m is set at the end */
};

/* Squared distance; where the nearest point is an end, that of the end to the last bit, so that neighbours tie. */
static inline double distance_m2(struct point a, struct point b, struct point p, double *share)
{
    double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
    double length_m2 = dx * dx + dy * dy, dot = px * dx + py * dy;
    if (!(dot > 0)) {
        *share = 0;
        return px * px + py * py;
    }
    if (dot >= length_m2) {
        *share = 1;
        double qx = p.x - b.x, qy = p.y - b.y;
        return qx * qx + qy * qy;
    }
    double cross = dx * py - dy * px;
    *share = dot / length_m2;
    return cross * cross / length_m2;
}

static void look_into_cell(struct nearest_search *search, int64_t column, int64_t row)
{
    const struct street_grid *grid = search->grid;
    if (grid->page[page_at(grid, column, row)] == NO_PAGE)
        return;
    size_t cell = cell_at(grid, column, row);
    for (uint32_t i = grid->start[cell]; i < grid->start[cell + 1]; i++) {
        uint32_t segment = grid->segments[i];
        double share;
        double m2 = distance_m2(grid->vertices[segment], grid->vertices[segment + 1], search->point, &share);
        if (m2 > search->best_m2 || (m2 == search->best_m2 && search->found && segment >= search->hit.segment))
            continue;
        search->best_m2 = m2;
        search->hit = (struct street_hit){segment, share, 0};
        search->found = true;
    }
}

/* How far the point is from the cells outside the square of cells up to `ring`, at least. */
static double beyond_ring_m(const struct nearest_search *search, int64_t ring)
{
    const struct street_grid *grid = search->grid;
    double x = search->point.x - grid->origin.x, y = search->point.y - grid->origin.y;
    double left = x - (double)(search->column - ring) * grid->cell_m;
    double right = (double)(search->column + ring + 1) * grid->cell_m - x;
    double down = y - (double)(search->row - ring) * grid->cell_m;
    double up = (double)(search->row + ring + 1) * grid->cell_m - y;
    return fmax(fmin(fmin(left, right), fmin(down, up)) - cell_slack * grid->cell_m, 0);
}

static bool may_be_nearer(const struct nearest_search *search, int64_t column, int64_t row)
{
    const struct street_grid *grid = search->grid;
    double x = search->point.x - grid->origin.x, y = search->point.y - grid->origin.y, cell_m = grid->cell_m;
    double dx = fmax(fmax((double)column * cell_m - x, x - (double)(column + 1) * cell_m) - cell_slack * cell_m, 0);
    double dy = fmax(fmax((double)row * cell_m - y, y - (double)(row + 1) * cell_m) - cell_slack * cell_m, 0);
    return dx * dx + dy * dy <= search->best_m2;
}

static void look_into_row(struct nearest_search *search, int64_t row, int64_t first, int64_t last, int64_t step)
{
    if (row < 0 || row >= search->grid->rows)
        return;
    for (int64_t column = first; column <= last; column += step)
        if (column >= 0 && column < search->grid->columns && may_be_nearer(search, column, row))
            look_into_cell(search, column, row);
}

static void look_into_ring(struct nearest_search *search, int64_t ring)
{
    int64_t left = search->column - ring, right = search->column + ring;
    int64_t first = left > 0 ? left : 0, last = right < search->grid->columns ? right : search->grid->columns - 1;
    look_into_row(search, search->row - ring, first, last, 1);
    if (ring == 0)
        return;
    look_into_row(search, search->row + ring, first, last, 1);
    int64_t lowest = search->row - ring + 1, top = search->row + ring - 1;
    for (int64_t row = lowest > 0 ? lowest : 0; row <= top && row < search->grid->rows; row++)
        look_into_row(search, row, left, right, 2 * ring);
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

bool street_grid_nearest(const struct street_grid *grid, struct point point, double within_m, struct street_hit *out)
{
    double across = (point.x - grid->origin.x) / grid->cell_m, up = (point.y - grid->origin.y) / grid->cell_m;
    if (!(fabs(across) < 1e15) || !(fabs(up) < 1e15) || !(within_m >= 0))
        return false;
    struct nearest_search search = {.grid = grid, .point = point, .best_m2 = within_m * within_m * (1 + 1e-15)};
    search.column = cell_step(grid->origin.x, point.x, grid->cell_m);
    search.row = cell_step(grid->origin.y, point.y, grid->cell_m);
    int64_t right = grid->columns - 1 - search.column, above = grid->rows - 1 - search.row;
    int64_t first = most(most(-search.column, -right), most(most(-search.row, -above), 0));
    int64_t last = most(most(search.column, right), most(search.row, above));
    for (int64_t ring = first; ring <= last; ring++) {
        double beyond_m = ring > 0 ? beyond_ring_m(&search, ring - 1) : 0;
        if (beyond_m * beyond_m > search.best_m2)
            break;
        look_into_ring(&search, ring);
    }
    if (!search.found)
        return false;
    *out = search.hit;
    out->off_m = sqrt(search.best_m2);
    return out->off_m <= within_m;
}
