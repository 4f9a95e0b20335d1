/* Which rows of a spreadsheet hold nothing? */
#include "read/blank_row.h"

#include <string.h>

#include "base/slice.h"
#include "read/gdal_door.h"

bool ogr_is_spreadsheet(GDALDatasetH dataset)
{
    static const char *const drivers[] = {"XLSX", "XLS", "ODS"};
    const char *driver = gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(dataset));
    bool found = false;
    for (size_t i = 0; driver != NULL && i < sizeof drivers / sizeof *drivers; i++)
        found |= strcmp(driver, drivers[i]) == 0;
    return found;
}

bool ogr_row_is_blank(OGRFeatureH feature)
{
    bool blank = true;
    for (int at = 0, count = gdal.OGR_F_GetFieldCount(feature); blank && at < count; at++)
        if (gdal.OGR_F_IsFieldSetAndNotNull(feature, at))
            blank = gdal.OGR_Fld_GetType(gdal.OGR_F_GetFieldDefnRef(feature, at)) == OFTString &&
                    slice_trim(slice_of(gdal.OGR_F_GetFieldAsString(feature, at))).length == 0;
    return blank;
}
