/* How an open published file is kept: private to the files published*.c. */
#ifndef READ_PUBLISHED_PARTS_H
#define READ_PUBLISHED_PARTS_H

#include <sqlite3.h>

#include "read/published.h"

struct published {
    sqlite3 *database;
    char *path;
    const char *name; /* part of the path */
    struct crs crs;
    struct published_table *params;
};

#endif
