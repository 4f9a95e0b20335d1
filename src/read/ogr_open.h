/* The one way a file is opened with GDAL: read-only, allowed drivers only, no network, every complaint counted. */
#ifndef READ_OGR_OPEN_H
#define READ_OGR_OPEN_H

#include <gdal.h>
#include <stdbool.h>

#include "base/error.h"

/* What GDAL complained of on this thread between ogr_watch_begin and ogr_watch_end. */
struct ogr_watch {
    unsigned failures; /* errors; warnings are not counted */
    char first[256];   /* the first of them in GDAL's words; "" where there was none */
};

/*
 * From here on GDAL's errors on the calling thread go into the watch and network requests are refused. Put every call
 * that reads between begin and end: GDAL ends a truncated file like a whole one, only the count tells. Not nested.
 */
void ogr_watch_begin(struct ogr_watch *watch);
void ogr_watch_end(void);

/*
 * Checks the path and the kind of the file (source_path.h) and opens it for reading vector layers. MAH_BAD_SOURCE with
 * the reason otherwise, also where GDAL opened it with complaints. Close with source_ogr_close.
 */
enum mah_status source_ogr_open(GDALDatasetH *out, const char *path, struct mah_error *err);
void source_ogr_close(GDALDatasetH dataset); /* NULL is allowed */

bool source_ogr_is_osm(GDALDatasetH dataset); /* an OpenStreetMap extract, whose layers come mixed */

/*
 * The layer of that name, or the only one where name is NULL (of a SQLite file, where one table has geometry, that
 * one); the first one of a spreadsheet. MAH_BAD_SOURCE that lists the layers otherwise. `path` is for messages.
 * Borrowed from the dataset.
 */
enum mah_status source_ogr_layer(OGRLayerH *out, GDALDatasetH dataset, const char *name, const char *path,
                                 struct mah_error *err);

/* MAH_BAD_SOURCE with GDAL's first complaint where the watch counted any: call it when GDAL gives no more features. */
enum mah_status ogr_watch_verdict(const struct ogr_watch *watch, const char *path, struct mah_error *err);

/* What the layer's CRS is called: "EPSG:5254", else WKT; NULL where it has none. Free with memory_free. */
enum mah_status source_ogr_crs(char **out, OGRLayerH layer, struct mah_error *err);

#endif
