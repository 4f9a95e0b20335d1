/* How does a household of the sample city live? Members, dwelling, networks; by the kind of its mahalle. */
#ifndef RUN_DEMO_LIVING_H
#define RUN_DEMO_LIVING_H

#include "run/demo_people.h"

/* Fills size, ages, tenure, building, rooms and networks. */
void demo_living_draw(struct demo_household *household, enum demo_kind kind, bool recent, struct demo_random *random);

#endif
