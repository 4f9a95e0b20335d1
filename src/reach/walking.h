/* How far is it to walk along the streets, and to which facilities? */
#ifndef REACH_WALKING_H
#define REACH_WALKING_H

#include "reach/catchments.h"
#include "reach/open_facilities.h"
#include "reach/reach.h"
#include "reach/straight.h"

struct walking;
/* Borrows `open` and the facilities. Its answers do not depend on input->threads. */
enum mah_status walking_new(struct walking **out, const struct reach_input *input, const struct open_facilities *open,
                            struct mah_error *err);
void walking_free(struct walking *walking);

const struct street_network *walking_network(const struct walking *walking);
double walking_off_m(const struct walking *walking, size_t facility); /* of its nearest stop; NAN: no street is near */

/* For types with an open facility; `place` is NULL where no street is near. Thread-safe. */
struct reach_link walking_nearest(const struct walking *walking, size_t type, struct point point,
                                  const struct street_place *place);

/* The connected areas of a type: whoever stands in one has reached it. */
const struct straight *walking_areas(const struct walking *walking, size_t type);
const struct catchments *walking_catchments(const struct walking *walking, size_t type); /* NULL: not asked for */

#endif
