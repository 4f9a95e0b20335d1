/* SpatiaLite, opened when a statement is asked. */
#ifndef READ_SPATIALITE_DOOR_H
#define READ_SPATIALITE_DOOR_H

#include <sqlite3.h>

#include <spatialite.h>

#include "base/error.h"
#include "base/library.h"

#define SPATIALITE_FUNCTIONS(use) use(spatialite_alloc_connection) use(spatialite_init_ex) use(spatialite_cleanup_ex)

struct spatialite_functions {
    SPATIALITE_FUNCTIONS(LIBRARY_MEMBER)
};

/* Called as spatialite.spatialite_init_ex(...), after spatialite_open was MAH_OK once. */
extern struct spatialite_functions spatialite;
enum mah_status spatialite_open(struct mah_error *err);

#endif
