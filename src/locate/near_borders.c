/*
 * Which border is nearest to a point on the plane? Few borders are near to any household outside all of them, so that
 * only rectangles around the polygons are projected at first, and a border when the search comes to its rectangle.
 *
 * Why no nearer border is missed: the rectangle is made to hold the projected polygon. Nine points of the bounds are
 * projected: corners, middles of the sides, centre. Where they deviate from the bilinear map of the corners by d, a
 * smooth map deviates by d at most to the second order; the rectangle is made 4 d wider, and `margin_m` more, which is
 * beyond the steps between the operations that PROJ may choose for neighbouring places. A polygon so large or so far
 * from where the projection is good that d is above a 16th of its size is projected at once.
 */
#include "locate/near_borders.h"

#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "geometry/rectangle_tree.h"

static const double margin_m = 300;

struct projected_border {
    struct polygon polygon;
    struct border_tree *tree;
};

struct near_borders {
    const struct boundary_set *boundaries;
    struct lock *lock;                          /* for making a border */
    _Atomic(struct projected_border *) *border; /* one a polygon, NULL until somebody comes near */
    struct rectangle *bounds;                   /* of the polygons that have a place on the plane */
    int32_t *polygon;                           /* which ones these are */
    size_t count;
    struct rectangle_tree *rectangles;
};

/* ---- one border ---- */

static void projected_border_free(struct projected_border *border)
{
    if (border == NULL)
        return;
    border_tree_free(border->tree);
    polygon_release(&border->polygon);
    memory_free(border);
}

/* NULL where memory ran out. */
static struct projected_border *project(const struct polygon *polygon, int32_t index, struct transformation *to_plane)
{
    struct projected_border *border = memory_new(1, sizeof *border);
    if (border == NULL)
        return NULL;
    enum mah_status status = polygon_copy(&border->polygon, polygon, NULL);
    if (status == MAH_OK) {
        transformation_apply(to_plane, border->polygon.vertices, border->polygon.vertex_count);
        status = border_tree_new(&border->tree, &border->polygon, index, NULL);
    }
    if (status == MAH_OK)
        return border;
    projected_border_free(border);
    return NULL;
}

static const struct projected_border *border_of(struct near_borders *borders, int32_t index,
                                                struct transformation *to_plane)
{
    struct projected_border *border = atomic_load_explicit(&borders->border[index], memory_order_acquire);
    if (border != NULL)
        return border;
    lock_take(borders->lock);
    border = atomic_load(&borders->border[index]);
    if (border == NULL) {
        border = project(&borders->boundaries->mahalle[index].polygon, index, to_plane);
        atomic_store_explicit(&borders->border[index], border, memory_order_release);
    }
    lock_give(borders->lock);
    return border;
}

/* ---- where it may lie ---- */

static bool is_finite(struct point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

/* False where nine points cannot tell. */
static bool guess_bounds(struct rectangle *out, const struct rectangle *bounds, struct transformation *to_plane,
                         double margin)
{
    struct point grid[9];
    for (int i = 0; i < 9; i++) {
        double x = bounds->min_x + (bounds->max_x - bounds->min_x) * (i % 3) / 2;
        double y = bounds->min_y + (bounds->max_y - bounds->min_y) * (int)(i / 3) / 2;
        grid[i] = (struct point){x, y};
    }
    transformation_apply(to_plane, grid, 9);
    *out = rectangle_empty();
    double deviation = 0;
    for (int i = 0; i < 9; i++) {
        double east = (i % 3) / 2.0, north = (int)(i / 3) / 2.0;
        double x = (1 - north) * ((1 - east) * grid[0].x + east * grid[2].x) +
                   north * ((1 - east) * grid[6].x + east * grid[8].x);
        double y = (1 - north) * ((1 - east) * grid[0].y + east * grid[2].y) +
                   north * ((1 - east) * grid[6].y + east * grid[8].y);
        if (!is_finite(grid[i]))
            return false;
        deviation = fmax(deviation, hypot(grid[i].x - x, grid[i].y - y));
        rectangle_include(out, grid[i]);
    }
    if (deviation > hypot(out->max_x - out->min_x, out->max_y - out->min_y) / 16)
        return false;
    double wider = 4 * deviation + margin;
    *out = (struct rectangle){out->min_x - wider, out->min_y - wider, out->max_x + wider, out->max_y + wider};
    return true;
}

/* Empty where the polygon has no place on the plane. */
static enum mah_status find_bounds(struct rectangle *out, struct near_borders *borders, int32_t index,
                                   struct transformation *to_plane, double margin, struct mah_error *err)
{
    const struct polygon *polygon = &borders->boundaries->mahalle[index].polygon;
    *out = rectangle_empty();
    if (polygon->vertex_count == 0 || guess_bounds(out, &polygon->bounds, to_plane, margin))
        return MAH_OK;
    const struct projected_border *border = border_of(borders, index, to_plane);
    if (border == NULL)
        return mah_no_memory(err);
    *out = rectangle_empty();
    for (size_t i = 0; i < border->polygon.vertex_count; i++)
        if (is_finite(border->polygon.vertices[i]))
            rectangle_include(out, border->polygon.vertices[i]);
    return MAH_OK;
}

static enum mah_status find_all_bounds(struct near_borders *borders, struct transformation *to_plane, double margin,
                                       struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < borders->boundaries->count && status == MAH_OK; i++) {
        struct rectangle *bounds = &borders->bounds[borders->count];
        status = find_bounds(bounds, borders, (int32_t)i, to_plane, margin, err);
        if (status == MAH_OK && bounds->min_x <= bounds->max_x)
            borders->polygon[borders->count++] = (int32_t)i;
    }
    return status;
}

/* ---- life ---- */

enum mah_status near_borders_new(struct near_borders **out, const struct boundary_set *boundaries,
                                 struct transformation *to_plane, double metres_per_unit, struct mah_error *err)
{
    *out = NULL;
    struct near_borders *borders = memory_new(1, sizeof *borders);
    if (borders == NULL)
        return mah_no_memory(err);
    borders->boundaries = boundaries;
    borders->border = memory_new(boundaries->count, sizeof *borders->border);
    borders->bounds = memory_new(boundaries->count, sizeof *borders->bounds);
    borders->polygon = memory_new(boundaries->count, sizeof *borders->polygon);
    bool has_memory = borders->border != NULL && borders->bounds != NULL && borders->polygon != NULL;
    enum mah_status status = has_memory ? lock_new(&borders->lock, err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = find_all_bounds(borders, to_plane, margin_m / metres_per_unit, err);
    if (status == MAH_OK)
        status = rectangle_tree_new(&borders->rectangles, borders->bounds, borders->count, err);
    memory_free(borders->bounds); /* the tree has its own */
    borders->bounds = NULL;
    if (status != MAH_OK) {
        near_borders_free(borders);
        return status;
    }
    *out = borders;
    return MAH_OK;
}

void near_borders_free(struct near_borders *borders)
{
    if (borders == NULL)
        return;
    for (size_t i = 0; borders->border != NULL && i < borders->boundaries->count; i++)
        projected_border_free(atomic_load(&borders->border[i]));
    memory_free(borders->border);
    memory_free(borders->bounds);
    memory_free(borders->polygon);
    rectangle_tree_free(borders->rectangles);
    lock_free(borders->lock);
    memory_free(borders);
}

/* ---- searching ---- */

struct search {
    struct near_borders *borders;
    struct transformation *to_plane;
    struct point point;
    struct nearest_border *best;
    bool out_of_memory;
};

static void search_border(void *search_, uint32_t item, double *limit)
{
    struct search *search = search_;
    const struct projected_border *border =
        search->out_of_memory ? NULL : border_of(search->borders, search->borders->polygon[item], search->to_plane);
    if (border == NULL) {
        search->out_of_memory = true;
        *limit = -1; /* nothing is so near */
        return;
    }
    border_tree_search(border->tree, search->point, search->best);
    *limit = search->best->limit;
}

bool near_borders_search(struct near_borders *borders, struct transformation *to_plane, struct point point,
                         struct nearest_border *best)
{
    struct search search = {borders, to_plane, point, best, false};
    double limit = best->limit;
    rectangle_tree_search(borders->rectangles, point, &limit, search_border, &search);
    return !search.out_of_memory;
}
