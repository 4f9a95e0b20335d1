/* How does the answer of a statement of SQL become a release? */
#include "protect/answer_sql.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/number.h"
#include "protect/release_build.h"

static const struct sql_cell *cell_at(const struct sql_answer *answer, size_t row, size_t column)
{
    return &answer->cells[row * answer->column_count + column];
}

/* The narrowest type that holds every value; a column of NULLs is one of texts. */
static enum release_type type_of(const struct sql_answer *answer, size_t column)
{
    bool has_real = false, has_integer = false;
    for (size_t row = 0; row < answer->row_count; row++) {
        enum sql_kind kind = cell_at(answer, row, column)->kind;
        if (kind == SQL_TEXT)
            return RELEASE_TEXT;
        has_real = has_real || kind == SQL_REAL;
        has_integer = has_integer || kind == SQL_INTEGER;
    }
    if (has_real)
        return RELEASE_REAL;
    return has_integer ? RELEASE_INTEGER : RELEASE_TEXT;
}

static enum mah_status add_columns(struct release_table *table, const struct sql_answer *answer, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < answer->column_count; i++) {
        char name[RELEASE_NAME_LENGTH];
        snprintf(name, sizeof name, "c%zu", i + 1);
        status = table_add_column(
            table,
            &(struct release_column){
                .name = name, .type = type_of(answer, i), .title_tr = answer->names[i], .title_en = answer->names[i]},
            err);
    }
    return status;
}

static enum mah_status set_text(struct release_table *table, size_t column, const struct sql_cell *cell,
                                struct mah_error *err)
{
    char number[32];
    const char *text = number;
    if (cell->kind == SQL_TEXT)
        text = cell->value.text;
    else if (cell->kind == SQL_INTEGER)
        snprintf(number, sizeof number, "%" PRId64, cell->value.integer);
    else
        number_write(cell->value.real, number);
    return table_set_text(table, column, text, err);
}

static enum mah_status set_cell(struct release_table *table, size_t column, const struct sql_cell *cell,
                                enum release_type type, struct mah_error *err)
{
    if (cell->kind == SQL_NULL)
        return MAH_OK;
    if (type == RELEASE_TEXT)
        return set_text(table, column, cell, err);
    if (type == RELEASE_INTEGER)
        return table_set_integer(table, column, cell->value.integer, err);
    return table_set_real(table, column, cell->kind == SQL_INTEGER ? (double)cell->value.integer : cell->value.real,
                          err);
}

static enum mah_status add_rows(struct release_table *table, const struct sql_answer *answer, struct mah_error *err)
{
    enum mah_status status = table_reserve_rows(table, answer->row_count, err);
    for (size_t row = 0; status == MAH_OK && row < answer->row_count; row++) {
        status = table_add_row(table, err);
        for (size_t i = 0; status == MAH_OK && i < answer->column_count; i++)
            status = set_cell(table, i, cell_at(answer, row, i), release_column_at(table, i)->type, err);
    }
    return status;
}

enum mah_status answer_of_sql(struct mah_release **out, const struct sql_answer *answer, enum language language,
                              struct mah_error *err)
{
    /* The day is never shown: what the file says of its figures stands in the file. */
    char nothing[] = "";
    const struct crs nowhere = {.definition = nothing, .name = nothing, .wkt = nothing}; /* geometries are only named */
    const struct release_facts facts = {.title = "",
                                        .language = language,
                                        .profile = answer->of_secure ? "secure" : "public",
                                        .reference_date = "1970-01-01",
                                        .crs = &nowhere};
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    enum mah_status status = release_new(&release, &facts, err);
    if (status == MAH_OK)
        status = release_add_table(release, &table, &(struct release_table_facts){.name = "answer"}, err);
    if (status == MAH_OK)
        status = add_columns(table, answer, err);
    if (status == MAH_OK)
        status = add_rows(table, answer, err);
    if (status != MAH_OK) {
        release_free(release);
        return status;
    }
    *out = release;
    return MAH_OK;
}
