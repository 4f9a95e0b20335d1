/* How people live, in the tables of a release: the columns in mah_indicators, and what is hidden of them. Private to
 * the protect room. */
#ifndef PROTECT_TABLE_LIVING_H
#define PROTECT_TABLE_LIVING_H

#include "indicate/living.h"
#include "protect/tables.h"

/* The columns net_..., unh_..., ppr, crowd_sh and slum_sh of mah_indicators. */
struct living_columns {
    size_t share[NETWORK_COUNT], unserved[NETWORK_COUNT], housing[HOUSING_COUNT];
};
enum mah_status living_columns_find(struct living_columns *out, const struct release_table *table,
                                    struct mah_error *err);
/* Fills them in the last row. */
enum mah_status living_columns_set(struct release_table *table, const struct living_columns *columns,
                                   const struct living_counts *living, const struct policy *policy,
                                   struct mah_error *err);

/* "net_water", "unh_water". */
enum { LIVING_FIELD_SIZE = 32 };
void living_field(char out[LIVING_FIELD_SIZE], const char *prefix, enum network network);

/* A share, `coarse` where counts were rounded, or a rate of housing, as it is published. */
struct rate living_share_shown(struct rate share, bool coarse);
struct rate housing_shown(enum housing housing, const struct living_counts *living, enum profile profile);

/* Calls `hidden` for each figure of an area that is hidden, with the layer and the field it stands in. */
typedef enum mah_status (*living_hidden)(void *context, const char *layer, const char *field, enum count_state state,
                                         struct mah_error *err);
enum mah_status living_each_hidden(const struct living_counts *living, const char *wide_layer, living_hidden hidden,
                                   void *context, struct mah_error *err);

#endif
