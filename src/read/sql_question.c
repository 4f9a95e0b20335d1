/* What does a GeoPackage answer to a statement of SQL? */
#include "read/sql_question.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "read/geopackage_layer.h"
#include "read/source_path.h"
#include "read/spatialite_door.h"
#include "read/sql_complaint.h"
#include "read/sql_guard.h"
#include "read/sql_reference_systems.h"
#include "read/sql_rows.h"

enum { HEAP_MEGABYTES = 512 };

struct question {
    char *path;
    const char *name;
    sqlite3 *database;
    void *spatialite; /* SpatiaLite's memory of this connection */
    struct sql_guard guard;
    double time_limit_s;
    bool is_secure;
};

/* Every GeoPackage has it (OGC 12-128r18, requirement 10). */
static bool is_geopackage(struct question *question)
{
    sqlite3_stmt *row = NULL;
    bool found = sqlite3_prepare_v2(question->database, "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'", -1,
                                    &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return found;
}

/* Asked while views are off: a row of a table, never a statement of the file. */
static bool is_secure(struct question *question)
{
    sqlite3_stmt *row = NULL;
    bool found = sqlite3_prepare_v2(question->database,
                                    "SELECT 1 FROM params WHERE key = 'privacy.profile' AND value = 'secure'", -1, &row,
                                    NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return found;
}

static enum mah_status open_file(struct question *question, const char *path, struct mah_error *err)
{
    enum mah_status status = source_path_resolve(&question->path, path, err);
    if (status != MAH_OK)
        return status;
    question->name = source_path_file_name(question->path);
    status = geopackage_open(&question->database, question->path, question->name, err);
    if (status == MAH_OK)
        question->is_secure = is_secure(question);
    if (status == MAH_OK) /* its time is limited, and the guard looks into them */
        sqlite3_db_config(question->database, SQLITE_DBCONFIG_ENABLE_VIEW, 1, NULL);
    if (status == MAH_OK && !is_geopackage(question))
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' is no GeoPackage", question->name);
    return status;
}

static void refuse_pipeline(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    (void)values;
    sqlite3_result_error(context, "transform takes a geometry and a number: a text for PROJ could name files", -1);
}

/* With more than two arguments Transform hands texts to PROJ, which opens the grids that they name. The guard sees
 * names only, so the wider forms are replaced. */
static bool forbid_pipelines(sqlite3 *database)
{
    static const char *const names[] = {"Transform",      "ST_Transform", "TransformXY",
                                        "ST_TransformXY", "TransformXYZ", "ST_TransformXYZ"};
    enum { NARROWEST = 3, WIDEST = 6 };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int count = NARROWEST; count <= WIDEST; count++)
            if (sqlite3_create_function(database, names[i], count, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                        refuse_pipeline, NULL, NULL) != SQLITE_OK)
                return false;
    return true;
}

/* SpatiaLite first: its functions and virtual tables have to be there before the guard sorts them out. */
static enum mah_status set_up(struct question *question, struct mah_error *err)
{
    sqlite3 *database = question->database;
    enum mah_status status = spatialite_open(err);
    if (status != MAH_OK)
        return status;
    question->spatialite = spatialite.spatialite_alloc_connection();
    if (question->spatialite == NULL)
        return mah_no_memory(err);
    spatialite.spatialite_init_ex(database, question->spatialite, 0);
    if (!forbid_pipelines(database))
        return mah_no_memory(err);
    sqlite3_hard_heap_limit64((sqlite3_int64)HEAP_MEGABYTES << 20);
    if (sqlite3_exec(database, "SELECT EnableGpkgAmphibiousMode()", NULL, NULL, NULL) != SQLITE_OK ||
        sql_reference_systems_add(database) != SQLITE_OK)
        return mah_fail(err, MAH_FAILED, "SQLite cannot be set to reading only: %s", sqlite3_errmsg(database));
    return sql_guard_set(&question->guard, database, question->time_limit_s, err);
}

/* What the file, the limits or the guard have to say, before the statement itself is blamed. */
static enum mah_status explain(struct question *question, int code, struct mah_error *err)
{
    char seconds[32];
    switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
        if (question->guard.stopped == 2)
            return mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        return mah_fail(err, MAH_FAILED, "the statement took longer than %s seconds; --time-limit gives it more",
                        number_say(question->time_limit_s, seconds));
    case SQLITE_NOMEM:
        return mah_fail(err, MAH_FAILED, "the statement needs more than %d MB of memory", HEAP_MEGABYTES);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return geopackage_fail(question->database, question->name, err);
    default:
        break;
    }
    enum mah_status status = sql_guard_refusal(&question->guard, err);
    return status == MAH_OK ? sql_complain(question->database, err) : status;
}

/* Only blanks, comments and semicolons may follow. */
static enum mah_status check_rest(struct question *question, const char *rest, struct mah_error *err)
{
    while (*rest != '\0') {
        sqlite3_stmt *second = NULL;
        const char *begin = rest;
        int code = sqlite3_prepare_v2(question->database, begin, -1, &second, &rest);
        bool is_empty = code == SQLITE_OK && second == NULL;
        sqlite3_finalize(second);
        if (!is_empty)
            return mah_fail(err, MAH_BAD_USAGE, "only one statement can be asked; the second begins at '%.40s'",
                            begin + strspn(begin, " \t\r\n;"));
    }
    return MAH_OK;
}

static enum mah_status ask(struct sql_answer *answer, struct question *question, const char *sql, struct mah_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    int code = sqlite3_prepare_v2(question->database, sql, -1, &statement, &rest);
    if (code != SQLITE_OK)
        return explain(question, code, err);
    enum mah_status status = check_rest(question, rest, err);
    if (status == MAH_OK && !sqlite3_stmt_readonly(statement))
        status = mah_fail(err, MAH_BAD_USAGE, "this statement is not allowed: mahalle sql only reads");
    if (status == MAH_OK)
        status = sql_rows_take(answer, statement, &code, err);
    if (status == MAH_OK && code != SQLITE_DONE)
        status = explain(question, code, err);
    sqlite3_finalize(statement);
    return status;
}

static void close_file(struct question *question)
{
    sqlite3_close(question->database);
    if (question->spatialite != NULL)
        spatialite.spatialite_cleanup_ex(question->spatialite);
    sqlite3_hard_heap_limit64(0);
    memory_free(question->path);
}

enum mah_status sql_ask(struct sql_answer **out, const char *path, const char *sql, double time_limit_s,
                        struct mah_error *err)
{
    struct question question = {.time_limit_s = time_limit_s};
    if (!utf8_is_valid(sql, strlen(sql)))
        return mah_fail(err, MAH_BAD_USAGE, "the statement is not written in UTF-8");
    enum mah_status status = sql_guard_check_word(sql, err);
    if (status != MAH_OK)
        return status;
    struct sql_answer *answer = memory_new(1, sizeof *answer);
    if (answer == NULL)
        return mah_no_memory(err);
    status = open_file(&question, path, err);
    if (status == MAH_OK)
        status = set_up(&question, err);
    if (status == MAH_OK)
        status = ask(answer, &question, sql, err);
    answer->of_secure = question.is_secure;
    close_file(&question);
    if (status != MAH_OK) {
        sql_answer_free(answer);
        return status;
    }
    *out = answer;
    return MAH_OK;
}

void sql_answer_free(struct sql_answer *answer)
{
    if (answer == NULL)
        return;
    for (size_t i = 0; i < answer->column_count; i++)
        memory_free(answer->names[i]);
    memory_free(answer->names);
    memory_free(answer->cells);
    arena_release(&answer->texts);
    memory_free(answer);
}
