/* The tables and columns of the output as layers/output_fields.csv lists them: names, types, labels, units. */
#ifndef PROTECT_OUTPUT_FIELDS_H
#define PROTECT_OUTPUT_FIELDS_H

#include <stddef.h>

#include "base/data_table.h"
#include "base/error.h"
#include "protect/release_build.h"

/* What '*' in a field of the list stands for: one column for each of these. Borrowed texts. */
struct output_type {
    const char *code; /* "primary": cov_* becomes cov_primary */
    /* By enum language: {type}, {how} ("500 m walking"), {metric} ("walking") and {unit} in labels and units. */
    const char *name[2], *how[2], *metric[2], *unit[2];
    const char *need_unit[2]; /* {need_unit}: what need is counted in; NULL: nothing */
};

struct output_fields {
    struct data_table table;
    const struct output_type *types; /* borrowed; may be set after reading */
    size_t type_count;
};

enum mah_status output_fields_read(struct output_fields *out, struct mah_error *err);
void output_fields_release(struct output_fields *fields);

/* The row of a field; MAH_FAILED where the list has none. */
enum mah_status output_field_find(size_t *row, const struct output_fields *fields, const char *table, const char *field,
                                  struct mah_error *err);
const char *output_field_label(const struct output_fields *fields, size_t row, enum language language);
const char *output_field_unit(const struct output_fields *fields, size_t row, enum language language);
/* The label of a field with a '*' for one type. Free with memory_free; NULL where memory ran out. */
char *output_field_label_of_type(const struct output_fields *fields, size_t row, const struct output_type *type,
                                 enum language language);

/* Adds a table with all its listed columns, those with '*' once a type, units in the language of the release. values:
 * the coded values of the column `coded` (NULL: none). */
enum mah_status output_table_add(struct mah_release *release, struct release_table **out,
                                 const struct output_fields *fields, const char *name, enum release_geometry geometry,
                                 const char *coded, const struct release_value *values, size_t value_count,
                                 struct mah_error *err);

/* Adds one column to a table that is put together field by field, as the list describes it under another table. */
enum mah_status output_column_add(struct release_table *table, const struct output_fields *fields,
                                  const char *listed_under, const char *field, enum language language,
                                  struct mah_error *err);

/* Index of a column; MAH_FAILED where the table lacks it. */
enum mah_status output_column(size_t *column, const struct release_table *table, const char *name,
                              struct mah_error *err);
/* The same, quickly where the name is that of the column `expected`: rows are filled in the order of the columns. */
enum mah_status output_column_from(size_t *column, const struct release_table *table, size_t expected, const char *name,
                                   struct mah_error *err);
/* The same for a column of a type: output_type_column(&column, table, "cov", "primary", err). */
enum mah_status output_type_column(size_t *column, const struct release_table *table, const char *stem,
                                   const char *type, struct mah_error *err);

#endif
