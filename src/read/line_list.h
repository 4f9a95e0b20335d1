/* Street lines while they are read: the lines of one row after the other, in the working CRS. */
#ifndef READ_LINE_LIST_H
#define READ_LINE_LIST_H

#include <ogr_api.h>

#include "base/error.h"
#include "geometry/projection.h"
#include "geometry/street_lines.h"

struct line_list {
    struct street_lines lines;
    size_t vertex_capacity, line_capacity;
};

enum row_lines {
    ROW_LINES,
    ROW_NO_LINES,        /* none, an empty one, or one that holds points or areas */
    ROW_BROKEN_LINES,    /* a coordinate is not a finite number, or cannot be transformed */
    ROW_IMPOSSIBLE_LINES /* a coordinate is impossible in its CRS: the first is in *impossible */
};

/* Adds the lines of a geometry, all or none; arcs become lines, a line of one vertex is no line. */
enum mah_status line_list_add(struct line_list *list, enum row_lines *kind, struct point *impossible,
                              OGRGeometryH geometry, const struct crs *crs, struct transformation *transformation,
                              struct mah_error *err);

#endif
