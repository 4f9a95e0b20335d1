/* Which GDAL is at work? */
#include "read/gdal_version.h"

#include <gdal.h>

const char *gdal_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}
