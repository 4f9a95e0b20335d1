/* Where do the stops stand on the streets? On a vertex, or they divide a segment there. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/street_parts.h"

#define NO_SPLIT UINT32_MAX

/* Where the way from a stop meets the streets. */
struct street_foot {
    uint32_t segment;
    uint32_t vertex; /* the first of the equal vertices, or NO_STREET_NODE: between the ends of the segment */
    double along_m;
    size_t stop;
    uint32_t split; /* number of the split, or NO_SPLIT */
    bool has_street;
};

static struct street_foot foot_of(const struct street_network *network, size_t stop, struct point point, double *off_m,
                                  const uint32_t *first)
{
    struct street_foot foot = {.stop = stop, .vertex = NO_STREET_NODE, .split = NO_SPLIT};
    struct street_hit hit;
    *off_m = NAN;
    foot.has_street = street_grid_nearest(&network->grid, point, network->snap_m, &hit);
    if (!foot.has_street)
        return foot;
    *off_m = hit.off_m;
    foot.segment = hit.segment;
    double length_m = street_segment_length_m(network->vertices, hit.segment);
    foot.along_m = hit.share * length_m;
    if (foot.along_m <= 0)
        foot.vertex = first[hit.segment];
    else if (foot.along_m >= length_m)
        foot.vertex = first[hit.segment + 1];
    return foot;
}

/* Those that divide a segment come first, by segment and along it; then the others, by stop. */
static int compare(const void *left, const void *right)
{
    const struct street_foot *a = left, *b = right;
    bool a_divides = a->has_street && a->vertex == NO_STREET_NODE;
    bool b_divides = b->has_street && b->vertex == NO_STREET_NODE;
    if (a_divides != b_divides)
        return a_divides ? -1 : 1;
    if (a_divides && a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    if (a_divides && a->along_m != b->along_m)
        return a->along_m < b->along_m ? -1 : 1;
    return a->stop < b->stop ? -1 : a->stop > b->stop;
}

static void divide(struct street_network *network, struct street_foot *feet, size_t count, uint32_t *vertex_node)
{
    for (size_t i = 0; i < count; i++) {
        struct street_foot *foot = &feet[i];
        if (!foot->has_street)
            continue;
        if (foot->vertex != NO_STREET_NODE) {
            vertex_node[foot->vertex] = STREET_NODE_HERE;
            continue;
        }
        const struct street_split *last = &network->splits[network->split_count - (network->split_count > 0)];
        if (network->split_count == 0 || last->segment != foot->segment || last->along_m != foot->along_m)
            network->splits[network->split_count++] =
                (struct street_split){foot->segment, NO_STREET_NODE, foot->along_m};
        foot->split = (uint32_t)network->split_count - 1;
    }
}

enum mah_status street_stops_snap(struct street_foot **feet, struct street_network *network,
                                  const struct street_stops *stops, uint32_t *vertex_node, const uint32_t *first,
                                  struct mah_error *err)
{
    *feet = memory_new(stops->count, sizeof **feet);
    network->splits = memory_new(stops->count, sizeof *network->splits);
    if (!*feet || !network->splits)
        return mah_no_memory(err);
    for (size_t i = 0; i < stops->count; i++)
        (*feet)[i] = foot_of(network, i, stops->points[i], &stops->off_m[i], first);
    if (stops->count > 0)
        qsort(*feet, stops->count, sizeof **feet, compare);
    divide(network, *feet, stops->count, vertex_node);
    return MAH_OK;
}

void street_stops_name(struct street_foot *feet, const struct street_network *network, const struct street_stops *stops,
                       const uint32_t *vertex_node)
{
    for (size_t i = 0; i < stops->count; i++) {
        const struct street_foot *foot = &feet[i];
        uint32_t *node = &stops->node[foot->stop];
        *node = NO_STREET_NODE;
        if (foot->split != NO_SPLIT)
            *node = network->splits[foot->split].node;
        else if (foot->has_street)
            *node = vertex_node[foot->vertex];
    }
}
