/* Which GDAL is at work? For the provenance of a file, without GDAL's own headers. */
#ifndef READ_GDAL_VERSION_H
#define READ_GDAL_VERSION_H

const char *gdal_version(void); /* "3.6.2"; where no file needed GDAL, of the one it was built for */

#endif
