/* Which nodes hang together, and how long are the streets between them? */
#include "base/memory.h"
#include "geometry/street_parts.h"

static uint32_t find_root(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

/* The root of a set is its smallest node. */
static void unite(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = find_root(parent, a);
    b = find_root(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

static size_t join_nodes(uint32_t *parent, const struct street_network *network)
{
    size_t count = network->node_count;
    for (uint32_t node = 0; node < network->node_count; node++)
        parent[node] = node;
    for (size_t i = 0; i < network->edge_count; i++)
        unite(parent, network->edges[i].node[0], network->edges[i].node[1]);
    for (uint32_t node = 0; node < network->node_count; node++)
        count -= parent[node] != node;
    return count;
}

/* length_m has room for every node; that of the roots is filled. Returns the largest. */
static double measure_parts(double *length_m, uint32_t *parent, const struct street_network *network)
{
    for (size_t i = 0; i < network->edge_count; i++)
        length_m[find_root(parent, network->edges[i].node[0])] += network->edges[i].length_m;
    double largest_m = 0;
    for (uint32_t node = 0; node < network->node_count; node++)
        largest_m = length_m[node] > largest_m ? length_m[node] : largest_m;
    return largest_m;
}

enum mah_status street_components_find(struct street_network *network, struct mah_error *err)
{
    uint32_t *parent = memory_new(network->node_count, sizeof *parent);
    double *length_m = memory_new(network->node_count, sizeof *length_m); /* zeros */
    enum mah_status status = parent && length_m ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        network->facts.components = join_nodes(parent, network);
        double largest_m = measure_parts(length_m, parent, network);
        network->facts.largest_share = network->facts.length_m > 0 ? largest_m / network->facts.length_m : 1;
    }
    memory_free(parent);
    memory_free(length_m);
    return status;
}
