/*
 * Repairs the QGIS projects inside a GeoPackage of ours that was renamed.
 *
 * QGIS keeps "./old.gpkg|layername=x" in the project and finds nothing there once the file is called otherwise (qgis
 * issues 37440 and 39796). First the file is only read; where something is to be done, a copy is made under the lock
 * that publishing takes, changed, checked, and put in the file's place: no reader sees a half, and nothing that another
 * program wrote in between is lost.
 */
#include "write/project_relink.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/workers.h"
#include "write/project_rows.h"
#include "write/publish.h"
#include "write/publish_path.h"
#include "write/sql.h"

enum { STEPS_BETWEEN_LOOKS = 100000 }; /* of SQLite, at interrupted() */

static enum mah_status check_file(struct project_home *home, const char *path, struct mah_error *err)
{
    if (lstat(path, &home->file) != 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot find '%s': %s", path, system_words(errno));
    if (S_ISLNK(home->file.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is a symbolic link; name the file itself", path);
    if (!S_ISREG(home->file.st_mode) || home->file.st_size == 0)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is not a GeoPackage", path);
    if (strchr(home->name, '|') != NULL)
        return mah_fail(err, MAH_BAD_USAGE, "QGIS cannot open '%s', because of the | in its name; choose another name",
                        path);
    return MAH_OK;
}

/* Nothing that the file brings along, such as triggers, may do more than store rows. */
static enum mah_status open_careful(sqlite3 **db, const char *path, enum sql_access access, struct mah_error *err)
{
    enum mah_status status = sql_open(db, path, access, err);
    if (status != MAH_OK)
        return status;
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_busy_timeout(*db, 2000);
    return MAH_OK;
}

static enum mah_status has_table(sqlite3 *db, bool *out, const char *name, struct mah_error *err)
{
    int64_t count = 0;
    enum mah_status status =
        sql_ask_number(db, &count, err, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = %Q", name);
    *out = status == MAH_OK && count > 0;
    return status;
}

/* A GeoPackage, ours, with a project? */
static enum mah_status check_kind(sqlite3 *db, const char *path, struct mah_error *err)
{
    bool contents = false, projects = false;
    enum mah_status status = has_table(db, &contents, "gpkg_contents", err);
    if (status == MAH_NO_MEMORY)
        return status;
    if (status != MAH_OK && (sqlite3_errcode(db) & 0xFF) != SQLITE_NOTADB)
        return mah_context(err, status, "cannot read '%s'", path);
    if (!contents) {
        if (err != NULL)
            *err = (struct mah_error){0};
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is not a GeoPackage", path);
    }
    if (!publish_is_ours(db))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' was not written by mahalle", path);
    status = has_table(db, &projects, "qgis_projects", err);
    if (status == MAH_OK && !projects)
        status = mah_fail(err, MAH_BAD_USAGE, "no QGIS project is in it");
    return status == MAH_OK ? status : mah_context(err, status, "'%s'", path);
}

/* What is to be done? */
static enum mah_status look(struct relink_result *out, struct project_home *home, const char *path,
                            struct mah_error *err)
{
    sqlite3 *db = NULL;
    enum mah_status status = open_careful(&db, path, SQL_READ_ONLY, err);
    if (status != MAH_OK)
        return mah_context(err, status, "cannot read '%s'", path);
    status = check_kind(db, path, err);
    if (status == MAH_OK) {
        status = sql_ask_texts(db, &home->tables, &home->table_count, err,
                               "SELECT table_name FROM gpkg_contents ORDER BY table_name");
        if (status == MAH_OK)
            status = project_rows_relink(out, db, home, false, err);
        if (status != MAH_OK && status != MAH_NO_MEMORY && status != MAH_INTERRUPTED)
            status = mah_context(err, status, "'%s'", path);
    }
    sqlite3_close(db);
    return status;
}

/* A progress handler of SQLite: not 0 stops the statement. */
static int asks_to_stop(void *nothing)
{
    (void)nothing;
    return interrupted();
}

struct rewriting {
    struct relink_result *result;
    const struct project_home *home;
};

/*
 * The pages that the former project stood in are free now, and readable; so is all that others deleted before. The file
 * is packed anew, of the same kind and page size. It is a copy, thrown away where this fails, and needs no journal,
 * which SQLITE_DBCONFIG_DEFENSIVE would insist on.
 */
static enum mah_status pack(sqlite3 *db, struct mah_error *err)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    return sql_run(db, err, "PRAGMA journal_mode=OFF; VACUUM");
}

/* A publish_writer: the path is a copy of the file, which has been read before. */
static enum mah_status rewrite(const void *what, const char *path, struct mah_error *err)
{
    const struct rewriting *rewriting = what;
    sqlite3 *db = NULL;
    char *answer = NULL;
    relink_result_release(rewriting->result);
    enum mah_status status = open_careful(&db, path, SQL_READ_WRITE, err);
    if (status == MAH_OK)
        sqlite3_progress_handler(db, STEPS_BETWEEN_LOOKS, asks_to_stop, NULL);
    if (status == MAH_OK)
        status = sql_run(db, err, "PRAGMA journal_mode=MEMORY; BEGIN IMMEDIATE");
    if (status == MAH_OK)
        status = project_rows_relink(rewriting->result, db, rewriting->home, true, err);
    if (status == MAH_OK)
        status = sql_run(db, err, "COMMIT");
    if (status == MAH_OK)
        status = pack(db, err);
    if (status == MAH_OK)
        status = sql_ask_text(db, &answer, err, "PRAGMA quick_check");
    if (status == MAH_OK && strcmp(answer, "ok") != 0)
        status = mah_fail(err, MAH_FAILED, "the written file is damaged: %s says '%s'", "quick_check", answer);
    if (status != MAH_OK && interrupted())
        status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    memory_free(answer);
    sqlite3_close(db);
    return status;
}

enum mah_status project_relink(struct relink_result *out, const char *path, const char *from, struct mah_error *err)
{
    struct publish_path parts;
    *out = (struct relink_result){0};
    enum mah_status status = publish_path_init(&parts, path, err);
    if (status != MAH_OK)
        return status;
    struct project_home home = {.folder = parts.folder, .name = parts.name, .from = from};
    status = check_file(&home, path, err);
    if (status == MAH_OK)
        status = look(out, &home, path, err);
    if (status == MAH_OK && out->changed > 0 && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        status = mah_fail(err, MAH_FAILED, "'%s' is write-protected", path);
    struct rewriting rewriting = {out, &home};
    if (status == MAH_OK && out->changed > 0)
        status = publish_changed(path, rewrite, &rewriting, err);
    sql_texts_free(home.tables, home.table_count);
    publish_path_release(&parts);
    return status;
}

void relink_result_release(struct relink_result *result)
{
    memory_free(result->former);
    memory_free(result->kept);
    *result = (struct relink_result){0};
}
