/* The roads of the sample city: from mahalle to mahalle, so that whoever walks gets everywhere. */
#ifndef RUN_DEMO_ROADS_H
#define RUN_DEMO_ROADS_H

#include "run/demo_streets.h"

/* Adds roads between neighbours, then the lanes that join the parts of a net. Roads and nets share crossings, to the
 * last digit. */
enum mah_status demo_roads_draw(struct demo_streets *streets, const struct demo_plan *plan,
                                const struct demo_shape *shape, struct mah_error *err);

#endif
