/* Which column of a list of members is which field? Private to the files that read a roster. */
#ifndef READ_ROSTER_FIELDS_H
#define READ_ROSTER_FIELDS_H

#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

enum roster_field { ROSTER_HH_ID, ROSTER_AGE, ROSTER_SEX, ROSTER_RELATION, ROSTER_FIELDS };

struct roster_map {
    int column[ROSTER_FIELDS]; /* -1: the file has none */
};

/*
 * What the user named first, then names and aliases of layers/person_fields.csv. MAH_BAD_USAGE where a name is wrong or
 * two columns fit, MAH_BAD_SOURCE where hh_id or age is missing; each lists the columns there are.
 */
enum mah_status roster_fields_match(struct roster_map *out, char *const *columns, size_t column_count,
                                    const struct source *source, struct mah_error *err);

#endif
