/* How are boxes packed into a full R-tree at once? */
#include "write/rtree_pack.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Beyond floats there is no coordinate on Earth; clamping keeps the conversion defined. */
static float narrow(double value)
{
    if (value > (double)FLT_MAX)
        return FLT_MAX;
    return value < (double)-FLT_MAX ? -FLT_MAX : (float)value;
}

static float not_above(double value)
{
    float rounded = narrow(value);
    return (double)rounded > value ? nextafterf(rounded, -FLT_MAX) : rounded;
}

static float not_below(double value)
{
    float rounded = narrow(value);
    return (double)rounded < value ? nextafterf(rounded, FLT_MAX) : rounded;
}

struct rtree_box rtree_box_of(int64_t id, const struct rectangle *rectangle)
{
    return (struct rtree_box){.id = id,
                              .min_x = not_above(rectangle->min_x),
                              .max_x = not_below(rectangle->max_x),
                              .min_y = not_above(rectangle->min_y),
                              .max_y = not_below(rectangle->max_y)};
}

/* Place of a cell of the 65536 x 65536 grid along the Hilbert curve (Hamilton 2006, the two-dimensional case). */
static uint32_t hilbert_place(uint32_t x, uint32_t y)
{
    uint32_t place = 0;
    for (uint32_t side = 1u << 15; side > 0; side /= 2) {
        uint32_t right = (x & side) != 0, upper = (y & side) != 0;
        place += side * side * ((3 * right) ^ upper);
        if (upper)
            continue;
        if (right) {
            x = 65535 - x;
            y = 65535 - y;
        }
        uint32_t swapped = x;
        x = y;
        y = swapped;
    }
    return place;
}

struct placed_box {
    struct rtree_box box;
    uint32_t place;
};

static int compare(const void *a, const void *b)
{
    const struct placed_box *first = a, *second = b;
    if (first->place != second->place)
        return first->place < second->place ? -1 : 1;
    return (first->box.id > second->box.id) - (first->box.id < second->box.id);
}

/* A coordinate as a cell of the grid over low..high. */
static uint32_t grid_cell(double value, double low, double high)
{
    return high > low ? (uint32_t)((value - low) / (high - low) * 65535.0) : 0;
}

static struct point center(const struct rtree_box *box)
{
    return (struct point){((double)box->min_x + (double)box->max_x) / 2, ((double)box->min_y + (double)box->max_y) / 2};
}

static enum mah_status sort_along_curve(struct rtree_box *boxes, size_t count, struct mah_error *err)
{
    struct placed_box *placed = memory_new(count, sizeof *placed);
    if (placed == NULL)
        return mah_no_memory(err);
    struct rectangle all = rectangle_empty();
    for (size_t i = 0; i < count; i++)
        rectangle_include(&all, center(&boxes[i]));
    for (size_t i = 0; i < count; i++) {
        struct point middle = center(&boxes[i]);
        placed[i].box = boxes[i];
        placed[i].place =
            hilbert_place(grid_cell(middle.x, all.min_x, all.max_x), grid_cell(middle.y, all.min_y, all.max_y));
    }
    qsort(placed, count, sizeof *placed, compare);
    for (size_t i = 0; i < count; i++)
        boxes[i] = placed[i].box;
    memory_free(placed);
    return MAH_OK;
}

static void put_big_endian(unsigned char *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> (8 * (bytes - 1 - i)));
}

static void put_float(unsigned char *at, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_big_endian(at, bits, 4);
}

/* A node as SQLite stores it: depth of the tree (root only), number of cells, cells; the rest of the blob is zero. */
static void fill_node(unsigned char bytes[RTREE_NODE_BYTES], unsigned depth, const struct rtree_box *cells,
                      size_t count)
{
    memset(bytes, 0, RTREE_NODE_BYTES);
    put_big_endian(bytes, depth, 2);
    put_big_endian(bytes + 2, count, 2);
    for (size_t i = 0; i < count; i++) {
        unsigned char *at = bytes + 4 + 24 * i;
        put_big_endian(at, (uint64_t)cells[i].id, 8);
        put_float(at + 8, cells[i].min_x);
        put_float(at + 12, cells[i].max_x);
        put_float(at + 16, cells[i].min_y);
        put_float(at + 20, cells[i].max_y);
    }
}

static struct rtree_box around(const struct rtree_box *cells, size_t count, int64_t node)
{
    struct rtree_box box = cells[0];
    for (size_t i = 1; i < count; i++) {
        box.min_x = cells[i].min_x < box.min_x ? cells[i].min_x : box.min_x;
        box.max_x = cells[i].max_x > box.max_x ? cells[i].max_x : box.max_x;
        box.min_y = cells[i].min_y < box.min_y ? cells[i].min_y : box.min_y;
        box.max_y = cells[i].max_y > box.max_y ? cells[i].max_y : box.max_y;
    }
    box.id = node;
    return box;
}

static enum mah_status write_node(const struct rtree_sink *sink, int64_t node, unsigned depth, unsigned level,
                                  const struct rtree_box *cells, size_t count, struct mah_error *err)
{
    unsigned char bytes[RTREE_NODE_BYTES];
    fill_node(bytes, depth, cells, count);
    enum mah_status status = sink->node(sink->context, node, bytes, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = level == 0 ? sink->leaf(sink->context, cells[i].id, node, err)
                            : sink->parent(sink->context, cells[i].id, node, err);
    return status;
}

/*
 * One level: as few nodes as hold all cells, equally full. The boxes of the nodes take the front of the same array,
 * which they cannot overtake: every node is written before its box replaces a cell at or before its own first one.
 */
static enum mah_status pack_level(struct rtree_box *cells, size_t *count, unsigned level, int64_t *next_node,
                                  const struct rtree_sink *sink, struct mah_error *err)
{
    size_t nodes = (*count + RTREE_CELLS - 1) / RTREE_CELLS;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < nodes; i++) {
        size_t from = *count * i / nodes, to = *count * (i + 1) / nodes;
        int64_t node = (*next_node)++;
        status = write_node(sink, node, 0, level, cells + from, to - from, err);
        cells[i] = around(cells + from, to - from, node);
    }
    *count = nodes;
    return status;
}

/* The levels above, and the root. */
static enum mah_status pack_levels(struct rtree_box *boxes, size_t count, unsigned level, int64_t next_node,
                                   const struct rtree_sink *sink, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (; status == MAH_OK && count > RTREE_CELLS; level++)
        status = pack_level(boxes, &count, level, &next_node, sink, err);
    return status == MAH_OK ? write_node(sink, RTREE_ROOT, level, level, boxes, count, err) : status;
}

enum mah_status rtree_pack(struct rtree_box *boxes, size_t count, const struct rtree_sink *sink, struct mah_error *err)
{
    if (count == 0)
        return MAH_OK;
    enum mah_status status = sort_along_curve(boxes, count, err);
    return status == MAH_OK ? pack_levels(boxes, count, 0, RTREE_ROOT + 1, sink, err) : status;
}

/* ---- one box after the other ---- */

/* Leaf i holds the boxes from count * i / leaves on: as few leaves as hold all, equally full. */
static size_t leaves_of(size_t count)
{
    return (count + RTREE_CELLS - 1) / RTREE_CELLS;
}

int64_t rtree_leaf_of(size_t index, size_t count)
{
    size_t leaves = leaves_of(count);
    return leaves == 1 ? RTREE_ROOT : RTREE_ROOT + 1 + (int64_t)(((index + 1) * leaves - 1) / count);
}

static enum mah_status take_boxes(struct rtree_box *cells, const struct rtree_stream *stream, size_t from, size_t to,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = from; status == MAH_OK && i < to; i++)
        status = stream->box(stream->context, i, &cells[i - from], err);
    return status;
}

enum mah_status rtree_pack_stream(const struct rtree_stream *stream, size_t count, const struct rtree_sink *sink,
                                  struct mah_error *err)
{
    struct rtree_box cells[RTREE_CELLS];
    size_t leaves = leaves_of(count);
    struct rtree_box *boxes = memory_new(leaves, sizeof *boxes);
    enum mah_status status = boxes != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < leaves; i++) {
        size_t from = count * i / leaves, to = count * (i + 1) / leaves;
        int64_t node = leaves == 1 ? RTREE_ROOT : RTREE_ROOT + 1 + (int64_t)i;
        status = take_boxes(cells, stream, from, to, err);
        if (status == MAH_OK)
            status = write_node(sink, node, 0, 0, cells, to - from, err);
        if (status == MAH_OK)
            boxes[i] = around(cells, to - from, node);
    }
    if (status == MAH_OK && leaves > 1)
        status = pack_levels(boxes, leaves, 1, RTREE_ROOT + 1 + (int64_t)leaves, sink, err);
    memory_free(boxes);
    return status;
}
