/* Which functions may a statement of the user call? */
#ifndef READ_SQL_FUNCTIONS_H
#define READ_SQL_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Letters of any case. */
bool sql_function_is_allowed(const char *name);
/* The list, in byte order; NULL behind the last. */
const char *sql_function_at(size_t index);

#endif
