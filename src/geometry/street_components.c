/* Which nodes hang together? Numbered by falling length of their streets, equal ones by their first node. */
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

struct component {
    double length_m;
    uint32_t first_node;
};

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

static int compare(const void *left, const void *right)
{
    const struct component *a = left, *b = right;
    if (a->length_m != b->length_m)
        return a->length_m > b->length_m ? -1 : 1;
    return a->first_node < b->first_node ? -1 : a->first_node > b->first_node;
}

/* parts[number] for each root in rising order; number[root] is its place. */
static void measure_parts(struct component *parts, uint32_t *number, uint32_t *parent,
                          const struct street_network *network)
{
    size_t count = 0;
    for (uint32_t node = 0; node < network->node_count; node++) {
        if (parent[node] != node)
            continue;
        number[node] = (uint32_t)count;
        parts[count++] = (struct component){0, node};
    }
    for (size_t i = 0; i < network->edge_count; i++)
        parts[number[find_root(parent, network->edges[i].node[0])]].length_m += network->edges[i].length_m;
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

enum mah_status street_components_find(struct street_network *network, struct mah_error *err)
{
    uint32_t *parent = memory_new(network->node_count, sizeof *parent);
    network->component = memory_new(network->node_count, sizeof *network->component);
    size_t count = parent && network->component ? join_nodes(parent, network) : 0;
    struct component *parts = count > 0 ? memory_new(count, sizeof *parts) : NULL;
    if (parts) {
        uint32_t *number = network->component; /* of roots, until they have their last ones */
        measure_parts(parts, number, parent, network);
        qsort(parts, count, sizeof *parts, compare);
        for (size_t i = 0; i < count; i++)
            number[parts[i].first_node] = (uint32_t)i;
        for (uint32_t node = 0; node < network->node_count; node++)
            number[node] = number[find_root(parent, node)];
        network->facts.components = count;
        network->facts.largest_share = network->facts.length_m > 0 ? parts[0].length_m / network->facts.length_m : 1;
    }
    memory_free(parent);
    memory_free(parts);
    return parts ? MAH_OK : mah_no_memory(err);
}
