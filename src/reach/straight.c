/* Which open facility of one type is nearest to a point in a straight line, and which ones lie within a radius? */
#include "reach/straight.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/segment_distance.h"
#include "reach/straight_parts.h"

/* Of a point, whose bounds are itself: what squared_distance_to_segment says of a segment without length. */
static inline double point_squared_distance(const struct piece *piece, struct point point)
{
    double x = piece->bounds.min_x - point.x, y = piece->bounds.min_y - point.y;
    return x * x + y * y;
}

/* INFINITY for the inside of an area that the point is not in: its edge is asked by pieces of its own. */
double piece_squared_distance(const struct straight *straight, const struct piece *piece, struct point point)
{
    if (piece_is_point(piece))
        return point_squared_distance(piece, point);
    if (piece->area != NO_AREA) {
        bool is_inside = point_in_banded_polygon(point, straight->areas[piece->area].banded) != POSITION_OUTSIDE;
        return is_inside ? 0 : INFINITY;
    }
    double nearest = INFINITY;
    for (uint32_t i = 0; i < piece->segments; i++) {
        double squared = squared_distance_to_segment(point, piece->first[i], piece->first[i + 1]);
        nearest = squared < nearest ? squared : nearest;
    }
    return nearest;
}

/* Not nearer than `limit` (squared), by its bounds alone? A point is asked at once. */
static bool is_beyond(const struct piece *piece, struct point point, double limit)
{
    return !piece_is_point(piece) && squared_distance_to_rectangle(point, &piece->bounds) > limit;
}

/* ---- the nearest ---- */

static void try_piece(struct nearest_piece *best, const struct straight *straight, const struct piece *piece,
                      struct point point)
{
    if (is_beyond(piece, point, best->limit))
        return;
    double squared =
        piece_is_point(piece) ? point_squared_distance(piece, point) : piece_squared_distance(straight, piece, point);
    if (!(squared <= best->limit) || squared == INFINITY)
        return;
    double distance = sqrt(squared);
    if (distance > best->distance || (distance == best->distance && piece->local >= best->local))
        return;
    *best = (struct nearest_piece){distance, squared_limit(distance), piece->local};
}

struct tree_search {
    const struct straight *straight;
    struct point point;
    struct nearest_piece best;
};

static void visit_nearest(void *search_, uint32_t item, double *limit)
{
    struct tree_search *search = search_;
    const struct straight *straight = search->straight;
    try_piece(&search->best, straight, &straight->pieces[straight->head[item]], search->point);
    *limit = search->best.limit;
}

static struct nearest_piece search_tree(const struct straight *straight, struct point point, struct nearest_piece best)
{
    struct tree_search search = {straight, point, best};
    double limit = best.limit;
    rectangle_tree_search(straight->tree, point, &limit, visit_nearest, &search);
    return search.best;
}

struct nearest_piece straight_search(const struct straight *straight, struct point point)
{
    return search_tree(straight, point, (struct nearest_piece){INFINITY, INFINITY, UINT32_MAX});
}

uint32_t straight_here(const struct straight *straight, struct point point)
{
    if (!isfinite(point.x) || !isfinite(point.y))
        return NO_FACILITY;
    struct nearest_piece best = search_tree(straight, point, (struct nearest_piece){0, squared_limit(0), UINT32_MAX});
    return best.local == UINT32_MAX ? NO_FACILITY : straight->chosen[best.local];
}

struct reach_link straight_nearest(const struct straight *straight, struct point point)
{
    if (!isfinite(point.x) || !isfinite(point.y))
        return (struct reach_link){NO_FACILITY, NAN};
    size_t count;
    const uint32_t *candidates = candidate_cells_find(&straight->cells, point, &count);
    struct nearest_piece best = {INFINITY, INFINITY, UINT32_MAX};
    for (size_t i = 0; i < count; i++)
        try_piece(&best, straight, &straight->pieces[candidates[i]], point);
    if (count == 0)
        best = straight_search(straight, point);
    return (struct reach_link){best.local == UINT32_MAX ? NO_FACILITY : straight->chosen[best.local], best.distance};
}

struct reach_link straight_nearest_slowly(const struct facility *facilities, const uint32_t *chosen, size_t count,
                                          struct point point)
{
    if (!isfinite(point.x) || !isfinite(point.y))
        return (struct reach_link){NO_FACILITY, NAN};
    struct reach_link best = {NO_FACILITY, INFINITY};
    for (size_t i = 0; i < count; i++) {
        double distance = shape_distance(&facilities[chosen[i]].shape, point);
        if (distance < best.distance_m)
            best = (struct reach_link){chosen[i], distance};
    }
    return best;
}

/* ---- within a radius ---- */

struct straight_circle {
    const struct straight *straight;
    struct point point;
    double *distance;  /* of each chosen facility; INFINITY but during a search */
    uint32_t *touched; /* the facilities that are not INFINITY */
    size_t touched_count;
    struct reach_link *links;
};

enum mah_status straight_circle_new(struct straight_circle **out, const struct straight *straight,
                                    struct mah_error *err)
{
    *out = NULL;
    struct straight_circle *circle = memory_new(1, sizeof *circle);
    if (!circle)
        return mah_no_memory(err);
    circle->straight = straight;
    circle->distance = memory_new(straight->chosen_count, sizeof *circle->distance);
    circle->touched = memory_new(straight->chosen_count, sizeof *circle->touched);
    circle->links = memory_new(straight->chosen_count, sizeof *circle->links);
    if (!circle->distance || !circle->touched || !circle->links) {
        straight_circle_free(circle);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < straight->chosen_count; i++)
        circle->distance[i] = INFINITY;
    *out = circle;
    return MAH_OK;
}

void straight_circle_free(struct straight_circle *circle)
{
    if (!circle)
        return;
    memory_free(circle->distance);
    memory_free(circle->touched);
    memory_free(circle->links);
    memory_free(circle);
}

static void visit_within(void *circle_, uint32_t item, double *limit)
{
    struct straight_circle *circle = circle_;
    const struct piece *first = &circle->straight->pieces[circle->straight->head[item]];
    /* What is no point has no twins, and another piece of the facility may be nearer already. */
    if (is_beyond(first, circle->point, squared_limit(circle->distance[first->local])))
        return;
    double squared = piece_squared_distance(circle->straight, first, circle->point);
    if (squared == INFINITY || squared > *limit)
        return;
    double distance = sqrt(squared);
    for (const struct piece *piece = first; piece <= first + first->twins; piece++) {
        double *nearest = &circle->distance[piece->local];
        if (*nearest == INFINITY)
            circle->touched[circle->touched_count++] = piece->local;
        if (distance < *nearest)
            *nearest = distance;
    }
}

static int by_number(const void *a_, const void *b_)
{
    const uint32_t *a = a_, *b = b_;
    return (*a > *b) - (*a < *b);
}

/* Rising order: by sorting where few were touched, by walking all where sorting would cost more. */
static void order_touched(struct straight_circle *circle)
{
    size_t all = circle->straight->chosen_count;
    if (circle->touched_count > 1 && circle->touched_count * 64 < all) {
        qsort(circle->touched, circle->touched_count, sizeof *circle->touched, by_number);
        return;
    }
    size_t wanted = circle->touched_count, count = 0;
    for (uint32_t local = 0; count < wanted; local++) {
        if (circle->distance[local] < INFINITY)
            circle->touched[count++] = local;
    }
}

const struct reach_link *straight_within(struct straight_circle *circle, struct point point, double radius_m,
                                         size_t *count)
{
    *count = 0;
    if (!isfinite(point.x) || !isfinite(point.y) || !(radius_m >= 0))
        return circle->links;
    circle->point = point;
    circle->touched_count = 0;
    double limit = squared_limit(radius_m);
    rectangle_tree_search(circle->straight->tree, point, &limit, visit_within, circle);
    order_touched(circle);
    for (size_t i = 0; i < circle->touched_count; i++) {
        uint32_t local = circle->touched[i];
        if (circle->distance[local] <= radius_m)
            circle->links[(*count)++] = (struct reach_link){circle->straight->chosen[local], circle->distance[local]};
        circle->distance[local] = INFINITY;
    }
    return circle->links;
}
