/* Which geometry does a text hold? */
#include "read/geometry_text.h"

#include <cpl_error.h>
#include <string.h>

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
    if (OGR_G_CreateFromWkt(&at, NULL, &geometry) == OGRERR_NONE && at != NULL && at[strspn(at, blanks)] == '\0')
        return geometry;
    OGR_G_DestroyGeometry(geometry);
    return NULL;
}

enum mah_status geometry_text_read(struct wkb *out, enum row_geometry *found, const char *text, struct mah_error *err)
{
    CPLPushErrorHandler(CPLQuietErrorHandler);
    OGRGeometryH geometry = geometry_text_is_geojson(text) ? OGR_G_CreateGeometryFromJson(text) : from_wkt(text);
    *found = GEOMETRY_BROKEN;
    out->length = 0;
    enum mah_status status = geometry != NULL ? ogr_wkb_take(out, found, geometry, err) : MAH_OK;
    CPLPopErrorHandler();
    return status;
}
