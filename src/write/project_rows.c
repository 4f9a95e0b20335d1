/* The projects in the table qgis_projects, one by one: what is to change in each? */
#include "write/project_rows.h"

#include <string.h>

#include "base/memory.h"
#include "write/project_content.h"
#include "write/sql.h"

static enum mah_status note(char **where, const char *name, struct mah_error *err)
{
    memory_free(*where);
    *where = memory_copy_text(strncmp(name, "./", 2) == 0 ? name + 2 : name);
    return *where != NULL ? MAH_OK : mah_no_memory(err);
}

/* Changes the XML in the archive. */
static enum mah_status relink_xml(struct relink_result *out, struct zip_part *xml, const struct project_home *home,
                                  struct mah_error *err)
{
    struct project_names names;
    struct text changed_xml = TEXT_EMPTY;
    size_t changed = 0;
    enum mah_status status = project_names_find(&names, home, xml->bytes, xml->length, err);
    if (status != MAH_OK)
        return status;
    if (names.former != NULL)
        status =
            project_sources_replace(&changed_xml, &changed, xml->bytes, xml->length, project_names_choose, &names, err);
    if (status == MAH_OK && names.kept != NULL)
        status = note(&out->kept, names.kept, err);
    if (status == MAH_OK && names.failed)
        status = mah_no_memory(err);
    if (status == MAH_OK && changed > 0)
        status = note(&out->former, project_names_former(&names), err);
    if (status == MAH_OK && changed > 0) {
        memory_free(xml->bytes);
        xml->length = changed_xml.length;
        xml->bytes = text_take(&changed_xml);
        out->changed += changed;
    }
    text_release(&changed_xml);
    project_names_release(&names);
    return status;
}

static enum mah_status relink_content(struct relink_result *out, char **content, sqlite3_stmt *row,
                                      const struct project_home *home, struct mah_error *err)
{
    struct zip_parts parts = {0};
    size_t before = out->changed;
    const char *bytes = sqlite3_column_blob(row, 1);
    size_t length = (size_t)sqlite3_column_bytes(row, 1);
    enum mah_status status = project_content_read(&parts, bytes != NULL ? bytes : "", length, err);
    struct zip_part *xml = status == MAH_OK ? zip_part_ending_in(&parts, ".qgs") : NULL;
    if (status == MAH_OK && xml == NULL)
        status = mah_fail(err, MAH_BAD_SOURCE, "no .qgs is in its archive");
    if (status == MAH_OK)
        status = relink_xml(out, xml, home, err);
    if (status == MAH_OK && out->changed > before)
        status = project_content_write(content, &parts, err);
    zip_parts_release(&parts);
    return status;
}

static enum mah_status store(sqlite3 *db, const char *name, const char *content, struct mah_error *err)
{
    sqlite3_stmt *update = NULL;
    enum mah_status status =
        sql_prepare(db, &update, err, "UPDATE qgis_projects SET content = ?1 WHERE name = %Q", name);
    if (status == MAH_OK && sqlite3_bind_text(update, 1, content, -1, SQLITE_STATIC) != SQLITE_OK)
        status = sql_fail(db, err);
    if (status == MAH_OK)
        status = sql_step_once(update, err);
    sqlite3_finalize(update);
    return status;
}

static enum mah_status relink_row(struct relink_result *out, sqlite3 *db, const char *name, sqlite3_stmt *row,
                                  const struct project_home *home, bool write, struct mah_error *err)
{
    char *content = NULL;
    enum mah_status status = relink_content(out, &content, row, home, err);
    if (status == MAH_OK && write && content != NULL)
        status = store(db, name, content, err);
    memory_free(content);
    bool is_of_project = status != MAH_OK && status != MAH_NO_MEMORY && status != MAH_INTERRUPTED;
    return is_of_project ? mah_context(err, status, "project '%s'", name) : status;
}

enum mah_status project_rows_relink(struct relink_result *out, sqlite3 *db, const struct project_home *home, bool write,
                                    struct mah_error *err)
{
    char **names = NULL;
    size_t count = 0;
    /* The names first: a table that is changed while it is read may give a row twice. */
    enum mah_status status =
        sql_ask_texts(db, &names, &count, err, "SELECT name FROM qgis_projects WHERE name IS NOT NULL ORDER BY name");
    if (status == MAH_OK && count == 0)
        status = mah_fail(err, MAH_BAD_USAGE, "no QGIS project is in it");
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        sqlite3_stmt *row = NULL;
        status = sql_prepare(db, &row, err, "SELECT name, content FROM qgis_projects WHERE name = %Q", names[i]);
        if (status == MAH_OK && sqlite3_step(row) != SQLITE_ROW)
            status = sql_fail(db, err);
        if (status == MAH_OK)
            status = relink_row(out, db, names[i], row, home, write, err);
        sqlite3_finalize(row);
    }
    sql_texts_free(names, count);
    return status;
}
