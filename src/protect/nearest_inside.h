/* Where does a mahalle begin, seen from a place outside? */
#ifndef PROTECT_NEAREST_INSIDE_H
#define PROTECT_NEAREST_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "geometry/polygon.h"
#include "geometry/projection.h"

/* The border of one mahalle in metres. Start with {0}. */
struct nearest_inside {
    struct polygon border;
    size_t mahalle;
    bool is_ready;
};

/* Does nothing where this mahalle's border is ready. */
enum mah_status nearest_inside_prepare(struct nearest_inside *inside, const struct polygon *polygon, size_t mahalle,
                                       struct transformation *to_metres, struct mah_error *err);
void nearest_inside_release(struct nearest_inside *inside);

/* The nearest point of the border, of holes too; of several the first. false where there is no border. */
bool nearest_inside_find(struct point *out, const struct nearest_inside *inside, struct point place);

#endif
