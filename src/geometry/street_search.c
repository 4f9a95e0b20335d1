/* How far is it along the streets? Dijkstra's search from many starts at once. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "geometry/street_heap.h"
#include "geometry/street_parts.h"

/* What a bounded search knows of a node; of an older search where the epoch is another. */
struct node_state {
    double distance_m;
    uint32_t epoch;
    bool settled;
};

struct street_search {
    const struct street_network *network;
    struct street_heap heap;
    struct node_state *states; /* made at the first bounded search */
    uint32_t epoch;
};

enum mah_status street_search_new(struct street_search **out, const struct street_network *network,
                                  struct mah_error *err)
{
    *out = memory_new(1, sizeof **out);
    if (!*out)
        return mah_no_memory(err);
    (*out)->network = network;
    return MAH_OK;
}

void street_search_free(struct street_search *search)
{
    if (!search)
        return;
    memory_free(search->heap.items);
    memory_free(search->states);
    memory_free(search);
}

/* ---- the nearest start of every node ---- */

/* A search that gives its answers for all nodes. */
struct wide_search {
    struct street_heap *heap;
    double bound_m;
    double *distance_m;
    uint32_t *label;
};

static bool reach_node(struct wide_search *wide, uint32_t node, double distance_m, uint32_t label)
{
    if (!(distance_m <= wide->bound_m) || distance_m > wide->distance_m[node] ||
        (distance_m == wide->distance_m[node] && label >= wide->label[node]))
        return true;
    wide->distance_m[node] = distance_m;
    wide->label[node] = label;
    return street_heap_push(wide->heap, (struct street_ahead){distance_m, label, node});
}

enum mah_status street_search_nearest(struct street_search *search, const struct street_start *starts, size_t count,
                                      double bound_m, double *distance_m, uint32_t *label, struct mah_error *err)
{
    const struct street_network *network = search->network;
    struct wide_search wide = {&search->heap, bound_m, distance_m, label};
    bool has_room = true;
    search->heap.count = 0;
    for (uint32_t node = 0; node < network->node_count; node++) {
        distance_m[node] = INFINITY;
        label[node] = UINT32_MAX;
    }
    for (size_t i = 0; i < count && has_room; i++)
        if (starts[i].node != NO_STREET_NODE && isfinite(starts[i].start_m))
            has_room = reach_node(&wide, starts[i].node, starts[i].start_m, starts[i].label);
    while (has_room && search->heap.count > 0) {
        struct street_ahead at = street_heap_pop(&search->heap);
        if (at.distance_m != distance_m[at.node] || at.label != label[at.node])
            continue; /* a shorter way was found since */
        for (uint32_t i = network->arc_start[at.node]; i < network->arc_start[at.node + 1] && has_room; i++)
            has_room = reach_node(&wide, network->arcs[i].to, at.distance_m + network->arcs[i].length_m, at.label);
    }
    return has_room ? MAH_OK : mah_no_memory(err);
}

/* ---- all nodes near the starts ---- */

static enum mah_status begin_epoch(struct street_search *search, struct mah_error *err)
{
    size_t nodes = search->network->node_count;
    if (!search->states)
        search->states = memory_new(nodes, sizeof *search->states);
    if (!search->states)
        return mah_no_memory(err);
    if (++search->epoch == 0) { /* after four thousand million searches */
        memset(search->states, 0, nodes * sizeof *search->states);
        search->epoch = 1;
    }
    search->heap.count = 0;
    return MAH_OK;
}

static bool come_near(struct street_search *search, uint32_t node, double distance_m, double bound_m)
{
    struct node_state *state = &search->states[node];
    if (!(distance_m <= bound_m) || (state->epoch == search->epoch && distance_m >= state->distance_m))
        return true;
    *state = (struct node_state){distance_m, search->epoch, false};
    return street_heap_push(&search->heap, (struct street_ahead){distance_m, 0, node});
}

enum mah_status street_search_within(struct street_search *search, const struct street_start *starts, size_t count,
                                     double bound_m, street_found found, void *context, struct mah_error *err)
{
    const struct street_network *network = search->network;
    enum mah_status status = begin_epoch(search, err);
    bool has_room = true;
    for (size_t i = 0; status == MAH_OK && i < count && has_room; i++)
        if (starts[i].node != NO_STREET_NODE && isfinite(starts[i].start_m))
            has_room = come_near(search, starts[i].node, starts[i].start_m, bound_m);
    while (status == MAH_OK && has_room && search->heap.count > 0) {
        struct street_ahead at = street_heap_pop(&search->heap);
        struct node_state *state = &search->states[at.node];
        if (state->settled)
            continue;
        state->settled = true;
        status = found(context, at.node, at.distance_m, err);
        for (uint32_t i = network->arc_start[at.node]; i < network->arc_start[at.node + 1] && has_room; i++)
            has_room = come_near(search, network->arcs[i].to, at.distance_m + network->arcs[i].length_m, bound_m);
    }
    return status != MAH_OK || has_room ? status : mah_no_memory(err);
}
