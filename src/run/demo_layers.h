/* The boundaries and streets of the sample city as GeoJSON (RFC 7946). */
#ifndef RUN_DEMO_LAYERS_H
#define RUN_DEMO_LAYERS_H

#include "base/text.h"
#include "run/demo_people.h"

/* With the number of people who live in each mahalle, which the households give. */
void demo_boundaries_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                           const struct demo_household *households, size_t household_count);
void demo_streets_write(struct text *geojson, const struct demo_plan *plan, const struct demo_streets *streets);

#endif
