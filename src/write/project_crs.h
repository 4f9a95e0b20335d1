/* In which reference system does the project draw, and where does its map begin? */
#ifndef WRITE_PROJECT_CRS_H
#define WRITE_PROJECT_CRS_H

#include "base/error.h"
#include "base/text.h"
#include "protect/release.h"

/* The element <spatialrefsys> of QGIS. Its number alone leaves a project of QGIS 3.22 without a system. */
void project_crs_xml(struct text *out, const struct crs *crs);

/*
 * The rectangle that holds all polygons of the release, in the system the project draws in, with a margin of 3 %.
 * Empty (min_x > max_x) where there is none.
 */
enum mah_status project_extent(struct rectangle *out, const struct mah_release *release, struct mah_error *err);

#endif
