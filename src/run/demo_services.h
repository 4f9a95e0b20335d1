/* Schools, health centres and stops of the sample city: plenty in the old town, few where people arrive. */
#ifndef RUN_DEMO_SERVICES_H
#define RUN_DEMO_SERVICES_H

#include "base/text.h"
#include "run/demo_streets.h"

/* Each adds one table or layer; the texts' `failed` says where memory ran out. */
void demo_schools_write(struct text *csv, const struct demo_plan *plan, const struct demo_shape *shape,
                        const struct demo_streets *streets);
void demo_health_write(struct text *geojson, const struct demo_plan *plan, const struct demo_shape *shape,
                       const struct demo_streets *streets);
void demo_stops_write(struct text *csv, const struct demo_plan *plan, const struct demo_streets *streets);

#endif
