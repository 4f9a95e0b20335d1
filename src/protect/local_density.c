/* How many households live around a household? */
#include "protect/local_density.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

static const double square_m = 50;
enum { MOST_SQUARES = 2000000 };

struct local_density {
    double min_x, min_y, side_m;
    size_t columns, rows;
    size_t households;
    /* (columns + 1) x (rows + 1): households west and south of a corner, so that a block is four look-ups (a
     * summed-area table, Crow 1984). */
    uint32_t *before;
};

static bool is_finite(struct point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

static size_t column_of(const struct local_density *density, double x)
{
    return (size_t)((x - density->min_x) / density->side_m);
}

static size_t row_of(const struct local_density *density, double y)
{
    return (size_t)((y - density->min_y) / density->side_m);
}

static uint32_t *corner(const struct local_density *density, size_t column, size_t row)
{
    return &density->before[row * (density->columns + 1) + column];
}

static void lay_out(struct local_density *density, const struct point *points, size_t count)
{
    struct rectangle bounds = rectangle_empty();
    for (size_t i = 0; i < count; i++) {
        if (!is_finite(points[i]))
            continue;
        rectangle_include(&bounds, points[i]);
        density->households++;
    }
    if (density->households == 0)
        rectangle_include(&bounds, (struct point){0, 0});
    double width = bounds.max_x - bounds.min_x, height = bounds.max_y - bounds.min_y;
    density->side_m = square_m;
    while ((width / density->side_m + 1) * (height / density->side_m + 1) > MOST_SQUARES)
        density->side_m *= 2;
    density->min_x = bounds.min_x;
    density->min_y = bounds.min_y;
    density->columns = column_of(density, bounds.max_x) + 1;
    density->rows = row_of(density, bounds.max_y) + 1;
}

enum mah_status local_density_new(struct local_density **out, const struct point *points, size_t count,
                                  struct mah_error *err)
{
    *out = NULL;
    struct local_density *density = memory_new(1, sizeof *density);
    if (density == NULL)
        return mah_no_memory(err);
    lay_out(density, points, count);
    density->before = memory_new((density->columns + 1) * (density->rows + 1), sizeof *density->before);
    if (density->before == NULL) {
        local_density_free(density);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < count; i++)
        if (is_finite(points[i]))
            ++*corner(density, column_of(density, points[i].x) + 1, row_of(density, points[i].y) + 1);
    for (size_t row = 1; row <= density->rows; row++)
        for (size_t column = 1; column <= density->columns; column++)
            *corner(density, column, row) += *corner(density, column - 1, row) + *corner(density, column, row - 1) -
                                             *corner(density, column - 1, row - 1);
    *out = density;
    return MAH_OK;
}

void local_density_free(struct local_density *density)
{
    if (density == NULL)
        return;
    memory_free(density->before);
    memory_free(density);
}

/* Households of the squares at most `reach` columns and rows away. */
static size_t count_around(const struct local_density *density, size_t column, size_t row, size_t reach)
{
    size_t west = column > reach ? column - reach : 0, south = row > reach ? row - reach : 0;
    size_t east = column + reach < density->columns ? column + reach + 1 : density->columns;
    size_t north = row + reach < density->rows ? row + reach + 1 : density->rows;
    return (size_t)(*corner(density, east, north) - *corner(density, west, north) - *corner(density, east, south) +
                    *corner(density, west, south));
}

double local_density_per_m2(const struct local_density *density, struct point point, size_t households)
{
    if (density->households < households || !is_finite(point))
        return 0;
    size_t column = column_of(density, point.x), row = row_of(density, point.y), reach = 0, count;
    while ((count = count_around(density, column, row, reach)) < households)
        reach++;
    double side_m = density->side_m * (double)(2 * reach + 1);
    return (double)count / (side_m * side_m);
}
