/* How many features does a file promise? GDAL ends some files that were cut off like whole ones; only the count tells.
 */
#ifndef READ_OGR_PROMISE_H
#define READ_OGR_PROMISE_H

#include <gdal.h>
#include <stdint.h>

#include "base/error.h"

/*
 * The number of features the file says it has: the header of a FlatGeobuf, the records of a GeoJSON sequence (GDAL
 * skips those it cannot parse), what the driver knows of the others. -1 where nothing is promised; also for a
 * Shapefile, which counts deleted rows and is compared before it is opened (shapefile_check).
 */
enum mah_status source_ogr_promised(int64_t *out, GDALDatasetH dataset, OGRLayerH layer, const char *path,
                                    struct mah_error *err);

/* MAH_BAD_SOURCE where fewer were read than promised. Call it when GDAL gives no more features. */
enum mah_status source_ogr_check_promise(int64_t promised, int64_t read, const char *path, struct mah_error *err);

#endif
