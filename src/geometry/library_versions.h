/* Which PROJ and GEOS are at work? For the provenance of a file: another version may compute other digits. */
#ifndef GEOMETRY_LIBRARY_VERSIONS_H
#define GEOMETRY_LIBRARY_VERSIONS_H

const char *proj_version(void); /* "9.1.1" */
const char *geos_version(void); /* "3.11.1-CAPI-1.17.1" */

#endif
