/* Which mahalle have nothing near an area, so that their polygons need not be judged and measured? */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "read/boundary_rows.h"

/* Twice the area that the rings surround, each as often as it winds round: where it is not zero, an area is left. */
static double winding_area(const struct polygon *polygon)
{
    double sum = 0;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        size_t first = polygon->ring_start[ring], end = polygon->ring_start[ring + 1];
        for (size_t i = first; i + 1 < end; i++) {
            struct point origin = polygon->vertices[first], a = polygon->vertices[i], b = polygon->vertices[i + 1];
            sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
        }
    }
    return fabs(sum);
}

/* Far above what rounding can make of a polygon without any area. */
static bool has_area_for_certain(const struct polygon *polygon)
{
    const double least_share = 1e-6;
    const struct rectangle *bounds = &polygon->bounds;
    double frame = (bounds->max_x - bounds->min_x) * (bounds->max_y - bounds->min_y);
    return frame > 0 && winding_area(polygon) > least_share * frame;
}

static int by_code(const void *a_, const void *b_)
{
    struct boundary_row *const *a = a_, *const *b = b_;
    return strcmp((*a)->text[BOUNDARY_MAH_CODE], (*b)->text[BOUNDARY_MAH_CODE]);
}

static size_t rows_of_code(struct boundary_row *const *sorted, size_t count)
{
    size_t rows = 1;
    while (rows < count && by_code(&sorted[0], &sorted[rows]) == 0)
        rows++;
    return rows;
}

/* May the mahalle of these rows be near? Its rows are joined, and so are their bounds. */
static bool are_far(struct boundary_row *const *rows, size_t count, const struct rectangle *near)
{
    struct rectangle bounds = rectangle_empty();
    bool has_area = true;
    for (size_t i = 0; i < count; i++) {
        const struct polygon *polygon = &rows[i]->polygon;
        rectangle_join(&bounds, &polygon->bounds);
        has_area = has_area && has_area_for_certain(polygon);
    }
    return has_area && !rectangle_meets(&bounds, near);
}

enum mah_status boundary_rows_mark_far(struct boundary_rows *rows, const struct rectangle *near, struct mah_error *err)
{
    struct boundary_row **sorted = memory_new(rows->count, sizeof(struct boundary_row *));
    if (sorted == NULL)
        return mah_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->rows[i].fault == NULL)
            sorted[count++] = &rows->rows[i];
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_code);
    for (size_t start = 0, of_code = 0; start < count; start += of_code) {
        of_code = rows_of_code(sorted + start, count - start);
        bool is_far = are_far(sorted + start, of_code, near);
        for (size_t i = start; i < start + of_code; i++)
            sorted[i]->is_far = is_far;
    }
    memory_free(sorted);
    return MAH_OK;
}
