/* What kind of file is a source? Judged by its first bytes, so that a file cannot pass as another kind by its name. */
#ifndef READ_SOURCE_KIND_H
#define READ_SOURCE_KIND_H

#include "base/error.h"

enum source_kind {
    SOURCE_TEXT_TABLE,
    SOURCE_GEOPACKAGE,
    SOURCE_SQLITE,
    SOURCE_SHAPEFILE,
    SOURCE_GEOJSON, /* or a sequence of GeoJSON features */
    SOURCE_FLATGEOBUF,
    SOURCE_KML,
    SOURCE_SPREADSHEET, /* .xlsx or .ods */
    SOURCE_OSM,         /* an OpenStreetMap extract: .osm.pbf or .osm; for streets only */
    SOURCE_KINDS
};

/*
 * The kind of an existing file. MAH_BAD_SOURCE where the bytes contradict the extension (a text called x.gpkg) or are
 * of a kind that is not read (old .xls, PDF, Parquet, VRT, compressed files). `shown` is the path for messages.
 */
enum mah_status source_kind_find(enum source_kind *out, const char *path, const char *shown, struct mah_error *err);

/* source_path_resolve and source_kind_find in one: the kind of the file that a user named. */
enum mah_status source_kind_of_path(enum source_kind *out, const char *path, struct mah_error *err);

/* GDAL's names of the drivers that may open this kind; ends with NULL. A table of text has none: we read it ourselves.
 */
const char *const *source_kind_drivers(enum source_kind kind);

/* What people call it: "GeoPackage", "CSV". */
const char *source_kind_name(enum source_kind kind);

/* The same of what one of the drivers has opened. Borrowed, as is `driver` where it is none of them. */
const char *source_kind_of_driver(const char *driver);

#endif
