/* For which areas is need worked out? Every mahalle, every ilçe, the city, in this order. */
#ifndef INDICATE_NEED_AREAS_H
#define INDICATE_NEED_AREAS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "read/boundaries.h"

enum need_level { NEED_MAHALLE, NEED_ILCE, NEED_CITY };
const char *need_level_word(enum need_level level); /* "mahalle", "ilce", "city" */

struct need_areas {
    size_t mahalle_count, ilce_count;
    size_t *ilce_of;         /* one a mahalle: the number of its ilçe; meaningless where ilce_count is 0 */
    const char **ilce_names; /* borrowed from the boundaries; in byte order, equal ones by the name of their il */
};

/* No ilçe at all where the name of one is missing: the sums would not be those of the ilçe. */
enum mah_status need_areas_new(struct need_areas **out, const struct boundary_set *boundaries, struct mah_error *err);
void need_areas_free(struct need_areas *areas);

size_t need_area_count(const struct need_areas *areas);
size_t need_area_of_ilce(const struct need_areas *areas, size_t mahalle); /* the area of the mahalle's ilçe */
size_t need_area_of_city(const struct need_areas *areas);
enum need_level need_area_level(const struct need_areas *areas, size_t area);

#endif
