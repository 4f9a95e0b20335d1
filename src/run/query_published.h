/* What do the published figures of a finished GeoPackage say of an area? */
#ifndef RUN_QUERY_PUBLISHED_H
#define RUN_QUERY_PUBLISHED_H

#include "config/query.h"
#include "protect/release.h"
#include "run/warnings.h"

/*
 * Adds up the published mahalle of each area. A mahalle that the area cuts is taken by the share of its area inside,
 * and a note says which. A count with a hidden part is not told, and a note says so; all mahalle together have the
 * published figures of the city. The release holds the table `query`. Free with protect_release_free.
 */
enum mah_status query_published(struct mah_release **out, struct warnings *notes, const struct query *query,
                                const char *path, struct mah_error *err);

#endif
