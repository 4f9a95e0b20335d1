/* How far is it from a household to the services, and whose catchment does it lie in? */
#ifndef REACH_REACH_H
#define REACH_REACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/street_lines.h"
#include "geometry/street_network.h"
#include "read/services.h"

enum reach_metric { REACH_STRAIGHT, REACH_NETWORK };

/* One service type as this run looks at it. */
struct reach_type {
    size_t type;         /* index into the service types */
    double radius_m;     /* NAN: coverage is not asked */
    bool has_catchments; /* facilities with capacities: every facility within radius_m is wanted, too */
};

/* Without a radius there is nothing to want. */
static inline bool reach_type_asks_catchments(const struct reach_type *type)
{
    return type->has_catchments && type->radius_m >= 0;
}

struct reach_input {
    const struct service_set *services; /* borrowed */
    const struct reach_type *types;     /* borrowed */
    size_t type_count;
    enum reach_metric metric;
    double detour;                      /* straight distances are multiplied by this; 1 on the network */
    const struct street_lines *streets; /* REACH_NETWORK only; needed while reach_new runs */
    double snap_m;
    size_t threads;
};

/* The index over all open facilities; read-only after it is built, shared by all workers. */
struct reach;
enum mah_status reach_new(struct reach **out, const struct reach_input *input, struct mah_error *err);
void reach_free(struct reach *reach);

/* Of each facility of the set: could it be snapped to the streets? Always true where distances are straight; on the
 * network false for closed ones, too. */
bool reach_facility_is_connected(const struct reach *reach, size_t facility);
double reach_facility_off_m(const struct reach *reach, size_t facility); /* from the street; NAN where not connected */
/* REACH_NETWORK: facts of the network; zeros otherwise. */
struct street_network_facts reach_network_facts(const struct reach *reach);

/* What is wrong with a household's place. */
enum reach_outcome {
    REACH_PLACED,
    REACH_NO_POSITION, /* located by code or name only */
    REACH_NO_STREET,   /* no street within snap_m; only areas it stands in are reached */
    REACH_OUTCOMES
};

#define NO_FACILITY UINT32_MAX

/*
 * For a batch of rows; the arrays are the reacher's. distance_m[t * BATCH_ROWS + row] is the distance to the nearest
 * open facility of types[t]: NAN where it is not known (no place, or no way to any facility), INFINITY where the type
 * has no open facility at all. facility[...] is its index in the service set, or NO_FACILITY. Equal distances go to the
 * facility that comes first.
 */
struct reached {
    uint8_t *outcome; /* enum reach_outcome a row */
    double *distance_m;
    uint32_t *facility;
};

/* One a worker. */
struct reacher;
enum mah_status reacher_new(struct reacher **out, const struct reach *reach, struct mah_error *err);
void reacher_free(struct reacher *reacher);

/* points in the working CRS; has_point false where a row has none. Rows at most BATCH_ROWS (read/batch.h). */
const struct reached *reacher_reach(struct reacher *reacher, const struct point *points, const bool *has_point,
                                    size_t rows);

/* A facility within the radius of its type, and the way to it. */
struct reach_link {
    uint32_t facility;
    double distance_m;
};
/* All open facilities of types[type] within its radius of a row of the last batch, by rising facility; borrowed until
 * the next call. Only for types with has_catchments. */
const struct reach_link *reacher_catchment(struct reacher *reacher, size_t type, size_t row, size_t *count,
                                           struct mah_error *err);

#endif
