/* What a locator is made of; only the files of this room look inside. */
#ifndef LOCATE_LOCATOR_PARTS_H
#define LOCATE_LOCATOR_PARTS_H

#include "locate/cell_grid.h"
#include "locate/locator.h"
#include "locate/name_list.h"

struct nearest_cache; /* nearest.c: projected borders, made at first use */

struct locator {
    const struct boundary_set *boundaries; /* borrowed */
    struct banded_polygon **banded;        /* of the mahalle that a candidate asks as a whole; else NULL */
    struct cell_grid grid;
    struct name_list names;
    struct crs working; /* definition NULL where none was given */
    struct nearest_cache *nearest;
};

enum mah_status nearest_cache_new(struct nearest_cache **out, struct mah_error *err);
void nearest_cache_free(struct nearest_cache *cache);

#endif
