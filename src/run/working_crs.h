/* In which plane are distances measured? */
#ifndef RUN_WORKING_CRS_H
#define RUN_WORKING_CRS_H

#include "config/project.h"
#include "geometry/projection.h"

/* The key crs of the project, else the system that fits the boundaries, whose system and bounds are given.
 * MAH_BAD_USAGE for one whose units are no metres on the ground. */
enum mah_status working_crs_find(struct crs *out, const struct project *project, const struct crs *boundaries,
                                 const struct rectangle *bounds, struct mah_error *err);

#endif
