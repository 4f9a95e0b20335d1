/* Streets as a graph for walking distances: its life, and where a position meets it. */
#include "geometry/street_network.h"

#include <math.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

/* ---- building ---- */

/* The grid comes first: stops are snapped to whole segments and become nodes before the lines are cut into edges. */
static enum mah_status build(struct street_network *network, struct street_chains *chains,
                             const struct street_stops *stops, struct mah_error *err)
{
    uint32_t *vertex_node = NULL, *first = NULL;
    struct street_foot *feet = NULL;
    enum mah_status status = street_grid_new(&network->grid, network->vertices, chains->line_start, chains->line_count,
                                             network->snap_m, err);
    if (status == MAH_OK)
        status = street_nodes_mark(&vertex_node, &first, chains, err);
    if (status == MAH_OK)
        status = street_stops_snap(&feet, network, stops, vertex_node, first, err);
    if (status == MAH_OK)
        status = street_edges_make(network, chains, vertex_node, first, err);
    if (status == MAH_OK)
        status = street_components_find(network, err);
    if (status == MAH_OK)
        street_stops_name(feet, network, stops, vertex_node);
    memory_free(vertex_node);
    memory_free(first);
    memory_free(feet);
    return status;
}

enum mah_status street_network_new(struct street_network **out, const struct street_lines *lines,
                                   const struct point *stops, size_t stop_count, double snap_m, uint32_t *stop_node,
                                   double *stop_off_m, struct mah_error *err)
{
    *out = NULL;
    struct street_chains chains;
    enum mah_status status = street_chains_new(&chains, lines, err);
    if (status != MAH_OK)
        return status;
    struct street_stops all_stops = {stops, stop_count, stop_node, stop_off_m};
    struct street_network *network = memory_new(1, sizeof *network);
    if (network) {
        network->snap_m = snap_m;
        network->facts.dropped_lines = chains.dropped_lines;
        network->vertices = chains.vertices;
        status = build(network, &chains, &all_stops, err);
        chains.vertices = NULL;
    } else {
        status = mah_no_memory(err);
    }
    street_chains_release(&chains);
    if (status != MAH_OK) {
        street_network_free(network);
        return status;
    }
    network->facts.nodes = network->node_count;
    network->facts.edges = network->edge_count;
    *out = network;
    return MAH_OK;
}

void street_network_free(struct street_network *network)
{
    if (!network)
        return;
    memory_free(network->vertices);
    street_grid_release(&network->grid);
    memory_free(network->segment_edge);
    memory_free(network->segment_along_m);
    memory_free(network->splits);
    memory_free(network->edges);
    memory_free(network->arc_start);
    memory_free(network->arcs);
    memory_free(network);
}

struct street_network_facts street_network_facts(const struct street_network *network)
{
    return network->facts;
}

size_t street_network_node_count(const struct street_network *network)
{
    return network->node_count;
}

/* ---- where a position meets the streets ---- */

/* The number of splits that come before a place on the streets, all lines counted; one on it does. */
static size_t splits_before(const struct street_network *network, uint32_t segment, double along_m)
{
    size_t low = 0, high = network->split_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct street_split *split = &network->splits[middle];
        if (split->segment < segment || (split->segment == segment && split->along_m <= along_m))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool street_network_place(const struct street_network *network, struct point point, struct street_place *out)
{
    struct street_hit hit;
    if (!street_grid_nearest(&network->grid, point, network->snap_m, &hit))
        return false;
    double along_m = hit.share * street_segment_length_m(network->vertices, hit.segment);
    double edge_along_m = network->segment_along_m[hit.segment] + along_m;
    uint32_t edge_number = network->segment_edge[hit.segment];
    size_t passed = splits_before(network, hit.segment, along_m);
    if (passed > 0 && network->splits[passed - 1].segment == hit.segment) {
        edge_along_m = along_m - network->splits[passed - 1].along_m;
        edge_number += (uint32_t)(passed - splits_before(network, hit.segment, -1));
    }
    const struct street_edge *edge = &network->edges[edge_number];
    edge_along_m = fmin(edge_along_m, edge->length_m);
    *out = (struct street_place){{edge->node[0], edge->node[1]},
                                 {hit.off_m + edge_along_m, hit.off_m + (edge->length_m - edge_along_m)},
                                 hit.off_m};
    return true;
}
