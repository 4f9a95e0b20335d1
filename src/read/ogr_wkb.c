/* How does a geometry of GDAL become well-known binary? */
#include "read/ogr_wkb.h"

#include "base/memory.h"
#include "read/gdal_door.h"

void wkb_release(struct wkb *wkb)
{
    memory_free(wkb->bytes);
    *wkb = (struct wkb){0};
}

/* Takes the geometry; NULL where it cannot be made of straight lines. */
static OGRGeometryH as_plain(OGRGeometryH geometry)
{
    if (gdal.OGR_G_HasCurveGeometry(geometry, TRUE)) {
        OGRGeometryH linear = gdal.OGR_G_GetLinearGeometry(geometry, 0, NULL);
        gdal.OGR_G_DestroyGeometry(geometry);
        geometry = linear;
    }
    if (geometry != NULL) {
        gdal.OGR_G_CloseRings(geometry);
        gdal.OGR_G_FlattenTo2D(geometry);
    }
    return geometry;
}

static enum mah_status write_bytes(struct wkb *out, enum row_geometry *found, OGRGeometryH geometry,
                                   struct mah_error *err)
{
    int size = gdal.OGR_G_WkbSize(geometry);
    *found = GEOMETRY_BROKEN;
    if (size <= 0)
        return MAH_OK;
    if (memory_grow((void **)&out->bytes, &out->capacity, (size_t)size, 1) != 0)
        return mah_no_memory(err);
    if (gdal.OGR_G_ExportToIsoWkb(geometry, wkbNDR, out->bytes) == OGRERR_NONE)
        *found = GEOMETRY_FOUND;
    out->length = (size_t)size;
    return MAH_OK;
}

enum mah_status ogr_wkb_take(struct wkb *out, enum row_geometry *found, OGRGeometryH geometry, struct mah_error *err)
{
    out->length = 0;
    *found = GEOMETRY_MISSING;
    if (geometry == NULL)
        return MAH_OK;
    if (gdal.OGR_G_IsEmpty(geometry)) {
        gdal.OGR_G_DestroyGeometry(geometry);
        return MAH_OK;
    }
    OGRGeometryH plain = as_plain(geometry);
    *found = GEOMETRY_BROKEN;
    enum mah_status status = plain != NULL ? write_bytes(out, found, plain, err) : MAH_OK;
    gdal.OGR_G_DestroyGeometry(plain);
    return status;
}
