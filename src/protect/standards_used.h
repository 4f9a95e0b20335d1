/* Which rows of the standards do the figures of this release rest on? Private to the protect room. */
#ifndef PROTECT_STANDARDS_USED_H
#define PROTECT_STANDARDS_USED_H

#include "protect/tables.h"

/*
 * Rows of params: the population that chose the bands (plan_population), and each standard of land, plot, capacity or
 * cost that service_need follows ("standard.primary.persons_per_unit"), with its file and line, source, date and
 * whether it is verified. Where a radius comes from stands beside the radius.
 */
enum mah_status add_standards_used(struct release_table *params, const struct table_context *context,
                                   struct mah_error *err);

#endif
