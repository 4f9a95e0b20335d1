/* In which of the asked areas does a household live? */
#ifndef LOCATE_AREA_INDEX_H
#define LOCATE_AREA_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "locate/areas.h"

/* Read-only once built; borrows the areas. */
struct area_index;
enum mah_status area_index_new(struct area_index **out, const struct area_list *areas, size_t mahalle_count,
                               struct mah_error *err);
void area_index_free(struct area_index *index);

/*
 * The areas of a household that lives in `mahalle` at `point` (in the CRS of the boundaries; has_point false where it
 * has none), ascending, into `out`, which holds as many as there are areas; returns how many. A household lies in an
 * area of whole mahalle where its mahalle does, and in every polygon that contains it, exactly. On the border of a
 * polygon it counts once among the polygons: in those that contain it, and where none does in the first of those that
 * it touches.
 */
size_t area_index_find(const struct area_index *index, size_t mahalle, bool has_point, struct point point,
                       uint32_t *out);

#endif
