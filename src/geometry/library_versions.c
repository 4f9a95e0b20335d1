/* Which PROJ and GEOS are at work? */
#include "geometry/library_versions.h"

#include "geometry/geos_door.h"
#include "geometry/proj_door.h"

const char *proj_version(void)
{
    return proj_info().version;
}

const char *geos_version(void)
{
    return GEOSversion();
}
