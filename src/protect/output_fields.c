/* The tables and columns of the output as layers/output_fields.csv lists them. */
#include "protect/output_fields.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
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
    if (strcmp(word, "date") == 0)
        return RELEASE_DATE;
    return strcmp(word, "real") == 0 ? RELEASE_REAL : RELEASE_TEXT;
}

/* A text of the list with what it says of a type filled in; it is copied as it is where there is no type. */
static void add_filled(struct text *out, const char *text, const struct output_type *type, enum language language)
{
    if (type == NULL) {
        text_add(out, text);
        return;
    }
    const struct {
        const char *mark, *value;
    } marks[] = {{"{type}", type->name[language]},
                 {"{how}", type->how[language]},
                 {"{metric}", type->metric[language]},
                 {"{unit}", type->unit[language]},
                 {"{need_unit}", type->need_unit[language]}};
    while (*text != '\0') {
        size_t found = sizeof marks / sizeof *marks;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (strncmp(text, marks[i].mark, strlen(marks[i].mark)) == 0)
                found = i;
        if (found < sizeof marks / sizeof *marks) {
            text_add(out, marks[found].value != NULL ? marks[found].value : "");
            text += strlen(marks[found].mark);
        } else {
            text_add_bytes(out, text++, 1);
        }
    }
}

static char *filled(const char *text, const struct output_type *type, enum language language)
{
    struct text out = TEXT_EMPTY;
    add_filled(&out, text, type, language);
    return text_take(&out);
}

char *output_field_label_of_type(const struct output_fields *fields, size_t row, const struct output_type *type,
                                 enum language language)
{
    return filled(output_field_label(fields, row, language), type, language);
}

/* "cov_*" and "primary" are cov_primary. */
static char *field_of_type(const char *field, const struct output_type *type)
{
    struct text out = TEXT_EMPTY;
    size_t stem = strcspn(field, "*");
    text_add_bytes(&out, field, stem);
    if (type != NULL)
        text_add(&out, type->code);
    return text_take(&out);
}

static char *description_of(const struct data_table *list, size_t row)
{
    const char *formula = data_table_cell(list, row, "formula"), *source = data_table_cell(list, row, "source");
    struct text description = TEXT_EMPTY;
    text_add(&description, formula);
    if (*source != '\0')
        text_add_format(&description, "%s%s", *formula != '\0' ? "; " : "", source);
    return text_take(&description);
}

static enum mah_status add_column(struct release_table *table, const struct output_fields *fields, size_t row,
                                  const struct output_type *type, enum language language,
                                  const struct release_value *values, size_t value_count, struct mah_error *err)
{
    const struct data_table *list = &fields->table;
    char *name = field_of_type(data_table_cell(list, row, "field"), type);
    char *title_tr = filled(data_table_cell(list, row, "label_tr"), type, LANGUAGE_TURKISH);
    char *title_en = filled(data_table_cell(list, row, "label_en"), type, LANGUAGE_ENGLISH);
    char *unit = filled(output_field_unit(fields, row, language), type, language);
    char *description = description_of(list, row);
    bool complete = name != NULL && title_tr != NULL && title_en != NULL && unit != NULL && description != NULL;
    struct release_column column = {
        .name = name,
        .type = type_of(data_table_cell(list, row, "type")),
        .title_tr = title_tr,
        .title_en = title_en,
        .unit = unit,
        .description = description,
        .values = values,
        .value_count = value_count,
    };
    enum mah_status status = complete ? table_add_column(table, &column, err) : mah_no_memory(err);
    memory_free(name);
    memory_free(title_tr);
    memory_free(title_en);
    memory_free(unit);
    memory_free(description);
    return status;
}

/* One column, or where the field has a '*' one for each type. */
static enum mah_status add_columns(struct release_table *table, const struct output_fields *fields, size_t row,
                                   enum language language, const struct release_value *values, size_t value_count,
                                   struct mah_error *err)
{
    if (strchr(data_table_cell(&fields->table, row, "field"), '*') == NULL)
        return add_column(table, fields, row, NULL, language, values, value_count, err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < fields->type_count; i++)
        status = add_column(table, fields, row, &fields->types[i], language, NULL, 0, err);
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
        status = add_columns(*out, fields, i, release_facts(release)->language, is_coded ? values : NULL,
                             is_coded ? value_count : 0, err);
    }
    return status;
}

enum mah_status output_column_add(struct release_table *table, const struct output_fields *fields,
                                  const char *listed_under, const char *field, enum language language,
                                  struct mah_error *err)
{
    size_t row = 0;
    enum mah_status status = output_field_find(&row, fields, listed_under, field, err);
    return status == MAH_OK ? add_column(table, fields, row, NULL, language, NULL, 0, err) : status;
}

enum mah_status output_column(size_t *column, const struct release_table *table, const char *name,
                              struct mah_error *err)
{
    if (release_column_find(table, name, column))
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "'%s' lists no field '%s' of table '%s'", "output_fields.csv", name,
                    release_table_facts(table)->name);
}

enum mah_status output_column_from(size_t *column, const struct release_table *table, size_t expected, const char *name,
                                   struct mah_error *err)
{
    *column = expected;
    if (expected < release_column_count(table) && strcmp(release_column_at(table, expected)->name, name) == 0)
        return MAH_OK;
    return output_column(column, table, name, err);
}

enum mah_status output_type_column(size_t *column, const struct release_table *table, const char *stem,
                                   const char *type, struct mah_error *err)
{
    char name[2 * RELEASE_NAME_LENGTH];
    snprintf(name, sizeof name, "%s_%s", stem, type);
    return output_column(column, table, name, err);
}
