/* Which border is nearest to a point on the plane? Short pieces of borders in a tree of rectangles. */
#include "locate/border_tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/segment_distance.h"

enum { SEGMENTS_A_PIECE = 8, CHILDREN = 8, MOST_LEVELS = 24 };

/* Consecutive segments of one ring. */
struct piece {
    struct rectangle bounds;
    const struct point *first;
    uint32_t segments;
    int32_t polygon;
    uint64_t place; /* on the curve by which pieces are ordered */
};

/* Level 0 holds the rectangles of CHILDREN pieces each, level k those of CHILDREN nodes of level k - 1. */
struct border_tree {
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    struct rectangle *level[MOST_LEVELS];
    size_t level_size[MOST_LEVELS];
    int levels;
};

/* ---- one segment ---- */

struct nearest_border border_none(void)
{
    return (struct nearest_border){INFINITY, INFINITY, -1};
}

void nearest_border_try(struct nearest_border *best, struct point point, struct point a, struct point b,
                        int32_t polygon)
{
    double squared = squared_distance_to_segment(point, a, b);
    if (!(squared < best->squared) && !(squared == best->squared && polygon < best->polygon))
        return;
    best->squared = squared;
    best->polygon = polygon;
    /* Distances and rectangles are rounded differently, by far less than a micrometre: no tie may be pruned. */
    double reach = sqrt(squared) + 1e-6;
    best->limit = reach * reach;
}

/* ---- building ---- */

static bool is_finite(struct point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

static enum mah_status add_piece(struct border_tree *tree, const struct point *first, uint32_t segments,
                                 int32_t polygon, struct mah_error *err)
{
    if (segments == 0)
        return MAH_OK;
    size_t wanted = tree->piece_count + 1;
    if (memory_grow((void **)&tree->pieces, &tree->piece_capacity, wanted, sizeof *tree->pieces) != 0)
        return mah_no_memory(err);
    struct piece piece = {.bounds = rectangle_empty(), .first = first, .segments = segments, .polygon = polygon};
    for (uint32_t i = 0; i <= segments; i++)
        rectangle_include(&piece.bounds, first[i]);
    tree->pieces[tree->piece_count++] = piece;
    return MAH_OK;
}

static enum mah_status add_ring(struct border_tree *tree, const struct point *ring, size_t count, int32_t polygon,
                                struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t start = 0;
    for (size_t i = 0; i + 1 < count && status == MAH_OK; i++) {
        bool usable = is_finite(ring[i]) && is_finite(ring[i + 1]);
        if (usable && i + 1 - start < SEGMENTS_A_PIECE && i + 2 < count)
            continue;
        size_t end = usable ? i + 1 : i;
        status = add_piece(tree, ring + start, (uint32_t)(end - start), polygon, err);
        start = i + 1;
    }
    return status;
}

/* Morton's curve: the bits of both coordinates in turn, 31 of each. */
static uint64_t spread_bits(uint64_t value)
{
    value = (value | value << 16) & 0x0000ffff0000ffffu;
    value = (value | value << 8) & 0x00ff00ff00ff00ffu;
    value = (value | value << 4) & 0x0f0f0f0f0f0f0f0fu;
    value = (value | value << 2) & 0x3333333333333333u;
    return (value | value << 1) & 0x5555555555555555u;
}

static uint64_t place_on_curve(const struct rectangle *all, const struct rectangle *bounds)
{
    double extent = fmax(all->max_x - all->min_x, all->max_y - all->min_y);
    double scale = extent > 0 ? 2147483647.0 / extent : 0;
    double x = ((bounds->min_x + bounds->max_x) / 2 - all->min_x) * scale;
    double y = ((bounds->min_y + bounds->max_y) / 2 - all->min_y) * scale;
    return spread_bits((uint64_t)x) | spread_bits((uint64_t)y) << 1;
}

static int by_place(const void *a_, const void *b_)
{
    const struct piece *a = a_, *b = b_;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->polygon != b->polygon)
        return a->polygon < b->polygon ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static void include_rectangle(struct rectangle *rectangle, const struct rectangle *other)
{
    rectangle_include(rectangle, (struct point){other->min_x, other->min_y});
    rectangle_include(rectangle, (struct point){other->max_x, other->max_y});
}

static void order_pieces(struct border_tree *tree)
{
    struct rectangle all = rectangle_empty();
    for (size_t i = 0; i < tree->piece_count; i++)
        include_rectangle(&all, &tree->pieces[i].bounds);
    for (size_t i = 0; i < tree->piece_count; i++)
        tree->pieces[i].place = place_on_curve(&all, &tree->pieces[i].bounds);
    if (tree->piece_count > 1)
        qsort(tree->pieces, tree->piece_count, sizeof *tree->pieces, by_place);
}

static const struct rectangle *child_bounds(const struct border_tree *tree, int level, size_t child)
{
    return level == 0 ? &tree->pieces[child].bounds : &tree->level[level - 1][child];
}

static size_t child_count(const struct border_tree *tree, int level)
{
    return level == 0 ? tree->piece_count : tree->level_size[level - 1];
}

static enum mah_status build_levels(struct border_tree *tree, struct mah_error *err)
{
    size_t below = tree->piece_count;
    while (below > 0 && (tree->levels == 0 || below > 1)) {
        int level = tree->levels;
        size_t size = (below + CHILDREN - 1) / CHILDREN;
        tree->level[level] = memory_new(size, sizeof(struct rectangle));
        if (!tree->level[level])
            return mah_no_memory(err);
        tree->level_size[level] = size;
        tree->levels++;
        for (size_t i = 0; i < size; i++)
            tree->level[level][i] = rectangle_empty();
        for (size_t i = 0; i < below; i++)
            include_rectangle(&tree->level[level][i / CHILDREN], child_bounds(tree, level, i));
        below = size;
    }
    return MAH_OK;
}

enum mah_status border_tree_new(struct border_tree **out, const struct polygon *borders, size_t count,
                                struct mah_error *err)
{
    *out = NULL;
    struct border_tree *tree = memory_new(1, sizeof *tree);
    if (!tree)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    for (size_t k = 0; k < count; k++) {
        for (size_t ring = 0; ring < borders[k].ring_count && status == MAH_OK; ring++) {
            size_t start = borders[k].ring_start[ring], end = borders[k].ring_start[ring + 1];
            status = add_ring(tree, borders[k].vertices + start, end - start, (int32_t)k, err);
        }
    }
    if (status == MAH_OK) {
        order_pieces(tree);
        status = build_levels(tree, err);
    }
    if (status != MAH_OK) {
        border_tree_free(tree);
        return status;
    }
    *out = tree;
    return MAH_OK;
}

void border_tree_free(struct border_tree *tree)
{
    if (!tree)
        return;
    for (int level = 0; level < tree->levels; level++)
        memory_free(tree->level[level]);
    memory_free(tree->pieces);
    memory_free(tree);
}

/* ---- searching ---- */

static double squared_distance_to_rectangle(struct point point, const struct rectangle *rectangle)
{
    double west = rectangle->min_x - point.x, east = point.x - rectangle->max_x;
    double south = rectangle->min_y - point.y, north = point.y - rectangle->max_y;
    double dx = west > 0 ? west : east > 0 ? east : 0;
    double dy = south > 0 ? south : north > 0 ? north : 0;
    return dx * dx + dy * dy;
}

static void search_piece(const struct piece *piece, struct point point, struct nearest_border *best)
{
    for (uint32_t i = 0; i < piece->segments; i++)
        nearest_border_try(best, point, piece->first[i], piece->first[i + 1], piece->polygon);
}

/* The children of a node, nearest first; at most MOST_LEVELS calls deep. */
static void search_node(const struct border_tree *tree, int level, size_t node, struct point point,
                        struct nearest_border *best)
{
    double squared[CHILDREN];
    size_t child[CHILDREN], count = 0, first = node * CHILDREN, all = child_count(tree, level);
    for (size_t i = first; i < first + CHILDREN && i < all; i++) {
        double distance = squared_distance_to_rectangle(point, child_bounds(tree, level, i));
        size_t at = count++;
        for (; at > 0 && squared[at - 1] > distance; at--) {
            squared[at] = squared[at - 1];
            child[at] = child[at - 1];
        }
        squared[at] = distance;
        child[at] = i;
    }
    for (size_t i = 0; i < count && !(squared[i] > best->limit); i++) {
        if (level == 0)
            search_piece(&tree->pieces[child[i]], point, best);
        else
            search_node(tree, level - 1, child[i], point, best);
    }
}

void border_tree_search(const struct border_tree *tree, struct point point, struct nearest_border *best)
{
    if (tree->levels > 0)
        search_node(tree, tree->levels - 1, 0, point, best);
}
