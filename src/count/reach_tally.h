/*
 * What is counted of the ways from households to services: the households themselves (reach_store.h), who is nearest to
 * each facility, and how much demand of each mahalle lies in each catchment. The last is all that 2SFCA needs, so that
 * no household is looked at twice.
 */
#ifndef COUNT_REACH_TALLY_H
#define COUNT_REACH_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "config/project.h"
#include "config/target_group.h"
#include "count/reach_store.h"
#include "geometry/polygon.h"
#include "locate/locator.h"
#include "reach/reach.h"

/* Households whose nearest facility of its type this one is. Sums in 1e-9 persons; records are households. */
struct facility_demand {
    int64_t target_nano, target_records;
    int64_t recent_nano, recent_records; /* recent migrants of any age */
};

/* Demand (the type's target) of one mahalle within the radius of one facility. */
struct catchment_cell {
    uint32_t facility, mahalle;
    int64_t demand_nano; /* every person counts 1 */
    int64_t fading_nano; /* every person counts the decay of the distance: E2SFCA */
    int64_t records;     /* 0: the slot is empty */
};

struct reach_tally {
    struct reach_store *store;
    struct facility_demand *demand; /* facility_count, indices of the service set */
    size_t facility_count;
    struct catchment_cell *slots; /* open addressing */
    size_t slot_count, used;
    int64_t outcome_records[REACH_OUTCOMES]; /* by enum reach_outcome */
    int64_t *no_way_records;                 /* one a type: households on a street that leads to no facility of it */
    int64_t persons_nano, *target_nano;      /* of all rows, and of each type's target: see below */
    size_t type_count;
};

/* What the counting looks at; shared by all workers. */
struct reach_tally_rules {
    const struct reach_type *types;     /* borrowed */
    const struct target_group *targets; /* one a type */
    size_t type_count;
    enum coverage_decay decay;
    double grid_cell_m;
    struct point grid_origin; /* of the cells, in the working CRS; a multiple of their size */
    size_t facility_count;
};

/* One a worker; merged at the end. */
enum mah_status reach_tally_new(struct reach_tally **out, const struct reach_tally_rules *rules, struct mah_error *err);
void reach_tally_free(struct reach_tally *tally);

/* Every other sum over the store or the tally is one of a part of these persons: where these sums fit into 64 bits, all
 * do (coverage, gap grid, accessibility). MAH_BAD_DATA where they do not. */

/* Adds the rows of a batch that are sound and have a mahalle. points are in the working CRS; reached belongs to the
 * same batch, and the reacher is asked for its catchments. */
enum mah_status reach_tally_add_batch(struct reach_tally *tally, const struct reach_tally_rules *rules,
                                      const struct checked_batch *batch, const struct location *locations,
                                      const struct point *points, const bool *has_point, const struct reached *reached,
                                      struct reacher *reacher, struct mah_error *err);
/* `from` holds nothing to count on afterwards. */
enum mah_status reach_tally_merge(struct reach_tally *into, struct reach_tally *from, struct mah_error *err);

/* All cells ordered by facility, then mahalle. Free with memory_free. */
enum mah_status reach_tally_catchments(struct catchment_cell **out, size_t *count, const struct reach_tally *tally,
                                       struct mah_error *err);

/* Weight of a way of distance_m in a catchment of radius_m: 1, 0.68, 0.22 by thirds (Luo and Qi 2009), or the
 * Gaussian (exp(-d²/2R²) - exp(-1/2)) / (1 - exp(-1/2)) (Dai 2010); 0 beyond the radius. */
double reach_decay(enum coverage_decay decay, double distance_m, double radius_m);

/* The distance as a float that lies on the same side of the radius. */
float reach_distance_kept(double distance_m, double radius_m);

#endif
