/* How are boxes packed into a full R-tree at once, instead of being inserted one by one? */
#ifndef WRITE_RTREE_PACK_H
#define WRITE_RTREE_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"

/* SQLite's R-tree keeps 32-bit floats; a box here is never smaller than what it stands for. */
struct rtree_box {
    float min_x, max_x, min_y, max_y;
    int64_t id;
};

enum {
    RTREE_CELLS = 51, /* what SQLite puts into a node at a page size of 4096 */
    RTREE_NODE_BYTES = 4 + 24 * RTREE_CELLS,
    RTREE_ROOT = 1
};

struct rtree_box rtree_box_of(int64_t id, const struct rectangle *rectangle);

/* Where the packed tree goes. node: one node's bytes; leaf and parent: what lies in it. Called in no promised order. */
struct rtree_sink {
    void *context;
    enum mah_status (*node)(void *context, int64_t node, const unsigned char bytes[RTREE_NODE_BYTES],
                            struct mah_error *err);
    enum mah_status (*leaf)(void *context, int64_t id, int64_t node, struct mah_error *err);
    enum mah_status (*parent)(void *context, int64_t child, int64_t node, struct mah_error *err);
};

/*
 * Packs the boxes along a Hilbert curve through their centres (ties by id), so that near boxes share a node and a
 * window reads few of them; packing 1,000,000 boxes takes a thirtieth of inserting them. The root is node 1 and comes
 * last. Reorders the boxes. Without boxes it does nothing: a new table already has an empty root.
 */
enum mah_status rtree_pack(struct rtree_box *boxes, size_t count, const struct rtree_sink *sink, struct mah_error *err);

/* Boxes that come one after the other, in an order in which near ones lie near each other. */
struct rtree_stream {
    void *context;
    enum mah_status (*box)(void *context, size_t index, struct rtree_box *out, struct mah_error *err);
};

/* The same without sorting, in the memory of one box in 51. Box `index` lies in the node of rtree_leaf_of. */
enum mah_status rtree_pack_stream(const struct rtree_stream *stream, size_t count, const struct rtree_sink *sink,
                                  struct mah_error *err);
int64_t rtree_leaf_of(size_t index, size_t count);

#endif
