/* Which column of a file of boundaries, or of a list of ilçe, is which field? */
#ifndef READ_BOUNDARY_FIELDS_H
#define READ_BOUNDARY_FIELDS_H

#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

/* The fields of layers/boundary_fields.csv that the program knows. */
enum boundary_field {
    BOUNDARY_MAH_CODE,
    BOUNDARY_MAH_NAME,
    BOUNDARY_ILCE_CODE,
    BOUNDARY_ILCE_NAME,
    BOUNDARY_IL_CODE,
    BOUNDARY_IL_NAME,
    BOUNDARY_POP_EXT,
    BOUNDARY_FIELD_COUNT
};

struct boundary_field_map {
    int column[BOUNDARY_FIELD_COUNT]; /* -1 where there is none */
};

/*
 * Matches columns to fields: what the user named first, then exact names and aliases, then weak aliases in the order of
 * the table, then names and aliases of more than ten bytes by their first ten (cut_name.h: a Shapefile keeps no more);
 * all but the user's by header_key. `kind` is "neighbourhoods" or "towns". MAH_BAD_USAGE for an unknown field or column
 * the user named, and where two columns fit a field equally well. Ten bytes with which names of two fields begin
 * ("neighbourh": a code or a name) match neither.
 */
enum mah_status boundary_fields_match(struct boundary_field_map *out, char *const *columns, size_t column_count,
                                      const struct source *source, const char *kind, struct mah_error *err);

/* MAH_BAD_SOURCE that names the columns there are, where a field that cannot be done without was not found. */
enum mah_status boundary_fields_require(const struct boundary_field_map *map, enum boundary_field field,
                                        char *const *columns, size_t column_count, const struct source *source,
                                        const char *kind, struct mah_error *err);

/* "id -> mah_code, name -> mah_name". Free with memory_free; NULL where memory ran out. */
char *boundary_fields_describe(const struct boundary_field_map *map, char *const *columns);

#endif
