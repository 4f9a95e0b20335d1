/* Where do the functions of GDAL come from? */
#include "read/gdal_door.h"

#include "base/library.h"
#include "read/gdal_version.h"

struct gdal_functions gdal;

#define ROW(name) {#name, offsetof(struct gdal_functions, name)},
static const struct library_function functions[] = {GDAL_FUNCTIONS(ROW)};
static struct library library = {
    GDAL_FILE, functions, sizeof functions / sizeof *functions, &gdal, PTHREAD_MUTEX_INITIALIZER, false};

enum mah_status gdal_open(struct mah_error *err)
{
    return library_open(&library, err);
}

/* Of the library once a file has needed it, else of the one that the program was built for: what can be opened under
 * the same file name differs from it in the last number at most. */
const char *gdal_version(void)
{
    return gdal.GDALVersionInfo != NULL ? gdal.GDALVersionInfo("RELEASE_NAME") : GDAL_RELEASE_NAME;
}
