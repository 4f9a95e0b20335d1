/* Which polygon is the geometry of a row? */
#include "base/memory.h"
#include "read/gdal_door.h"
#include "read/ogr_table.h"

/* Takes the geometry; gives lines for arcs, and polygons for a collection of nothing else. */
static OGRGeometryH as_plain_polygons(OGRGeometryH geometry)
{
    if (gdal.OGR_G_HasCurveGeometry(geometry, TRUE)) {
        OGRGeometryH linear = gdal.OGR_G_GetLinearGeometry(geometry, 0, NULL);
        gdal.OGR_G_DestroyGeometry(geometry);
        geometry = linear;
    }
    return geometry ? gdal.OGR_G_ForceToMultiPolygon(geometry) : NULL;
}

/* MAH_BAD_DATA without a word where it is broken. */
static enum mah_status from_geometry(struct polygon *out, OGRGeometryH geometry)
{
    int size = gdal.OGR_G_WkbSize(geometry);
    unsigned char *bytes = size > 0 ? memory_new((size_t)size, 1) : NULL;
    if (!bytes)
        return MAH_NO_MEMORY;
    enum mah_status status = MAH_BAD_DATA;
    if (gdal.OGR_G_ExportToIsoWkb(geometry, wkbNDR, bytes) == OGRERR_NONE)
        status = polygon_from_wkb(out, bytes, (size_t)size, NULL);
    memory_free(bytes);
    return status;
}

enum mah_status ogr_table_polygon(struct polygon *out, enum row_polygon *kind, const struct ogr_table *table,
                                  struct mah_error *err)
{
    *out = (struct polygon){.bounds = rectangle_empty()};
    *kind = ROW_NO_GEOMETRY;
    OGRGeometryH given = gdal.OGR_F_GetGeometryRef(table->feature);
    if (!given || gdal.OGR_G_IsEmpty(given))
        return MAH_OK;
    OGRGeometryH polygons = as_plain_polygons(gdal.OGR_G_Clone(given));
    *kind = ROW_OTHER_GEOMETRY;
    if (!polygons || gdal.OGR_GT_Flatten(gdal.OGR_G_GetGeometryType(polygons)) != wkbMultiPolygon) {
        gdal.OGR_G_DestroyGeometry(polygons);
        return MAH_OK;
    }
    gdal.OGR_G_CloseRings(polygons);
    gdal.OGR_G_FlattenTo2D(polygons);
    enum mah_status status = from_geometry(out, polygons);
    gdal.OGR_G_DestroyGeometry(polygons);
    *kind = status == MAH_OK ? ROW_POLYGON : ROW_BROKEN_GEOMETRY;
    return status == MAH_NO_MEMORY ? mah_no_memory(err) : MAH_OK;
}
