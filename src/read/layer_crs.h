/* In which reference system is a layer? */
#ifndef READ_LAYER_CRS_H
#define READ_LAYER_CRS_H

#include "base/error.h"
#include "config/project.h"
#include "geometry/projection.h"
#include "read/ogr_table.h"

/* The user's word, else the file's (NULL: it says nothing). MAH_BAD_SOURCE with advice where neither says it: `section`
 * is where the key crs would stand ("streets"). */
enum mah_status layer_crs_resolve(struct crs *out, const char *of_file, const struct source *source,
                                  const char *section, struct mah_error *err);
/* The same, of an open layer. */
enum mah_status layer_crs_find(struct crs *out, const struct ogr_table *table, const struct source *source,
                               const char *section, struct mah_error *err);

#endif
