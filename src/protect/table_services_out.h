/* What is hidden of the layer services_out. Private to the protect room. */
#ifndef PROTECT_TABLE_SERVICES_OUT_H
#define PROTECT_TABLE_SERVICES_OUT_H

#include "protect/tables.h"

/* Calls `hidden` for each count of an open facility that is hidden: the mahalle it lies in (NULL: in none), and the
 * column with the id of the facility, where it has one ("demand.A12"). */
typedef enum mah_status (*demand_hidden)(void *list, const char *mah_code, const char *field, enum count_state state,
                                         struct mah_error *err);
enum mah_status services_out_each_hidden(const struct table_context *context, demand_hidden hidden, void *list,
                                         struct mah_error *err);

#endif
