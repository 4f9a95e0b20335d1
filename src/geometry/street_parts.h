/* What a street network is made of; only the files street_*.c look inside. */
#ifndef GEOMETRY_STREET_PARTS_H
#define GEOMETRY_STREET_PARTS_H

#include <math.h>

#include "geometry/street_grid.h"
#include "geometry/street_network.h"

/* The lines, cleaned: no vertex repeats the one before it, -0 is 0, no line is without length. */
struct street_chains {
    struct point *vertices;
    size_t vertex_count;
    uint32_t *line_start; /* line_count + 1 offsets into vertices */
    size_t line_count;
    size_t dropped_lines;
};
enum mah_status street_chains_new(struct street_chains *out, const struct street_lines *lines, struct mah_error *err);
void street_chains_release(struct street_chains *chains);

/* Where a stop divides a segment; sorted by segment and along_m, no two alike. */
struct street_split {
    uint32_t segment;
    uint32_t node;
    double along_m; /* from the beginning of the segment; neither end of it */
};

struct street_edge {
    uint32_t node[2];
    double length_m;
};

/* A way out of a node. */
struct street_arc {
    double length_m;
    uint32_t to;
};

/* A segment is named by the number of its first vertex; edges are numbered along the lines. */
struct street_network {
    struct point *vertices;
    struct street_grid grid;
    uint32_t *segment_edge;  /* the edge that the beginning of a segment belongs to */
    double *segment_along_m; /* from the beginning of that edge to the beginning of the segment */
    struct street_split *splits;
    size_t split_count;
    struct street_edge *edges;
    size_t edge_count;
    uint32_t node_count;
    uint32_t *arc_start; /* node_count + 1 offsets into arcs */
    struct street_arc *arcs;
    struct street_network_facts facts;
    double snap_m;
};

static inline double street_segment_length_m(const struct point *vertices, uint32_t segment)
{
    double dx = vertices[segment + 1].x - vertices[segment].x, dy = vertices[segment + 1].y - vertices[segment].y;
    return sqrt(dx * dx + dy * dy);
}

/* Which vertices are nodes? Marks them in *vertex_node: STREET_NODE_HERE, at the first of equal vertices; all others
 * NO_STREET_NODE. *first gives the first of the vertices equal to each. Both are the caller's to free. */
#define STREET_NODE_HERE (UINT32_MAX - 1)
enum mah_status street_nodes_mark(uint32_t **vertex_node, uint32_t **first, const struct street_chains *chains,
                                  struct mah_error *err);

/* The stops on the streets: marks vertices that a stop falls onto, fills network->splits. */
struct street_stops {
    const struct point *points;
    size_t count;
    uint32_t *node;
    double *off_m;
};
struct street_foot; /* street_stops.c */
enum mah_status street_stops_snap(struct street_foot **feet, struct street_network *network,
                                  const struct street_stops *stops, uint32_t *vertex_node, const uint32_t *first,
                                  struct mah_error *err);
/* Which node did each stop become? Once the nodes have numbers. */
void street_stops_name(struct street_foot *feet, const struct street_network *network, const struct street_stops *stops,
                       const uint32_t *vertex_node);

/* Numbers the nodes, makes edges and arcs of the chains. */
enum mah_status street_edges_make(struct street_network *network, const struct street_chains *chains,
                                  uint32_t *vertex_node, const uint32_t *first, struct mah_error *err);

/* Which nodes hang together? Fills those facts. */
enum mah_status street_components_find(struct street_network *network, struct mah_error *err);

#endif
