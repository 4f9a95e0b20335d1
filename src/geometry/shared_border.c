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
#include "geometry/border_edges.h"
#include "geometry/point_in_polygon.h"
#include "geometry/segment.h"

/* Above this number of edge pairs the general method is the faster one. */
static const size_t most_edge_pairs = 1u << 22;
/* Up to this number of them each pair is looked at without ordering the edges first. */
static const size_t few_edge_pairs = 1u << 16;

void border_scratch_release(struct border_scratch *scratch)
{
    struct border_edges *const both[] = {&scratch->of_a, &scratch->of_b};
    for (int i = 0; i < 2; i++) {
        memory_free(both[i]->edges);
        memory_free(both[i]->table);
        memory_free(both[i]->from_west);
    }
    *scratch = (struct border_scratch){0};
}

/* ---- edges and vertices that both have ---- */

static void match_edges(struct border_edges *a, const struct border_edges *b)
{
    for (size_t i = 0; i < a->count; i++) {
        struct border_edge *edge = &a->edges[i], *twin = border_edges_find(b, edge->to, edge->from);
        if (twin)
            twin->matched = edge->matched = true;
    }
}

/* ---- edges that only one has ---- */

static int compare_points(struct point a, struct point b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

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

static bool few_unmatched_edges_keep_apart(const struct border_edges *a, const struct border_edges *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct border_edge *edge = &a->edges[i];
        for (size_t j = 0; !edge->matched && j < b->count; j++) {
            const struct border_edge *other = &b->edges[j];
            bool meet = (edge->bounds.min_x <= other->bounds.max_x) & (other->bounds.min_x <= edge->bounds.max_x) &
                        (edge->bounds.min_y <= other->bounds.max_y) & (other->bounds.min_y <= edge->bounds.max_y);
            if (meet && meet_on_the_way(edge, other))
                return false;
        }
    }
    return true;
}

static int from_west_to_east(const void *a, const void *b, void *edges_)
{
    const struct border_edge *edges = edges_;
    return compare_points(edges[*(const uint32_t *)a].from, edges[*(const uint32_t *)b].from);
}

static bool order_edges(struct border_edges *list)
{
    if (memory_grow((void **)&list->from_west, &list->order_capacity, list->count, sizeof *list->from_west) != 0)
        return false;
    for (size_t i = 0; i < list->count; i++)
        list->from_west[i] = (uint32_t)i;
    if (list->count > 1)
        qsort_r(list->from_west, list->count, sizeof *list->from_west, from_west_to_east, list->edges);
    return true;
}

/* Where in from_west do the edges begin that start at x or east of it? */
static size_t first_starting_east_of(const struct border_edges *list, double x)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->edges[list->from_west[middle]].from.x < x)
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
        const struct border_edge *other = &others->edges[others->from_west[i]];
        if (other->from.x > east + fabs(east) * 1e-15)
            break;
        if (rectangle_meets(&edge->bounds, &other->bounds) && meet_on_the_way(edge, other))
            return false;
    }
    return true;
}

static bool unmatched_edges_keep_apart(struct border_edges *a, struct border_edges *b)
{
    if (a->count == 0 || b->count <= few_edge_pairs / a->count)
        return few_unmatched_edges_keep_apart(a, b);
    if (!order_edges(b))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!a->edges[i].matched && !keeps_apart(&a->edges[i], b))
            return false;
    return true;
}

/* ---- where a vertex of one lies in the other ---- */

/* The same place where another direction is east: east, west, north, south. */
static struct point turned(struct point point, int direction)
{
    double along = direction < 2 ? point.x : point.y, across = direction < 2 ? point.y : point.x;
    return (struct point){direction % 2 == 0 ? along : -along, across};
}

/*
 * Does a vertex of `other` lie outside the polygon whose edges within the window are these? A ray that leaves the
 * polygon's bounds where it leaves the window meets these edges only.
 */
static bool lies_outside(struct point point, const struct border_edges *list, const struct polygon *polygon,
                         const struct rectangle *window)
{
    if (sides_beyond(window, point) != 0)
        return true; /* within the bounds of the other one, so not within those of this one */
    const struct rectangle *bounds = &polygon->bounds;
    int direction = window->max_x == bounds->max_x   ? 0
                    : window->min_x == bounds->min_x ? 1
                    : window->max_y == bounds->max_y ? 2
                    : window->min_y == bounds->min_y ? 3
                                                     : 4;
    if (direction == 4)
        return point_in_polygon(point, polygon) == POSITION_OUTSIDE;
    struct point start = turned(point, direction);
    bool inside = false;
    for (size_t i = 0; i < list->count; i++) {
        struct point from = turned(list->edges[i].from, direction), to = turned(list->edges[i].to, direction);
        enum ray_meeting meeting = ray_meets_segment(start, from, to);
        if (meeting == RAY_STARTS_ON_SEGMENT)
            return false;
        inside ^= meeting == RAY_CROSSES;
    }
    return !inside;
}

/* Do the edges that only `a` has lie outside `b`? Consecutive ones with a vertex of their own between them lie alike.
 */
static bool unmatched_edges_lie_outside(const struct border_edges *a, const struct border_edges *b,
                                        const struct polygon *polygon_b, const struct rectangle *window)
{
    const struct border_edge *known = NULL;
    for (size_t i = 0; i < a->count; i++) {
        const struct border_edge *edge = &a->edges[i];
        if (edge->matched)
            continue;
        bool own_start = !border_edges_start_at(b, edge->from);
        bool follows = known && same_point(known->to, edge->from) && own_start;
        known = edge;
        if (follows)
            continue;
        if (!lies_outside(own_start ? edge->from : edge->to, b, polygon_b, window))
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
    if (!border_edges_gather(of_a, a, &window) || !border_edges_gather(of_b, b, &window))
        return false;
    if (of_a->count > 0 && of_b->count > most_edge_pairs / of_a->count)
        return false;
    match_edges(of_a, of_b);
    return unmatched_edges_keep_apart(of_a, of_b) && unmatched_edges_keep_apart(of_b, of_a) &&
           unmatched_edges_lie_outside(of_a, of_b, b, &window) && unmatched_edges_lie_outside(of_b, of_a, a, &window);
}
