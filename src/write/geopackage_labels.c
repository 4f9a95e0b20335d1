/* What do the columns mean, to whoever opens the file? */
#include "write/geopackage_labels.h"

#include "base/text.h"
#include "write/sql.h"

/* "Son beş yılda gelenler [kişi/km²]"; either part may be missing. */
static enum mah_status describe(struct text *out, const struct release_column *column, struct mah_error *err)
{
    bool described = column->description != NULL && column->description[0] != '\0';
    text_add(out, described ? column->description : "");
    if (column->unit != NULL && column->unit[0] != '\0')
        text_add_format(out, "%s[%s]", described ? " " : "", column->unit);
    return out->failed ? mah_no_memory(err) : MAH_OK;
}

/* A coded column becomes a value map in QGIS: the analyst sees the meaning, the file holds the code. */
static enum mah_status add_values(sqlite3 *db, const char *constraint, const struct release_column *column,
                                  struct mah_error *err)
{
    sqlite3_stmt *insert = NULL;
    enum mah_status status =
        sql_prepare(db, &insert, err,
                    "INSERT INTO gpkg_data_column_constraints VALUES (%Q,'enum',?,NULL,NULL,NULL,NULL,?)", constraint);
    for (size_t i = 0; status == MAH_OK && i < column->value_count; i++) {
        sqlite3_bind_text(insert, 1, column->values[i].value, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, column->values[i].meaning, -1, SQLITE_STATIC);
        status = sql_step_once(insert, err);
    }
    sqlite3_finalize(insert);
    return status;
}

static enum mah_status add_column(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                  const struct release_column *column, struct mah_error *err)
{
    char constraint[2 * RELEASE_NAME_LENGTH + 2];
    sqlite3_snprintf(sizeof constraint, constraint, "%s_%s", release_table_facts(table)->name, column->name);
    struct text description = TEXT_EMPTY;
    enum mah_status status = describe(&description, column, err);
    /* `name` would have to be unique in the whole file, so it stays NULL and the title carries the label. */
    if (status == MAH_OK)
        status = sql_run(db, err, "INSERT INTO gpkg_data_columns VALUES (%Q,%Q,NULL,%Q,%Q,NULL,%Q)",
                         release_table_facts(table)->name, column->name,
                         release_column_title(column, release_facts(release)->language), description.bytes,
                         column->value_count > 0 ? constraint : NULL);
    if (status == MAH_OK && column->value_count > 0)
        status = add_values(db, constraint, column, err);
    text_release(&description);
    return status;
}

enum mah_status geopackage_write_labels(sqlite3 *db, const struct mah_release *release,
                                        const struct release_table *table, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < release_column_count(table); i++)
        status = add_column(db, release, table, release_column_at(table, i), err);
    return status;
}
