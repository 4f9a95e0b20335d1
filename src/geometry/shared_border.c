/*
 * Do two polygons provably share no area?
 *
 * The proof. Let A and B be open interiors of valid polygons. If no point of the border of A lies in B and no point of
 * the border of B in A, then every connected part of B lies wholly in A or wholly outside, and the other way round; so
 * A and B are disjoint or have a part in common, whose border they share with the interior on the same side.
 * Rings are walked with the interior on the left, so:
 *   1. an edge that both have in opposite directions is border of both and enters neither;
 *   2. every other edge must meet the edges of the other polygon in common vertices only (exact orientations decide).
 *      Then the open edge lies on one side, and an end that lies outside the other polygon tells that all of it does.
 * The border of a common part consists of edges that run the same way in both; by 2 there are none.
 * Edges outside the common bounds cannot meet the other polygon at all.
 */
#include "geometry/shared_border.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/orientation.h"
#include "geometry/point_in_polygon.h"
#include "geometry/ring.h"

/* Above this number of edge pairs the general method is the faster one. */
static const size_t most_edge_pairs = 1u << 22;

struct border_edge {
    struct point from, to;
    struct rectangle bounds;
    bool matched; /* the other polygon has it in the opposite direction */
};

void border_scratch_release(struct border_scratch *scratch)
{
    memory_free(scratch->of_a.edges);
    memory_free(scratch->of_a.by_start);
    memory_free(scratch->of_b.edges);
    memory_free(scratch->of_b.by_start);
    *scratch = (struct border_scratch){0};
}

/* ---- the edges within the common bounds ---- */

static struct rectangle bounds_of_edge(struct point from, struct point to)
{
    bool eastwards = from.x <= to.x, northwards = from.y <= to.y;
    return (struct rectangle){eastwards ? from.x : to.x, northwards ? from.y : to.y, eastwards ? to.x : from.x,
                              northwards ? to.y : from.y};
}

static bool same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

static bool add_edge(struct border_edges *list, struct point from, struct point to, const struct rectangle *window)
{
    struct rectangle bounds = bounds_of_edge(from, to);
    if (same_point(from, to) || !rectangle_meets(&bounds, window))
        return true;
    if (memory_grow((void **)&list->edges, &list->capacity, list->count + 1, sizeof *list->edges) != 0)
        return false;
    list->edges[list->count++] = (struct border_edge){from, to, bounds, false};
    if (bounds.max_x - bounds.min_x > list->widest)
        list->widest = bounds.max_x - bounds.min_x;
    return true;
}

static bool add_ring(struct border_edges *list, const struct point *ring, size_t count, bool shell,
                     const struct rectangle *window)
{
    bool forwards = ring_is_counter_clockwise(ring, count) == shell;
    for (size_t i = 0; i + 1 < count; i++) {
        size_t from = forwards ? i : count - 1 - i, to = forwards ? i + 1 : count - 2 - i;
        if (!add_edge(list, ring[from], ring[to], window))
            return false;
    }
    return true;
}

static int compare_points(struct point a, struct point b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

static int by_start_of_edge(const void *a, const void *b, void *edges_)
{
    const struct border_edge *edges = edges_;
    return compare_points(edges[*(const size_t *)a].from, edges[*(const size_t *)b].from);
}

static bool gather_edges(struct border_edges *list, const struct polygon *polygon, const struct rectangle *window)
{
    list->count = 0;
    list->widest = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        size_t shell = polygon->part_start[part];
        for (size_t ring = shell; ring < polygon->part_start[part + 1]; ring++) {
            size_t start = polygon->ring_start[ring], count = polygon->ring_start[ring + 1] - start;
            if (!add_ring(list, polygon->vertices + start, count, ring == shell, window))
                return false;
        }
    }
    if (memory_grow((void **)&list->by_start, &list->order_capacity, list->count, sizeof *list->by_start) != 0)
        return false;
    for (size_t i = 0; i < list->count; i++)
        list->by_start[i] = i;
    if (list->count > 1)
        qsort_r(list->by_start, list->count, sizeof *list->by_start, by_start_of_edge, list->edges);
    return true;
}

/* ---- edges and vertices that both have ---- */

/* Where in by_start do the edges begin that start at this point (or would, if there were any)? */
static size_t first_starting_at(const struct border_edges *list, struct point point)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_points(list->edges[list->by_start[middle]].from, point) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct border_edge *find_edge(const struct border_edges *list, struct point from, struct point to)
{
    for (size_t i = first_starting_at(list, from); i < list->count; i++) {
        struct border_edge *edge = &list->edges[list->by_start[i]];
        if (!same_point(edge->from, from))
            return NULL;
        if (same_point(edge->to, to))
            return edge;
    }
    return NULL;
}

static bool has_vertex(const struct border_edges *list, struct point point)
{
    size_t i = first_starting_at(list, point);
    return i < list->count && same_point(list->edges[list->by_start[i]].from, point);
}

static void match_edges(struct border_edges *a, const struct border_edges *b)
{
    for (size_t i = 0; i < a->count; i++) {
        struct border_edge *edge = &a->edges[i], *twin = find_edge(b, edge->to, edge->from);
        if (twin)
            twin->matched = edge->matched = true;
    }
}

/* ---- edges that only one has ---- */

/* Do two edges that meet somewhere meet elsewhere than in a common end, or along a line? */
static bool meet_on_the_way(const struct border_edge *e, const struct border_edge *f)
{
    int f_from = orientation(e->from, e->to, f->from), f_to = orientation(e->from, e->to, f->to);
    if (f_from * f_to > 0)
        return false;
    int e_from = orientation(f->from, f->to, e->from), e_to = orientation(f->from, f->to, e->to);
    if (e_from * e_to > 0)
        return false;
    struct point joint = same_point(e->from, f->from) || same_point(e->from, f->to) ? e->from : e->to;
    if (!same_point(joint, f->from) && !same_point(joint, f->to))
        return true;
    if (f_from != 0 || f_to != 0)
        return false; /* not parallel: the common end is the only common point */
    struct point e_end = same_point(joint, e->from) ? e->to : e->from;
    struct point f_end = same_point(joint, f->from) ? f->to : f->from;
    /* On one line through the joint: apart exactly where the joint lies between the other ends. */
    return compare_points(e_end, joint) == compare_points(f_end, joint);
}

/* Where in by_start do the edges begin that start at x or east of it? */
static size_t first_starting_east_of(const struct border_edges *list, double x)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->edges[list->by_start[middle]].from.x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Only edges that start at most their own width away can meet one. */
static bool keeps_apart(const struct border_edge *edge, const struct border_edges *others)
{
    double reach = others->widest * (1 + 1e-9); /* differences of coordinates are rounded */
    double west = edge->bounds.min_x - reach, east = edge->bounds.max_x + reach;
    for (size_t i = first_starting_east_of(others, west - fabs(west) * 1e-15); i < others->count; i++) {
        const struct border_edge *other = &others->edges[others->by_start[i]];
        if (other->from.x > east + fabs(east) * 1e-15)
            break;
        if (rectangle_meets(&edge->bounds, &other->bounds) && meet_on_the_way(edge, other))
            return false;
    }
    return true;
}

static bool unmatched_edges_keep_apart(const struct border_edges *a, const struct border_edges *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!a->edges[i].matched && !keeps_apart(&a->edges[i], b))
            return false;
    return true;
}

/* Do the edges that only `a` has lie outside `b`? Consecutive ones with a vertex of their own between them lie alike.
 */
static bool unmatched_edges_lie_outside(const struct border_edges *a, const struct border_edges *b,
                                        const struct polygon *polygon_b)
{
    const struct border_edge *known = NULL;
    for (size_t i = 0; i < a->count; i++) {
        const struct border_edge *edge = &a->edges[i];
        if (edge->matched)
            continue;
        bool own_start = !has_vertex(b, edge->from);
        bool follows = known && same_point(known->to, edge->from) && own_start;
        known = edge;
        if (follows)
            continue;
        if (point_in_polygon(own_start ? edge->from : edge->to, polygon_b) != POSITION_OUTSIDE)
            return false;
    }
    return true;
}

bool borders_only_touch(const struct polygon *a, const struct polygon *b, struct border_scratch *scratch)
{
    struct rectangle window = {
        a->bounds.min_x > b->bounds.min_x ? a->bounds.min_x : b->bounds.min_x,
        a->bounds.min_y > b->bounds.min_y ? a->bounds.min_y : b->bounds.min_y,
        a->bounds.max_x < b->bounds.max_x ? a->bounds.max_x : b->bounds.max_x,
        a->bounds.max_y < b->bounds.max_y ? a->bounds.max_y : b->bounds.max_y,
    };
    if (window.min_x >= window.max_x || window.min_y >= window.max_y)
        return true;
    struct border_edges *of_a = &scratch->of_a, *of_b = &scratch->of_b;
    if (!gather_edges(of_a, a, &window) || !gather_edges(of_b, b, &window))
        return false;
    if (of_a->count > 0 && of_b->count > most_edge_pairs / of_a->count)
        return false;
    match_edges(of_a, of_b);
    return unmatched_edges_keep_apart(of_a, of_b) && unmatched_edges_keep_apart(of_b, of_a) &&
           unmatched_edges_lie_outside(of_a, of_b, b) && unmatched_edges_lie_outside(of_b, of_a, a);
}
