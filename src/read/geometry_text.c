/* Which geometry does a text hold? */
#include "read/geometry_text.h"

#include <string.h>

#include "read/gdal_door.h"

static const char blanks[] = " \t\r\n";

bool geometry_text_is_geojson(const char *text)
{
    return text[strspn(text, blanks)] == '{';
}

/* NULL where there is none. GDAL skips what stands behind a WKT; we do not. */
static OGRGeometryH from_wkt(const char *text)
{
    OGRGeometryH geometry = NULL;
    char *at = (char *)text; /* GDAL moves the pointer and leaves the text alone */
    if (gdal.OGR_G_CreateFromWkt(&at, NULL, &geometry) == OGRERR_NONE && at != NULL && at[strspn(at, blanks)] == '\0')
        return geometry;
    gdal.OGR_G_DestroyGeometry(geometry);
    return NULL;
}

enum mah_status geometry_text_read(struct wkb *out, enum row_geometry *found, const char *text, struct mah_error *err)
{
    enum mah_status status = gdal_open(err);
    if (status != MAH_OK)
        return status;
    gdal.CPLPushErrorHandler(gdal.CPLQuietErrorHandler);
    OGRGeometryH geometry = geometry_text_is_geojson(text) ? gdal.OGR_G_CreateGeometryFromJson(text) : from_wkt(text);
    *found = GEOMETRY_BROKEN;
    out->length = 0;
    status = geometry != NULL ? ogr_wkb_take(out, found, geometry, err) : MAH_OK;
    gdal.CPLPopErrorHandler();
    return status;
}
