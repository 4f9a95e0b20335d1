/* From the geometry of a row to street lines. */
#include "read/line_list.h"

#include <math.h>

#include "base/memory.h"
#include "read/gdal_door.h"

static enum mah_status reserve(struct line_list *list, size_t vertices, struct mah_error *err)
{
    struct street_lines *lines = &list->lines;
    bool is_first = !lines->line_start;
    if (memory_grow((void **)&lines->vertices, &list->vertex_capacity, lines->vertex_count + vertices,
                    sizeof *lines->vertices) != 0 ||
        memory_grow((void **)&lines->line_start, &list->line_capacity, lines->line_count + 2,
                    sizeof *lines->line_start) != 0)
        return mah_no_memory(err);
    if (is_first)
        lines->line_start[0] = 0;
    return MAH_OK;
}

static enum mah_status add_line(struct line_list *list, OGRGeometryH line, struct mah_error *err)
{
    struct street_lines *lines = &list->lines;
    int count = gdal.OGR_G_GetPointCount(line);
    if (count < 2)
        return MAH_OK;
    enum mah_status status = reserve(list, (size_t)count, err);
    if (status != MAH_OK)
        return status;
    struct point *vertices = lines->vertices + lines->vertex_count;
    gdal.OGR_G_GetPoints(line, &vertices->x, sizeof *vertices, &vertices->y, sizeof *vertices, NULL, 0);
    lines->vertex_count += (size_t)count;
    lines->line_start[++lines->line_count] = lines->vertex_count;
    return MAH_OK;
}

static bool is_only_lines(OGRGeometryH geometry)
{
    OGRwkbGeometryType type = gdal.OGR_GT_Flatten(gdal.OGR_G_GetGeometryType(geometry));
    if (type == wkbLineString)
        return true;
    if (type != wkbMultiLineString && type != wkbGeometryCollection)
        return false;
    for (int i = 0; i < gdal.OGR_G_GetGeometryCount(geometry); i++)
        if (!is_only_lines(gdal.OGR_G_GetGeometryRef(geometry, i)))
            return false;
    return true;
}

static enum mah_status add_all(struct line_list *list, OGRGeometryH geometry, struct mah_error *err)
{
    if (gdal.OGR_GT_Flatten(gdal.OGR_G_GetGeometryType(geometry)) == wkbLineString)
        return add_line(list, geometry, err);
    enum mah_status status = MAH_OK;
    for (int i = 0; i < gdal.OGR_G_GetGeometryCount(geometry) && status == MAH_OK; i++)
        status = add_all(list, gdal.OGR_G_GetGeometryRef(geometry, i), err);
    return status;
}

static enum row_lines check(const struct point *vertices, size_t count, const struct crs *crs, struct point *impossible)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(vertices[i].x) || !isfinite(vertices[i].y))
            return ROW_BROKEN_LINES;
        if (crs_accepts(crs, vertices[i]))
            continue;
        *impossible = vertices[i];
        return ROW_IMPOSSIBLE_LINES;
    }
    return count > 0 ? ROW_LINES : ROW_NO_LINES;
}

static bool transform(struct point *vertices, size_t count, struct transformation *transformation)
{
    transformation_apply(transformation, vertices, count);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(vertices[i].x) || !isfinite(vertices[i].y))
            return false;
    return true;
}

/* GDAL's own geometry, or a copy of it with lines for arcs, which is the caller's to destroy. */
static OGRGeometryH without_arcs(OGRGeometryH geometry, OGRGeometryH *copy)
{
    *copy = gdal.OGR_G_HasCurveGeometry(geometry, TRUE) ? gdal.OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
    return *copy ? *copy : geometry;
}

enum mah_status line_list_add(struct line_list *list, enum row_lines *kind, struct point *impossible,
                              OGRGeometryH geometry, const struct crs *crs, struct transformation *transformation,
                              struct mah_error *err)
{
    struct street_lines *lines = &list->lines;
    size_t vertices = lines->vertex_count, line_count = lines->line_count;
    OGRGeometryH copy = NULL, plain = geometry ? without_arcs(geometry, &copy) : NULL;
    enum mah_status status = MAH_OK;
    *kind = ROW_NO_LINES;
    if (plain && is_only_lines(plain))
        status = add_all(list, plain, err);
    gdal.OGR_G_DestroyGeometry(copy);
    size_t added = lines->vertex_count - vertices;
    if (status == MAH_OK && added > 0)
        *kind = check(lines->vertices + vertices, added, crs, impossible);
    if (*kind == ROW_LINES && !transform(lines->vertices + vertices, added, transformation))
        *kind = ROW_BROKEN_LINES;
    if (*kind != ROW_LINES) {
        lines->vertex_count = vertices;
        lines->line_count = line_count;
    }
    return status;
}
