/* How near does a border come to a point on the plane? Short pieces of it in a tree of rectangles. */
#include "locate/border_tree.h"

#include <math.h>

#include "base/memory.h"
#include "geometry/rectangle_tree.h"
#include "geometry/segment_distance.h"

enum { SEGMENTS_A_PIECE = 8 };

/* Consecutive segments of one ring. */
struct piece {
    struct rectangle bounds;
    const struct point *first;
    uint32_t segments;
};

struct border_tree {
    int32_t polygon;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    struct rectangle_tree *rectangles; /* of the pieces */
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
                                 struct mah_error *err)
{
    if (segments == 0)
        return MAH_OK;
    size_t wanted = tree->piece_count + 1;
    if (memory_grow((void **)&tree->pieces, &tree->piece_capacity, wanted, sizeof *tree->pieces) != 0)
        return mah_no_memory(err);
    struct piece piece = {.bounds = rectangle_empty(), .first = first, .segments = segments};
    for (uint32_t i = 0; i <= segments; i++)
        rectangle_include(&piece.bounds, first[i]);
    tree->pieces[tree->piece_count++] = piece;
    return MAH_OK;
}

static enum mah_status add_ring(struct border_tree *tree, const struct point *ring, size_t count, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t start = 0;
    for (size_t i = 0; i + 1 < count && status == MAH_OK; i++) {
        bool usable = is_finite(ring[i]) && is_finite(ring[i + 1]);
        if (usable && i + 1 - start < SEGMENTS_A_PIECE && i + 2 < count)
            continue;
        size_t end = usable ? i + 1 : i;
        status = add_piece(tree, ring + start, (uint32_t)(end - start), err);
        start = i + 1;
    }
    return status;
}

static enum mah_status plant_rectangles(struct border_tree *tree, struct mah_error *err)
{
    struct rectangle *bounds = memory_new(tree->piece_count, sizeof *bounds);
    if (!bounds)
        return mah_no_memory(err);
    for (size_t i = 0; i < tree->piece_count; i++)
        bounds[i] = tree->pieces[i].bounds;
    enum mah_status status = rectangle_tree_new(&tree->rectangles, bounds, tree->piece_count, err);
    memory_free(bounds);
    return status;
}

enum mah_status border_tree_new(struct border_tree **out, const struct polygon *border, int32_t index,
                                struct mah_error *err)
{
    *out = NULL;
    struct border_tree *tree = memory_new(1, sizeof *tree);
    if (!tree)
        return mah_no_memory(err);
    tree->polygon = index;
    enum mah_status status = MAH_OK;
    for (size_t ring = 0; ring < border->ring_count && status == MAH_OK; ring++) {
        size_t start = border->ring_start[ring], end = border->ring_start[ring + 1];
        status = add_ring(tree, border->vertices + start, end - start, err);
    }
    if (status == MAH_OK)
        status = plant_rectangles(tree, err);
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
    rectangle_tree_free(tree->rectangles);
    memory_free(tree->pieces);
    memory_free(tree);
}

/* ---- searching ---- */

struct search {
    const struct border_tree *tree;
    struct point point;
    struct nearest_border *best;
};

static void search_piece(void *search_, uint32_t item, double *limit)
{
    struct search *search = search_;
    const struct piece *piece = &search->tree->pieces[item];
    for (uint32_t i = 0; i < piece->segments; i++)
        nearest_border_try(search->best, search->point, piece->first[i], piece->first[i + 1], search->tree->polygon);
    *limit = search->best->limit;
}

void border_tree_search(const struct border_tree *tree, struct point point, struct nearest_border *best)
{
    struct search search = {tree, point, best};
    double limit = best->limit;
    rectangle_tree_search(tree->rectangles, point, &limit, search_piece, &search);
}
