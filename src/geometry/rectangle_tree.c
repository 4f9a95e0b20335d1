/* Which of many rectangles are near a point? Neighbours on a curve share a node (Kamel and Faloutsos 1993). */
#include "geometry/rectangle_tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

enum { CHILDREN = 8, MOST_LEVELS = 12 }; /* 8^11 is more than 2^32 */

struct leaf {
    struct rectangle bounds;
    uint64_t place; /* on the curve by which leaves are ordered */
    uint32_t item;
};

/* Level 0 holds the rectangles of CHILDREN leaves each, level k those of CHILDREN nodes of level k - 1. */
struct rectangle_tree {
    struct leaf *leaves;
    size_t leaf_count;
    struct rectangle *level[MOST_LEVELS];
    size_t level_size[MOST_LEVELS];
    int levels;
};

/* ---- building ---- */

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
    const struct leaf *a = a_, *b = b_;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static void include_rectangle(struct rectangle *rectangle, const struct rectangle *other)
{
    rectangle_include(rectangle, (struct point){other->min_x, other->min_y});
    rectangle_include(rectangle, (struct point){other->max_x, other->max_y});
}

static void order_leaves(struct rectangle_tree *tree, const struct rectangle *rectangles)
{
    struct rectangle all = rectangle_empty();
    for (size_t i = 0; i < tree->leaf_count; i++)
        include_rectangle(&all, &rectangles[i]);
    for (size_t i = 0; i < tree->leaf_count; i++)
        tree->leaves[i] = (struct leaf){rectangles[i], place_on_curve(&all, &rectangles[i]), (uint32_t)i};
    if (tree->leaf_count > 1)
        qsort(tree->leaves, tree->leaf_count, sizeof *tree->leaves, by_place);
}

static const struct rectangle *child_bounds(const struct rectangle_tree *tree, int level, size_t child)
{
    return level == 0 ? &tree->leaves[child].bounds : &tree->level[level - 1][child];
}

static size_t child_count(const struct rectangle_tree *tree, int level)
{
    return level == 0 ? tree->leaf_count : tree->level_size[level - 1];
}

static enum mah_status build_levels(struct rectangle_tree *tree, struct mah_error *err)
{
    size_t below = tree->leaf_count;
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

enum mah_status rectangle_tree_new(struct rectangle_tree **out, const struct rectangle *rectangles, size_t count,
                                   struct mah_error *err)
{
    *out = NULL;
    struct rectangle_tree *tree = memory_new(1, sizeof *tree);
    if (!tree)
        return mah_no_memory(err);
    tree->leaf_count = count;
    tree->leaves = count < UINT32_MAX ? memory_new(count, sizeof *tree->leaves) : NULL;
    enum mah_status status = tree->leaves ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        order_leaves(tree, rectangles);
        status = build_levels(tree, err);
    }
    if (status != MAH_OK) {
        rectangle_tree_free(tree);
        return status;
    }
    *out = tree;
    return MAH_OK;
}

void rectangle_tree_free(struct rectangle_tree *tree)
{
    if (!tree)
        return;
    for (int level = 0; level < tree->levels; level++)
        memory_free(tree->level[level]);
    memory_free(tree->leaves);
    memory_free(tree);
}

/* ---- searching ---- */

double squared_distance_to_rectangle(struct point point, const struct rectangle *rectangle)
{
    double west = rectangle->min_x - point.x, east = point.x - rectangle->max_x;
    double south = rectangle->min_y - point.y, north = point.y - rectangle->max_y;
    double dx = west > 0 ? west : east > 0 ? east : 0;
    double dy = south > 0 ? south : north > 0 ? north : 0;
    return dx * dx + dy * dy;
}

struct search {
    const struct rectangle_tree *tree;
    struct point point;
    double *limit;
    rectangle_visit visit;
    void *context;
};

/* The children of a node, nearest first; at most MOST_LEVELS calls deep. */
static void search_node(const struct search *search, int level, size_t node)
{
    double squared[CHILDREN];
    size_t child[CHILDREN], count = 0, first = node * CHILDREN, all = child_count(search->tree, level);
    for (size_t i = first; i < first + CHILDREN && i < all; i++) {
        double distance = squared_distance_to_rectangle(search->point, child_bounds(search->tree, level, i));
        if (distance > *search->limit)
            continue;
        size_t at = count++;
        for (; at > 0 && squared[at - 1] > distance; at--) {
            squared[at] = squared[at - 1];
            child[at] = child[at - 1];
        }
        squared[at] = distance;
        child[at] = i;
    }
    for (size_t i = 0; i < count && !(squared[i] > *search->limit); i++) {
        if (level == 0)
            search->visit(search->context, search->tree->leaves[child[i]].item, search->limit);
        else
            search_node(search, level - 1, child[i]);
    }
}

void rectangle_tree_search(const struct rectangle_tree *tree, struct point point, double *limit, rectangle_visit visit,
                           void *context)
{
    struct search search = {tree, point, limit, visit, context};
    if (tree->levels > 0)
        search_node(&search, tree->levels - 1, 0);
}
