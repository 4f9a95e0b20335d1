/* Which facilities of one type lie within its radius of each node of the streets? */
#ifndef REACH_CATCHMENTS_H
#define REACH_CATCHMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/street_network.h"
#include "reach/reach.h"

/* What one facility reaches, as the search finds it. */
struct reached_nodes {
    uint32_t *node;
    double *distance_m;
    size_t count, node_capacity, distance_capacity;
};
enum mah_status reached_nodes_add(void *reached, uint32_t node, double distance_m, struct mah_error *err);
void reached_nodes_release(struct reached_nodes *reached);

/* The same seen from the nodes; the facilities of each rise. */
struct catchments {
    size_t *start; /* node_count + 1 offsets */
    uint32_t *facility;
    double *distance_m;
};

/* reached[i] is what facility[i] reaches, facilities rising; each is released once it is turned round. */
enum mah_status catchments_init(struct catchments *out, struct reached_nodes *reached, const uint32_t *facility,
                                size_t count, size_t node_count, struct mah_error *err);
void catchments_release(struct catchments *catchments);

/*
 * All facilities within radius_m of a place by the nearer way, and `standing_in`, whose way is 0; rising. `links` has
 * room for all facilities of the type.
 */
size_t catchments_merge(struct reach_link *links, const struct catchments *catchments, const struct street_place *place,
                        double radius_m, const struct reach_link *standing_in, size_t standing_in_count);

#endif
