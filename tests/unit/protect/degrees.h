/* The reference system of a release that needs one, for tests: set_up and tear_down of a group. */
#ifndef TESTS_PROTECT_DEGREES_H
#define TESTS_PROTECT_DEGREES_H

#include "geometry/projection.h"

static struct crs crs;

static inline int set_up(void **state)
{
    (void)state;
    return crs_resolve(&crs, "EPSG:4326", NULL) == MAH_OK ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    crs_release(&crs);
    return 0;
}

#endif
