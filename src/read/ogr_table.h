/* A layer as a table: rows one after the other, cells as UTF-8 text, geometries as polygons. */
#ifndef READ_OGR_TABLE_H
#define READ_OGR_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "config/project.h"
#include "geometry/polygon.h"
#include "read/ogr_open.h"

enum table_geometry { TABLE_ANY_GEOMETRY, TABLE_POLYGONS, TABLE_LINES };

struct ogr_table {
    const char *path; /* borrowed, for messages */
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGRFeatureH feature; /* the current row */
    struct ogr_watch watch;
    bool watching;
    int64_t promised, read; /* rows that the file says it has, once the first is asked for; rows so far */
    enum encoding encoding; /* of texts that are not UTF-8 */
    bool undecoded;         /* texts come as the bytes of the file, in `encoding` */
    char **columns;         /* column_count names; the last may be the layer's own row number (fid) */
    size_t column_count;
    size_t field_count; /* columns that are attributes */
};

/*
 * Opens the layer of a source: the one that is named, or the only one, or with TABLE_POLYGONS or TABLE_LINES the only
 * one of these; MAH_BAD_SOURCE that lists the layers otherwise, for a layer of other geometries than are wanted, and
 * for an OpenStreetMap extract where it is not lines that are wanted. Borrows the path. `table` must not move and is
 * closed by the caller, also after a failure.
 */
enum mah_status ogr_table_open(struct ogr_table *table, const struct source *source, enum table_geometry wanted,
                               struct mah_error *err);
void ogr_table_close(struct ogr_table *table);

/* What the file says of its reference system, as source_ogr_crs gives it; a damaged word of it is MAH_BAD_SOURCE. */
enum mah_status ogr_table_crs(char **out, const struct ogr_table *table, struct mah_error *err);

/* Neither rows nor columns: an empty FeatureCollection, of which no column can be missed. Before the first row only. */
bool ogr_table_is_bare(const struct ogr_table *table);

/*
 * Steps to the next row; *more is false behind the last one. MAH_BAD_SOURCE where the file ends too early, also where
 * GDAL says nothing of it and only fewer rows come than the file promises (ogr_promise.h).
 */
enum mah_status ogr_table_next(struct ogr_table *table, bool *more, struct mah_error *err);

/* Is the current row an empty one of a spreadsheet? */
bool ogr_table_is_blank(const struct ogr_table *table);

/* A cell of the current row, trimmed; NULL where it is empty. Whole numbers have no decimals. Free with memory_free. */
enum mah_status ogr_table_text(char **out, const struct ogr_table *table, size_t column, struct mah_error *err);

enum row_polygon {
    ROW_POLYGON,
    ROW_NO_GEOMETRY,    /* none, or an empty one */
    ROW_OTHER_GEOMETRY, /* points, lines, or a mixture */
    ROW_BROKEN_GEOMETRY /* a coordinate is not a finite number */
};
/* The polygon of the current row; arcs become lines, rings are closed. It has no parts unless *kind is ROW_POLYGON. */
enum mah_status ogr_table_polygon(struct polygon *out, enum row_polygon *kind, const struct ogr_table *table,
                                  struct mah_error *err);

#endif
