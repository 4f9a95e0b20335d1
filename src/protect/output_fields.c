/* The tables and columns of the output as layers/output_fields.csv lists them. */
#include "protect/output_fields.h"

#include <string.h>

#include "base/text.h"

enum mah_status output_fields_read(struct output_fields *out, struct mah_error *err)
{
    static const char *const needed[] = {"table",    "field",    "type",    "unit_tr", "unit_en",
                                         "label_tr", "label_en", "formula", "source"};
    enum mah_status status = data_table_read(&out->table, "output_fields.csv", err);
    for (size_t i = 0; status == MAH_OK && i < sizeof needed / sizeof *needed; i++) {
        int found = 0;
        for (size_t c = 0; c < out->table.column_count; c++)
            found |= strcmp(out->table.columns[c], needed[i]) == 0;
        if (!found)
            status = mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column '%s'", "output_fields.csv", needed[i]);
    }
    return status;
}

void output_fields_release(struct output_fields *fields)
{
    data_table_release(&fields->table);
}

enum mah_status output_field_find(size_t *row, const struct output_fields *fields, const char *table, const char *field,
                                  struct mah_error *err)
{
    for (size_t i = 0; i < fields->table.row_count; i++) {
        if (strcmp(data_table_cell(&fields->table, i, "table"), table) == 0 &&
            strcmp(data_table_cell(&fields->table, i, "field"), field) == 0) {
            *row = i;
            return MAH_OK;
        }
    }
    return mah_fail(err, MAH_FAILED, "'%s' lists no field '%s' of table '%s'", "output_fields.csv", field, table);
}

const char *output_field_label(const struct output_fields *fields, size_t row, enum language language)
{
    return data_table_cell(&fields->table, row, language == LANGUAGE_TURKISH ? "label_tr" : "label_en");
}

const char *output_field_unit(const struct output_fields *fields, size_t row, enum language language)
{
    return data_table_cell(&fields->table, row, language == LANGUAGE_TURKISH ? "unit_tr" : "unit_en");
}

static enum release_type type_of(const char *word)
{
    if (strcmp(word, "integer") == 0)
        return RELEASE_INTEGER;
    return strcmp(word, "real") == 0 ? RELEASE_REAL : RELEASE_TEXT;
}

static enum mah_status add_column(struct release_table *table, const struct output_fields *fields, size_t row,
                                  enum language language, const struct release_value *values, size_t value_count,
                                  struct mah_error *err)
{
    const struct data_table *list = &fields->table;
    const char *formula = data_table_cell(list, row, "formula"), *source = data_table_cell(list, row, "source");
    struct text description = TEXT_EMPTY;
    text_add(&description, formula);
    if (*source != '\0')
        text_add_format(&description, "%s%s", *formula != '\0' ? "; " : "", source);
    if (description.failed) {
        text_release(&description);
        return mah_no_memory(err);
    }
    struct release_column column = {
        .name = data_table_cell(list, row, "field"),
        .type = type_of(data_table_cell(list, row, "type")),
        .title_tr = data_table_cell(list, row, "label_tr"),
        .title_en = data_table_cell(list, row, "label_en"),
        .unit = output_field_unit(fields, row, language),
        .description = description.bytes,
        .values = values,
        .value_count = value_count,
    };
    enum mah_status status = table_add_column(table, &column, err);
    text_release(&description);
    return status;
}

enum mah_status output_table_add(struct mah_release *release, struct release_table **out,
                                 const struct output_fields *fields, const char *name, enum release_geometry geometry,
                                 const char *coded, const struct release_value *values, size_t value_count,
                                 struct mah_error *err)
{
    size_t row = 0;
    enum mah_status status = output_field_find(&row, fields, name, "", err);
    if (status != MAH_OK)
        return status;
    struct release_table_facts facts = {
        .name = name,
        .title_tr = data_table_cell(&fields->table, row, "label_tr"),
        .title_en = data_table_cell(&fields->table, row, "label_en"),
        .description = data_table_cell(&fields->table, row, "formula"),
        .geometry = geometry,
    };
    status = release_add_table(release, out, &facts, err);
    for (size_t i = 0; status == MAH_OK && i < fields->table.row_count; i++) {
        const char *field = data_table_cell(&fields->table, i, "field");
        if (strcmp(data_table_cell(&fields->table, i, "table"), name) != 0 || *field == '\0')
            continue;
        int is_coded = coded != NULL && strcmp(field, coded) == 0;
        status = add_column(*out, fields, i, release_facts(release)->language, is_coded ? values : NULL,
                            is_coded ? value_count : 0, err);
    }
    return status;
}

enum mah_status output_column(size_t *column, const struct release_table *table, const char *name,
                              struct mah_error *err)
{
    if (release_column_find(table, name, column))
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "'%s' lists no field '%s' of table '%s'", "output_fields.csv", name,
                    release_table_facts(table)->name);
}
