/* GDAL, opened when the first file needs it: half of all time at the start goes to what it drags along. */
#ifndef READ_GDAL_DOOR_H
#define READ_GDAL_DOOR_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "base/error.h"
#include "base/library.h"

/* All of its functions that are called; CPLFree is VSIFree, and wkbFlatten OGR_GT_Flatten. */
/* clang-format off */
#define GDAL_FUNCTIONS(use) \
    use(CPLCalloc) use(CPLGetErrorHandlerUserData) use(CPLHTTPPopFetchCallback) use(CPLHTTPPushFetchCallback) \
    use(CPLPopErrorHandler) use(CPLPushErrorHandler) use(CPLPushErrorHandlerEx) use(CPLQuietErrorHandler) \
    use(CPLSetThreadLocalConfigOption) use(CPLStrdup) use(GDALAllRegister) use(GDALClose) use(GDALDatasetExecuteSQL) \
    use(GDALDatasetGetLayer) use(GDALDatasetGetLayerCount) use(GDALDatasetIsLayerPrivate) \
    use(GDALDatasetReleaseResultSet) use(GDALGetDatasetDriver) use(GDALGetDriverShortName) use(GDALGetMetadataItem) \
    use(GDALOpenEx) use(GDALVersionInfo) use(OGRGeometryTypeToName) use(OGR_FD_GetFieldCount) \
    use(OGR_FD_GetFieldDefn) use(OGR_FD_GetGeomFieldCount) use(OGR_F_Destroy) use(OGR_F_GetFID) \
    use(OGR_F_GetFieldAsDateTimeEx) use(OGR_F_GetFieldAsDouble) use(OGR_F_GetFieldAsInteger64) \
    use(OGR_F_GetFieldAsString) use(OGR_F_GetFieldCount) use(OGR_F_GetFieldDefnRef) use(OGR_F_GetGeometryRef) use(OGR_F_IsFieldSetAndNotNull) \
    use(OGR_F_StealGeometry) use(OGR_Fld_GetNameRef) use(OGR_Fld_GetType) use(OGR_GT_Flatten) \
    use(OGR_GT_IsSubClassOf) use(OGR_G_Clone) use(OGR_G_CloseRings) use(OGR_G_CreateFromWkt) \
    use(OGR_G_CreateGeometryFromJson) use(OGR_G_DestroyGeometry) use(OGR_G_ExportToIsoWkb) use(OGR_G_FlattenTo2D) \
    use(OGR_G_ForceToMultiPolygon) use(OGR_G_GetGeometryCount) use(OGR_G_GetGeometryRef) use(OGR_G_GetGeometryType) \
    use(OGR_G_GetLinearGeometry) use(OGR_G_GetPointCount) use(OGR_G_GetPoints) use(OGR_G_GetX) use(OGR_G_GetY) \
    use(OGR_G_HasCurveGeometry) use(OGR_G_IsEmpty) use(OGR_G_WkbSize) use(OGR_L_GetFIDColumn) \
    use(OGR_L_GetFeatureCount) use(OGR_L_GetGeomType) use(OGR_L_GetLayerDefn) use(OGR_L_GetName) \
    use(OGR_L_GetNextFeature) use(OGR_L_GetSpatialRef) use(OSRExportToWkt) use(OSRGetAuthorityCode) \
    use(OSRGetAuthorityName) use(VSIFree)
/* clang-format on */

struct gdal_functions {
    GDAL_FUNCTIONS(LIBRARY_MEMBER)
};

/* Called as gdal.OGR_F_Destroy(feature), after gdal_open was MAH_OK once. Nothing links with GDAL itself. */
extern struct gdal_functions gdal;
enum mah_status gdal_open(struct mah_error *err);

#endif
