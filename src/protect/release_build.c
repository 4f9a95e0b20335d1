/* How is a release made? Every name, text and cell is checked on its way in, so that `write` need not. */
#include "protect/release_build.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "protect/release_parts.h"

enum mah_status release_keep(struct mah_release *release, const char **out, const char *text, struct mah_error *err)
{
    *out = NULL;
    if (text == NULL)
        return MAH_OK;
    if (!utf8_is_valid(text, strlen(text)))
        return mah_fail(err, MAH_FAILED, "a text of the release is not UTF-8");
    *out = release_text_keep(&release->texts, text);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

bool release_is_full_date(const char *text)
{
    struct date date;
    char again[16];
    if (text == NULL || date_read(slice_of(text), &date) != DATE_OK || !date_is_valid(date))
        return false;
    date_write(date, again);
    return strcmp(text, again) == 0;
}

static enum mah_status keep_facts(struct mah_release *release, const struct release_facts *facts, struct mah_error *err)
{
    release->facts.language = facts->language;
    if (!release_is_full_date(facts->reference_date))
        return mah_fail(err, MAH_FAILED, "the reference date '%s' of the release is not a date like 2025-12-31",
                        facts->reference_date != NULL ? facts->reference_date : "");
    enum mah_status status = release_keep(release, &release->facts.title, facts->title, err);
    if (status == MAH_OK)
        status = release_keep(release, &release->facts.profile, facts->profile, err);
    if (status == MAH_OK)
        status = release_keep(release, &release->facts.reference_date, facts->reference_date, err);
    if (status == MAH_OK)
        status = crs_copy(&release->crs, facts->crs, err);
    if (status == MAH_OK)
        status = crs_copy(&release->display_crs, facts->display_crs != NULL ? facts->display_crs : facts->crs, err);
    if (status == MAH_OK) {
        release->facts.crs = &release->crs;
        release->facts.display_crs = &release->display_crs;
    }
    return status;
}

enum mah_status release_new(struct mah_release **out, const struct release_facts *facts, struct mah_error *err)
{
    *out = NULL;
    struct mah_release *release = memory_new(1, sizeof *release);
    if (release == NULL)
        return mah_no_memory(err);
    enum mah_status status = keep_facts(release, facts, err);
    if (status == MAH_OK)
        *out = release;
    else
        release_free(release);
    return status;
}

static void table_free(struct release_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        memory_free((void *)table->columns[i].values);
    memory_free(table->columns);
    memory_free(table->values);
    memory_free(table->known);
    memory_free(table->recent);
    memory_free(table->polygons);
    memory_free(table->points);
    memory_free(table->point_known);
    release_pages_free(table->pages);
    release_text_free(table->page_texts);
    memory_free(table);
}

void release_free(struct mah_release *release)
{
    if (release == NULL)
        return;
    for (size_t i = 0; i < release->table_count; i++)
        table_free(release->tables[i]);
    memory_free(release->tables);
    for (size_t i = 0; i < release->polygon_count; i++) {
        polygon_release(release->polygons[i]);
        memory_free(release->polygons[i]);
    }
    memory_free(release->polygons);
    release_provenance_free(release);
    release_text_free(release->texts);
    crs_release(&release->crs);
    crs_release(&release->display_crs);
    memory_free(release);
}

/* ^[a-z][a-z0-9_]{0,23}$: what GeoPackage profiles of public bodies ask for, and what needs no quoting anywhere. */
static bool is_snake_case(const char *name)
{
    size_t length = name != NULL ? strlen(name) : 0;
    if (length == 0 || length > RELEASE_NAME_LENGTH || name[0] < 'a' || name[0] > 'z')
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

static bool is_reserved_table(const char *name)
{
    return strncmp(name, "gpkg_", 5) == 0 || strncmp(name, "rtree_", 6) == 0 || strncmp(name, "sqlite_", 7) == 0 ||
           strcmp(name, "layer_styles") == 0 || strcmp(name, "qgis_projects") == 0;
}

static enum mah_status check_table_name(const struct mah_release *release, const char *name, struct mah_error *err)
{
    if (!is_snake_case(name))
        return mah_fail(err, MAH_FAILED,
                        "the name '%s' is not lower-case ASCII with underscores of at most %d characters",
                        name != NULL ? name : "", RELEASE_NAME_LENGTH);
    if (is_reserved_table(name))
        return mah_fail(err, MAH_FAILED, "the table name '%s' is reserved", name);
    if (release_table_named(release, name) != NULL)
        return mah_fail(err, MAH_FAILED, "the release has two tables named '%s'", name);
    return MAH_OK;
}

static enum mah_status keep_table_facts(struct release_table *table, const struct release_table_facts *facts,
                                        struct mah_error *err)
{
    table->facts.geometry = facts->geometry;
    enum mah_status status = release_keep(table->release, &table->facts.name, facts->name, err);
    if (status == MAH_OK)
        status = release_keep(table->release, &table->facts.title_tr, facts->title_tr, err);
    if (status == MAH_OK)
        status = release_keep(table->release, &table->facts.title_en, facts->title_en, err);
    if (status == MAH_OK)
        status = release_keep(table->release, &table->facts.description, facts->description, err);
    return status;
}

enum mah_status release_add_table(struct mah_release *release, struct release_table **out,
                                  const struct release_table_facts *facts, struct mah_error *err)
{
    *out = NULL;
    enum mah_status status = check_table_name(release, facts->name, err);
    if (status != MAH_OK)
        return status;
    if (memory_grow((void **)&release->tables, &release->table_capacity, release->table_count + 1,
                    sizeof *release->tables) != 0)
        return mah_no_memory(err);
    struct release_table *table = memory_new(1, sizeof *table);
    if (table == NULL)
        return mah_no_memory(err);
    table->release = release;
    status = keep_table_facts(table, facts, err);
    if (status != MAH_OK) {
        table_free(table);
        return status;
    }
    release->tables[release->table_count++] = table;
    *out = table;
    return MAH_OK;
}

static enum mah_status check_column(const struct release_table *table, const struct release_column *column,
                                    struct mah_error *err)
{
    size_t other;
    if (!is_snake_case(column->name))
        return mah_fail(err, MAH_FAILED,
                        "the name '%s' is not lower-case ASCII with underscores of at most %d characters",
                        column->name != NULL ? column->name : "", RELEASE_NAME_LENGTH);
    if (strcmp(column->name, "fid") == 0 || strcmp(column->name, "geom") == 0)
        return mah_fail(err, MAH_FAILED, "the column name '%s' is reserved", column->name);
    if (release_column_find(table, column->name, &other))
        return mah_fail(err, MAH_FAILED, "table '%s' has two columns named '%s'", table->facts.name, column->name);
    if (table->row_count > 0)
        return mah_fail(err, MAH_FAILED, "column '%s' comes after the first row of table '%s'", column->name,
                        table->facts.name);
    if (column->value_count > 0 && column->type != RELEASE_TEXT)
        return mah_fail(err, MAH_FAILED, "column '%s' of table '%s' lists values but is not text", column->name,
                        table->facts.name);
    return MAH_OK;
}

static enum mah_status keep_values(struct mah_release *release, struct release_column *kept,
                                   const struct release_column *column, struct mah_error *err)
{
    if (column->value_count == 0)
        return MAH_OK;
    struct release_value *values = memory_new(column->value_count, sizeof *values);
    if (values == NULL)
        return mah_no_memory(err);
    kept->values = values;
    kept->value_count = column->value_count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < column->value_count; i++) {
        status = release_keep(release, &values[i].value, column->values[i].value, err);
        if (status == MAH_OK)
            status = release_keep(release, &values[i].meaning, column->values[i].meaning, err);
    }
    return status;
}

static enum mah_status keep_column(struct mah_release *release, struct release_column *kept,
                                   const struct release_column *column, struct mah_error *err)
{
    *kept = (struct release_column){.type = column->type};
    enum mah_status status = release_keep(release, &kept->name, column->name, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->title_tr, column->title_tr, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->title_en, column->title_en, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->unit, column->unit, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->description, column->description, err);
    if (status == MAH_OK)
        status = keep_values(release, kept, column, err);
    return status;
}

enum mah_status table_add_column(struct release_table *table, const struct release_column *column,
                                 struct mah_error *err)
{
    enum mah_status status = check_column(table, column, err);
    if (status != MAH_OK)
        return status;
    if (memory_grow((void **)&table->columns, &table->column_capacity, table->column_count + 1,
                    sizeof *table->columns) != 0)
        return mah_no_memory(err);
    struct release_column *kept = &table->columns[table->column_count];
    status = keep_column(table->release, kept, column, err);
    if (status == MAH_OK)
        table->column_count++;
    else
        memory_free((void *)kept->values);
    return status;
}
