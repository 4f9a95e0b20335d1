/* What do the households of a project say of an area? */
#ifndef RUN_QUERY_PROJECT_H
#define RUN_QUERY_PROJECT_H

#include "config/query.h"
#include "protect/release.h"
#include "run/household_pass.h"
#include "run/warnings.h"

/*
 * Reads the boundaries and households of the project as a run does, and counts those in each area. Where only polygons
 * are asked for, rows that lie outside all of them are looked at only as far as needed to know that they do. The
 * release holds the table `query` and owns its polygons. Free with protect_release_free.
 */
enum mah_status query_project(struct mah_release **out, struct warnings *notes, const struct query *query,
                              const struct project *project, progress_function progress, void *progress_context,
                              struct mah_error *err);

#endif
