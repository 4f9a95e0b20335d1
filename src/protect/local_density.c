/* How many households live around a household? */
#include "protect/local_density.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

static const double least_square_m = 50;
enum { MOST_SQUARES = 2000000 };

struct local_density {
    double min_x, min_y, side_m;
    size_t columns, rows;
    size_t households;
    /* (columns + 1) x (rows + 1): households west and south of a corner, so that a block is four look-ups (a
     * summed-area table, Crow 1984). */
    uint32_t *before;
    uint32_t *start; /* columns x rows + 1: where the points of a square begin */
    struct point *points;
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

static void lay_out(struct local_density *density, const struct point *points, size_t count, double square_m)
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
    density->side_m = square_m > least_square_m ? square_m : least_square_m;
    while ((width / density->side_m + 2) * (height / density->side_m + 2) > MOST_SQUARES)
        density->side_m *= 2;
    density->min_x = floor(bounds.min_x / density->side_m) * density->side_m;
    density->min_y = floor(bounds.min_y / density->side_m) * density->side_m;
    density->columns = column_of(density, bounds.max_x) + 1;
    density->rows = row_of(density, bounds.max_y) + 1;
}

static size_t square_of(const struct local_density *density, struct point point)
{
    return row_of(density, point.y) * density->columns + column_of(density, point.x);
}

/* Square by square (a counting sort). */
static void sort_points(struct local_density *density, const struct point *points, size_t count)
{
    size_t squares = density->columns * density->rows;
    for (size_t i = 0; i < count; i++)
        if (is_finite(points[i]))
            density->start[square_of(density, points[i]) + 1]++;
    for (size_t i = 0; i < squares; i++)
        density->start[i + 1] += density->start[i];
    for (size_t i = count; i > 0; i--)
        if (is_finite(points[i - 1]))
            density->points[--density->start[square_of(density, points[i - 1]) + 1]] = points[i - 1];
    memmove(density->start, density->start + 1, squares * sizeof *density->start);
    density->start[squares] = (uint32_t)density->households;
}

static void sum_squares(struct local_density *density)
{
    for (size_t row = 1; row <= density->rows; row++) {
        for (size_t column = 1; column <= density->columns; column++) {
            size_t square = (row - 1) * density->columns + column - 1;
            *corner(density, column, row) = density->start[square + 1] - density->start[square] +
                                            *corner(density, column - 1, row) + *corner(density, column, row - 1) -
                                            *corner(density, column - 1, row - 1);
        }
    }
}

enum mah_status local_density_new(struct local_density **out, const struct point *points, size_t count, double square_m,
                                  struct mah_error *err)
{
    *out = NULL;
    struct local_density *density = memory_new(1, sizeof *density);
    if (density == NULL)
        return mah_no_memory(err);
    lay_out(density, points, count, square_m);
    density->before = memory_new((density->columns + 1) * (density->rows + 1), sizeof *density->before);
    density->start = memory_new(density->columns * density->rows + 1, sizeof *density->start);
    density->points = memory_new(density->households, sizeof *density->points);
    if (density->before == NULL || density->start == NULL || density->points == NULL) {
        local_density_free(density);
        return mah_no_memory(err);
    }
    sort_points(density, points, count);
    sum_squares(density);
    *out = density;
    return MAH_OK;
}

void local_density_free(struct local_density *density)
{
    if (density == NULL)
        return;
    memory_free(density->before);
    memory_free(density->start);
    memory_free(density->points);
    memory_free(density);
}

static size_t count_block(const struct local_density *density, size_t west, size_t south, size_t east, size_t north)
{
    uint32_t households = *corner(density, east, north) - *corner(density, west, north) -
                          *corner(density, east, south) + *corner(density, west, south);
    return households;
}

/* Households of the squares at most `reach` columns and rows away. */
static size_t count_around(const struct local_density *density, size_t column, size_t row, size_t reach)
{
    size_t west = column > reach ? column - reach : 0, south = row > reach ? row - reach : 0;
    size_t east = column + reach < density->columns ? column + reach + 1 : density->columns;
    size_t north = row + reach < density->rows ? row + reach + 1 : density->rows;
    return count_block(density, west, south, east, north);
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

/* Squares, a half-open range of columns and rows. */
struct block {
    size_t west, south, east, north;
};

/* A number of squares as an index from 0 to most. */
static size_t cut_off(double squares, size_t most)
{
    if (!(squares > 0))
        return 0;
    return squares < (double)most ? (size_t)squares : most;
}

/* The squares that a square around a centre touches, or those that lie in it as a whole. */
static struct block block_around(const struct local_density *density, struct point center, double half_m, bool whole)
{
    double west = (center.x - half_m - density->min_x) / density->side_m,
           east = (center.x + half_m - density->min_x) / density->side_m,
           south = (center.y - half_m - density->min_y) / density->side_m,
           north = (center.y + half_m - density->min_y) / density->side_m;
    return (struct block){.west = cut_off(whole ? ceil(west) : west, density->columns),
                          .south = cut_off(whole ? ceil(south) : south, density->rows),
                          .east = cut_off(whole ? east : east + 1, density->columns),
                          .north = cut_off(whole ? north : north + 1, density->rows)};
}

static size_t count_squares(const struct local_density *density, struct block block)
{
    if (block.west >= block.east || block.south >= block.north)
        return 0;
    return count_block(density, block.west, block.south, block.east, block.north);
}

static double squared_distance(struct point a, struct point b)
{
    double x = a.x - b.x, y = a.y - b.y;
    return x * x + y * y;
}

size_t local_density_in_ring(const struct local_density *density, struct point center, double least_m, double most_m,
                             size_t enough)
{
    /* Mostly the squares tell: those within the outer circle as a whole, without those that touch the inner one. */
    size_t within = count_squares(density, block_around(density, center, most_m * 0.7071, true)),
           near = count_squares(density, block_around(density, center, least_m, false));
    if (within >= near + enough)
        return enough;
    struct block block = block_around(density, center, most_m, false);
    size_t count = 0;
    for (size_t row = block.south; row < block.north; row++) {
        if (count_squares(density, (struct block){block.west, row, block.east, row + 1}) == 0)
            continue;
        const uint32_t *start = &density->start[row * density->columns];
        for (uint32_t i = start[block.west]; i < start[block.east]; i++) {
            double squared = squared_distance(density->points[i], center);
            if (squared >= least_m * least_m && squared <= most_m * most_m && ++count == enough)
                return count;
        }
    }
    return count;
}
