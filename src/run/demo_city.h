/* The sample city of `mahalle init --demo`: everything a first run needs, invented by us. */
#ifndef RUN_DEMO_CITY_H
#define RUN_DEMO_CITY_H

#include "base/error.h"

/*
 * Writes the project file, boundaries, 20,000 households, services, streets, the list of planted faults and a note into
 * the folder, which is made where it is missing. The bytes are the same on every machine. MAH_BAD_USAGE where one of
 * the files is there already; nothing is written then. After a failure none of the files remains.
 */
enum mah_status demo_city_write(const char *folder, struct mah_error *err);

#endif
