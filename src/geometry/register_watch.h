/*
 * Was everything that PROJ asked of its register of reference systems answered? PROJ passes over reads of proj.db that
 * fail and goes on with what it has: another spelling of a system, or no operation between two. So SQLite reads the
 * register through a door that remembers.
 */
#ifndef GEOMETRY_REGISTER_WATCH_H
#define GEOMETRY_REGISTER_WATCH_H

#include <stdbool.h>

/* The name of the door among those that SQLite knows; NULL where there is none. The same for all threads. */
const char *register_watch_name(void);

/* Has a read failed since the process began? It stays so, since PROJ remembers what it was answered. */
bool register_watch_has_failed(void);

#endif
