/* The door to SQLite. */
#include "write/sql.h"

#include <stdarg.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

enum mah_status sql_fail(sqlite3 *db, struct mah_error *err)
{
    int code = db != NULL ? sqlite3_errcode(db) & 0xFF : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM)
        return mah_no_memory(err);
    int system = sqlite3_system_errno(db);
    if (system != 0 &&
        (code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY))
        return mah_fail(err, MAH_FAILED, "SQLite: %s (%s)", sqlite3_errmsg(db), system_words(system));
    return mah_fail(err, MAH_FAILED, "SQLite: %s", sqlite3_errmsg(db));
}

/* Debian's SQLite takes "file:..." for a URI; "./file:..." is a plain name everywhere. */
static enum mah_status plain_name(char **out, const char *path, struct mah_error *err)
{
    struct text name = TEXT_EMPTY;
    if (path[0] != '/')
        text_add(&name, "./");
    text_add(&name, path);
    *out = text_take(&name);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status sql_open(sqlite3 **out, const char *path, enum sql_access access, struct mah_error *err)
{
    char *name = NULL;
    *out = NULL;
    enum mah_status status = plain_name(&name, path, err);
    if (status != MAH_OK)
        return status;
    int flags = access == SQL_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(name, out, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL) != SQLITE_OK) {
        status = sql_fail(*out, err);
        sqlite3_close(*out);
        *out = NULL;
    } else {
        sqlite3_db_config(*out, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    }
    memory_free(name);
    return status;
}

static enum mah_status run_list(sqlite3 *db, struct mah_error *err, const char *format, va_list list)
{
    char *sql = sqlite3_vmprintf(format, list);
    if (sql == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        status = sql_fail(db, err);
    sqlite3_free(sql);
    return status;
}

enum mah_status sql_run(sqlite3 *db, struct mah_error *err, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    enum mah_status status = run_list(db, err, format, list);
    va_end(list);
    return status;
}

static enum mah_status prepare_list(sqlite3 *db, sqlite3_stmt **out, struct mah_error *err, const char *format,
                                    va_list list)
{
    *out = NULL;
    char *sql = sqlite3_vmprintf(format, list);
    if (sql == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    if (sqlite3_prepare_v2(db, sql, -1, out, NULL) != SQLITE_OK)
        status = sql_fail(db, err);
    sqlite3_free(sql);
    return status;
}

enum mah_status sql_prepare(sqlite3 *db, sqlite3_stmt **out, struct mah_error *err, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    enum mah_status status = prepare_list(db, out, err, format, list);
    va_end(list);
    return status;
}

enum mah_status sql_step_once(sqlite3_stmt *statement, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (sqlite3_step(statement) != SQLITE_DONE)
        status = sql_fail(sqlite3_db_handle(statement), err);
    sqlite3_reset(statement);
    return status;
}

/* Prepares and steps to the first row, if there is one. */
static enum mah_status ask_list(sqlite3 *db, sqlite3_stmt **out, struct mah_error *err, const char *format,
                                va_list list)
{
    enum mah_status status = prepare_list(db, out, err, format, list);
    if (status != MAH_OK)
        return status;
    int code = sqlite3_step(*out);
    return code == SQLITE_ROW || code == SQLITE_DONE ? MAH_OK : sql_fail(db, err);
}

enum mah_status sql_ask_number(sqlite3 *db, int64_t *out, struct mah_error *err, const char *format, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list list;
    va_start(list, format);
    enum mah_status status = ask_list(db, &statement, err, format, list);
    va_end(list);
    if (status == MAH_OK)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

enum mah_status sql_ask_text(sqlite3 *db, char **out, struct mah_error *err, const char *format, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list list;
    *out = NULL;
    va_start(list, format);
    enum mah_status status = ask_list(db, &statement, err, format, list);
    va_end(list);
    if (status == MAH_OK) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        *out = memory_copy_text(text != NULL ? text : "");
        if (*out == NULL)
            status = mah_no_memory(err);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum mah_status add_text(char ***list, size_t *count, const char *text, struct mah_error *err)
{
    char **longer = memory_resize(*list, *count + 1, sizeof *longer);
    if (longer == NULL)
        return mah_no_memory(err);
    *list = longer;
    longer[*count] = memory_copy_text(text != NULL ? text : "");
    if (longer[*count] == NULL)
        return mah_no_memory(err);
    (*count)++;
    return MAH_OK;
}

enum mah_status sql_ask_texts(sqlite3 *db, char ***list, size_t *count, struct mah_error *err, const char *sql)
{
    sqlite3_stmt *rows = NULL;
    int code = SQLITE_DONE;
    if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK)
        return sql_fail(db, err);
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && (code = sqlite3_step(rows)) == SQLITE_ROW)
        status = add_text(list, count, (const char *)sqlite3_column_text(rows, 0), err);
    if (status == MAH_OK && code != SQLITE_DONE)
        status = sql_fail(db, err);
    sqlite3_finalize(rows);
    return status;
}

void sql_texts_free(char **list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        memory_free(list[i]);
    memory_free(list);
}
