/* Where do the functions of SpatiaLite come from? */
#include "read/spatialite_door.h"

struct spatialite_functions spatialite;

#define ROW(name) {#name, offsetof(struct spatialite_functions, name)},
static const struct library_function functions[] = {SPATIALITE_FUNCTIONS(ROW)};
static struct library library = {
    SPATIALITE_FILE, functions, sizeof functions / sizeof *functions, &spatialite, PTHREAD_MUTEX_INITIALIZER, false};

enum mah_status spatialite_open(struct mah_error *err)
{
    return library_open(&library, err);
}
