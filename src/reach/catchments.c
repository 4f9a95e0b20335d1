/* Which facilities of one type lie within its radius of each node of the streets? */
#include "reach/catchments.h"

#include <math.h>

#include "base/memory.h"

/* ---- from facilities to nodes ---- */

enum mah_status reached_nodes_add(void *reached_, uint32_t node, double distance_m, struct mah_error *err)
{
    struct reached_nodes *reached = reached_;
    size_t wanted = reached->count + 1;
    if (memory_grow((void **)&reached->node, &reached->node_capacity, wanted, sizeof *reached->node) != 0 ||
        memory_grow((void **)&reached->distance_m, &reached->distance_capacity, wanted, sizeof *reached->distance_m) !=
            0)
        return mah_no_memory(err);
    reached->node[reached->count] = node;
    reached->distance_m[reached->count++] = distance_m;
    return MAH_OK;
}

void reached_nodes_release(struct reached_nodes *reached)
{
    memory_free(reached->node);
    memory_free(reached->distance_m);
    *reached = (struct reached_nodes){0};
}

/* start[n + 1] is where the next facility of node n goes, and at last the end of its list. */
static size_t lay_out(struct catchments *out, const struct reached_nodes *reached, size_t count, size_t node_count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < reached[i].count; k++)
            out->start[reached[i].node[k] + 1]++;
    }
    size_t total = 0;
    for (size_t node = 0; node < node_count; node++) {
        size_t size = out->start[node + 1];
        out->start[node + 1] = total;
        total += size;
    }
    return total;
}

enum mah_status catchments_init(struct catchments *out, struct reached_nodes *reached, const uint32_t *facility,
                                size_t count, size_t node_count, struct mah_error *err)
{
    *out = (struct catchments){0};
    out->start = memory_new(node_count + 1, sizeof *out->start);
    if (!out->start)
        return mah_no_memory(err);
    size_t total = lay_out(out, reached, count, node_count);
    out->facility = memory_new(total, sizeof *out->facility);
    out->distance_m = memory_new(total, sizeof *out->distance_m);
    if (!out->facility || !out->distance_m)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < reached[i].count; k++) {
            size_t at = out->start[reached[i].node[k] + 1]++;
            out->facility[at] = facility[i];
            out->distance_m[at] = reached[i].distance_m[k];
        }
        reached_nodes_release(&reached[i]);
    }
    return MAH_OK;
}

void catchments_release(struct catchments *catchments)
{
    memory_free(catchments->start);
    memory_free(catchments->facility);
    memory_free(catchments->distance_m);
    *catchments = (struct catchments){0};
}

/* ---- from a place to facilities ---- */

size_t catchments_merge(struct reach_link *links, const struct catchments *catchments, const struct street_place *place,
                        double radius_m, const struct reach_link *standing_in, size_t standing_in_count)
{
    size_t at[2], end[2], inside = 0, count = 0;
    for (int k = 0; k < 2; k++) {
        at[k] = place ? catchments->start[place->node[k]] : 0;
        end[k] = place ? catchments->start[place->node[k] + 1] : 0;
    }
    for (;;) {
        uint32_t next = inside < standing_in_count ? standing_in[inside].facility : NO_FACILITY;
        for (int k = 0; k < 2; k++) {
            if (at[k] < end[k] && catchments->facility[at[k]] < next)
                next = catchments->facility[at[k]];
        }
        if (next == NO_FACILITY)
            return count;
        double distance = INFINITY;
        for (int k = 0; k < 2; k++) {
            if (at[k] < end[k] && catchments->facility[at[k]] == next)
                distance = fmin(distance, place->to_node_m[k] + catchments->distance_m[at[k]++]);
        }
        if (inside < standing_in_count && standing_in[inside].facility == next) {
            distance = 0;
            inside++;
        }
        if (distance <= radius_m)
            links[count++] = (struct reach_link){next, distance};
    }
}
