/* In which reference system are a source's positions? What the file or the user says; never a silent guess about
 * metres. */
#ifndef RUN_SOURCE_CRS_H
#define RUN_SOURCE_CRS_H

#include <stdbool.h>

#include "check/household.h"
#include "locate/locator.h"
#include "read/household_source.h"

/*
 * *has_positions is false where the source has none (mahalle codes or names only); then out is not set. Where nobody
 * says which system it is, degrees are taken as WGS 84 (*guessed) and metres stop the run with the system that would
 * fit: a datum cannot be seen in the numbers, and a wrong one moves households to the next mahalle (ED50: about 110 m).
 */
enum mah_status source_crs_find(struct crs *out, bool *has_positions, bool *guessed, const struct source *source,
                                const struct source_facts *facts, const struct check_rules *rules,
                                const struct crs *working, const struct locator *locator,
                                const struct boundary_set *boundaries, struct mah_error *err);

/*
 * For a source whose positions are mostly impossible in its system: MAH_BAD_DATA with the system that would fit where
 * they look like metres; MAH_OK where there is nothing to say.
 */
enum mah_status source_crs_advise(const struct source *source, const struct source_facts *facts,
                                  const struct check_rules *rules, const struct crs *working,
                                  const struct locator *locator, const struct boundary_set *boundaries,
                                  struct mah_error *err);

#endif
