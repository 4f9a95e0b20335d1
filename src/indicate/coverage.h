/* Who has a service within reach, and how far is it? By mahalle, service type and group of people (domain.md 4.12). */
#ifndef INDICATE_COVERAGE_H
#define INDICATE_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "config/target_group.h"
#include "count/reach_store.h"
#include "indicate/counts.h"
#include "indicate/rate.h"

/* One type as coverage looks at it. */
struct coverage_type {
    double radius_m; /* NAN: coverage is not asked, distances are */
    struct target_group target;
};

/* Persons of one group: pop = known + unknown, known = covered + uncovered. Without a radius, and where
 * no distance is known, covered and uncovered are not asked. */
struct group_coverage {
    struct count pop;
    struct count known;   /* persons with a known distance (or known to have no facility at all) */
    struct count unknown; /* persons whose distance is not known: no position, no street, no way */
    struct count covered, uncovered;
    struct rate mean_m, median_m, p90_m; /* over persons with a finite distance, weighted by persons */
    /* What distance_crowd.h says of the three: 0, they may not be told outside the secure profile. */
    float mean_step_m, median_step_m, p90_step_m;
};

struct coverage {
    size_t area_count; /* mahalle, and the city as the last */
    size_t type_count;
    struct group_coverage (*cells)[REACH_GROUPS]; /* area_count x type_count; see coverage_cell */
};

/*
 * From every household kept in the store. A quantile is the smallest distance at which the cumulative weight reaches
 * q times the total (inverse of the distribution function, ties included). Groups nobody was asked for (ages) are
 * COUNT_NOT_ASKED. The result depends neither on the order of the store nor on the threads: sums are integers (persons
 * in 1e-9, distances in micrometres) that fit, since reach_tally watched those of all persons and of each target.
 */
enum mah_status coverage_new(struct coverage **out, const struct reach_store *store, size_t mahalle_count,
                             const struct coverage_type *types, size_t threads, struct mah_error *err);
/* As they may be told outside the secure profile: to their steps; not at all where no step does, or not is_shown. */
void coverage_coarsen_distances(struct group_coverage *group, bool is_shown);
void coverage_free(struct coverage *coverage);

static inline struct group_coverage *coverage_cell(const struct coverage *coverage, size_t area, size_t type,
                                                   enum reach_group group)
{
    return &coverage->cells[area * coverage->type_count + type][group];
}

/* covered / (covered + uncovered) */
struct rate coverage_share(const struct group_coverage *group);
/* From two shares, so that everybody can check them by what is published. Gap: settled minus recent migrants in
 * percentage points, above 0 where migrants are worse off. Equity: recent migrants / settled; unknown where no settled
 * is covered. */
struct rate coverage_gap_points(struct rate settled_share, struct rate recent_share);
struct rate coverage_equity_ratio(struct rate settled_share, struct rate recent_share);

#endif
