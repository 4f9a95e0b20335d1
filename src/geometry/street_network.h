/*
 * Streets as a graph for walking distances: compact (CSR), undirected (who walks may go both ways), read-only once
 * built, shared by all workers. Lengths in metres of the working CRS.
 */
#ifndef GEOMETRY_STREET_NETWORK_H
#define GEOMETRY_STREET_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/street_lines.h"

struct street_network;
#define NO_STREET_NODE UINT32_MAX

/*
 * Two lines meet where they share a vertex, to the last bit; lines that cross without one are a bridge and do not meet.
 * Each of `stops` (facilities, points along the edge of a park) is snapped to the nearest street within snap_m and
 * becomes a node there: stop_node[i], or NO_STREET_NODE where no street is that near; stop_off_m[i] is its distance
 * from the street, NAN where there is none. Equal distances go to the segment that comes first in the lines.
 * MAH_BAD_DATA where there are no lines.
 */
enum mah_status street_network_new(struct street_network **out, const struct street_lines *lines,
                                   const struct point *stops, size_t stop_count, double snap_m, uint32_t *stop_node,
                                   double *stop_off_m, struct mah_error *err);
void street_network_free(struct street_network *network);

struct street_network_facts {
    size_t nodes, edges;
    double length_m;
    size_t components;    /* parts that no street connects */
    double largest_share; /* of the length, in the largest part; 0..1 */
    size_t dropped_lines; /* of no length */
};
struct street_network_facts street_network_facts(const struct street_network *network);
size_t street_network_node_count(const struct street_network *network);

/* Where a position meets the streets: both ends of the edge, and the way to each (distance from the street included).
 */
struct street_place {
    uint32_t node[2];
    double to_node_m[2];
    double off_m; /* distance from the street */
};
/* The nearest street within snap_m; false where there is none. Thread-safe. */
bool street_network_place(const struct street_network *network, struct point point, struct street_place *out);

/* One start of a search: a node, the way already behind, and what it stands for. */
struct street_start {
    uint32_t node;
    double start_m;
    uint32_t label;
};

/* Room for searches; one a thread. The network must stay. */
struct street_search;
enum mah_status street_search_new(struct street_search **out, const struct street_network *network,
                                  struct mah_error *err);
void street_search_free(struct street_search *search);

/*
 * Dijkstra (1959) from many starts at once, up to bound_m (INFINITY: the whole network). distance_m and label have one
 * entry a node: INFINITY and UINT32_MAX where nothing was reached. Equal distances keep the smaller label. Starts at
 * NO_STREET_NODE are passed over. The bound is one of nodes: from a place on an edge the whole way can be longer.
 */
enum mah_status street_search_nearest(struct street_search *search, const struct street_start *starts, size_t count,
                                      double bound_m, double *distance_m, uint32_t *label, struct mah_error *err);

/* The same from the starts of one facility, bounded: calls `found` for every node within bound_m, in rising distance,
 * equal ones by node.
 */
typedef enum mah_status (*street_found)(void *context, uint32_t node, double distance_m, struct mah_error *err);
enum mah_status street_search_within(struct street_search *search, const struct street_start *starts, size_t count,
                                     double bound_m, street_found found, void *context, struct mah_error *err);

#endif
