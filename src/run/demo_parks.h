/* The parks of the sample city, as areas: in the old and the planned parts of the town, hardly any where people arrive.
 */
#ifndef RUN_DEMO_PARKS_H
#define RUN_DEMO_PARKS_H

#include "base/text.h"
#include "run/demo_streets.h"

void demo_parks_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                      const struct demo_streets *streets);

#endif
