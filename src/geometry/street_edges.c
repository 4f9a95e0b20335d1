/* From lines and nodes to a graph: each line is cut at its nodes and where stops divide it. */
#include <string.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

/* A walk along all lines. */
struct chain_walk {
    struct street_network *network;
    uint32_t *vertex_node;
    const uint32_t *first;
    size_t next_split;
    uint32_t from; /* the node where the current edge begins */
    double base_m; /* from there to the beginning of the segment; negative where it begins within the segment */
};

static uint32_t node_of_vertex(struct chain_walk *walk, uint32_t vertex)
{
    uint32_t *node = &walk->vertex_node[walk->first[vertex]];
    if (*node == STREET_NODE_HERE)
        *node = walk->network->node_count++;
    return *node;
}

static void end_edge(struct chain_walk *walk, uint32_t node, double length_m)
{
    struct street_network *network = walk->network;
    network->edges[network->edge_count++] = (struct street_edge){{walk->from, node}, length_m};
    network->facts.length_m += length_m;
    walk->from = node;
}

static void walk_segment(struct chain_walk *walk, uint32_t segment)
{
    struct street_network *network = walk->network;
    network->segment_edge[segment] = (uint32_t)network->edge_count;
    network->segment_along_m[segment] = walk->base_m;
    while (walk->next_split < network->split_count && network->splits[walk->next_split].segment == segment) {
        struct street_split *split = &network->splits[walk->next_split++];
        split->node = network->node_count++;
        end_edge(walk, split->node, walk->base_m + split->along_m);
        walk->base_m = -split->along_m;
    }
    walk->base_m += street_segment_length_m(network->vertices, segment);
    if (walk->vertex_node[walk->first[segment + 1]] == NO_STREET_NODE)
        return;
    end_edge(walk, node_of_vertex(walk, segment + 1), walk->base_m);
    walk->base_m = 0;
}

static void walk_lines(struct chain_walk *walk, const struct street_chains *chains)
{
    for (size_t line = 0; line < chains->line_count; line++) {
        walk->from = node_of_vertex(walk, chains->line_start[line]);
        walk->base_m = 0;
        for (uint32_t segment = chains->line_start[line]; segment + 1 < chains->line_start[line + 1]; segment++)
            walk_segment(walk, segment);
    }
}

/* One edge for each piece between nodes; a line of n vertices has n - 1 segments. */
static size_t count_edges(const struct street_network *network, const struct street_chains *chains,
                          const uint32_t *vertex_node, const uint32_t *first)
{
    size_t count = network->split_count + chains->line_count;
    for (size_t line = 0; line < chains->line_count; line++)
        for (uint32_t i = chains->line_start[line] + 1; i + 1 < chains->line_start[line + 1]; i++)
            count += vertex_node[first[i]] != NO_STREET_NODE;
    return count;
}

/* ---- the ways out of each node ---- */

static void fill_arcs(struct street_network *network)
{
    uint32_t *start = network->arc_start;
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct street_edge *edge = &network->edges[i];
        if (edge->node[0] == edge->node[1]) /* who walks a loop is where he was */
            continue;
        for (int end = 0; end < 2; end++)
            network->arcs[start[edge->node[end]]++] = (struct street_arc){edge->length_m, edge->node[1 - end]};
    }
    memmove(start + 1, start, network->node_count * sizeof *start); /* each was moved to the beginning of the next */
    start[0] = 0;
}

static enum mah_status make_arcs(struct street_network *network, struct mah_error *err)
{
    network->arc_start = memory_new((size_t)network->node_count + 1, sizeof *network->arc_start);
    network->arcs = memory_new(2 * network->edge_count, sizeof *network->arcs);
    if (!network->arc_start || !network->arcs)
        return mah_no_memory(err);
    uint32_t *start = network->arc_start;
    for (size_t i = 0; i < network->edge_count; i++) {
        const struct street_edge *edge = &network->edges[i];
        for (int end = 0; end < 2 && edge->node[0] != edge->node[1]; end++)
            start[edge->node[end] + 1]++;
    }
    for (uint32_t node = 0; node < network->node_count; node++)
        start[node + 1] += start[node];
    fill_arcs(network);
    return MAH_OK;
}

enum mah_status street_edges_make(struct street_network *network, const struct street_chains *chains,
                                  uint32_t *vertex_node, const uint32_t *first, struct mah_error *err)
{
    size_t count = count_edges(network, chains, vertex_node, first);
    if (count >= UINT32_MAX / 2)
        return mah_fail(err, MAH_BAD_DATA, "the streets are too many; take only those of the area");
    network->edges = memory_new(count, sizeof *network->edges);
    network->segment_edge = memory_new(chains->vertex_count, sizeof *network->segment_edge);
    network->segment_along_m = memory_new(chains->vertex_count, sizeof *network->segment_along_m);
    if (!network->edges || !network->segment_edge || !network->segment_along_m)
        return mah_no_memory(err);
    struct chain_walk walk = {.network = network, .vertex_node = vertex_node, .first = first};
    walk_lines(&walk, chains);
    return make_arcs(network, err);
}
