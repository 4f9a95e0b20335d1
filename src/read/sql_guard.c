/* What may a statement of the user do? Read; nothing else, by any way. */
#include "read/sql_guard.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/workers.h"
#include "read/sql_functions.h"

enum {
    OPERATIONS_BETWEEN_LOOKS = 1000, /* of SQLite's virtual machine: far below a millisecond */
    LONGEST_VALUE = 64 << 20,
    LONGEST_STATEMENT = 1 << 20,
    DEEPEST_EXPRESSION = 200,
    MOST_COLUMNS = 500,
    MOST_COMPOUNDS = 100,
    MOST_OPERATIONS = 1000000
};

/* Virtual tables that read nothing but the file itself. A file may hold others (VirtualShape on any path): they are
 * unknown here. */
static const char *kept_modules[] = {"rtree", "rtree_i32", "json_each", "json_tree", "spatial_ref_sys", NULL};

static bool is_among(const char *word, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcasecmp(word, *list) == 0)
            return true;
    return false;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int refuse(struct sql_guard *guard, int action, const char *subject)
{
    if (guard->action == 0) {
        guard->action = action;
        snprintf(guard->subject, sizeof guard->subject, "%s", subject != NULL ? subject : "");
    }
    return SQLITE_DENY;
}

/* Asked by SQLite for every step of every statement, those that functions of SpatiaLite run and those inside views
 * included. */
static int authorize(void *context, int action, const char *first, const char *second, const char *database,
                     const char *view)
{
    static const char *const pragmas[] = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", NULL};
    (void)database;
    (void)view;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return sql_function_is_allowed(second) ? SQLITE_OK : refuse(context, action, second);
    case SQLITE_PRAGMA:
        return is_among(first, pragmas) ? SQLITE_OK : refuse(context, action, first);
    default:
        return refuse(context, action, first);
    }
}

static int look(void *context)
{
    struct sql_guard *guard = context;
    if (interrupted())
        guard->stopped = 2;
    else if (now_ms() > guard->deadline_ms)
        guard->stopped = 1;
    return guard->stopped;
}

static void set_limits(sqlite3 *database)
{
    static const struct {
        int limit, most;
    } limits[] = {{SQLITE_LIMIT_LENGTH, LONGEST_VALUE},
                  {SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT},
                  {SQLITE_LIMIT_COLUMN, MOST_COLUMNS},
                  {SQLITE_LIMIT_EXPR_DEPTH, DEEPEST_EXPRESSION},
                  {SQLITE_LIMIT_COMPOUND_SELECT, MOST_COMPOUNDS},
                  {SQLITE_LIMIT_VDBE_OP, MOST_OPERATIONS},
                  {SQLITE_LIMIT_ATTACHED, 0},
                  {SQLITE_LIMIT_TRIGGER_DEPTH, 0},
                  {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(database, limits[i].limit, limits[i].most);
}

/* A table that cannot be met (its module is not kept) cannot be read later either: that is no error here. */
static void meet(sqlite3 *database, const char *table)
{
    sqlite3_stmt *statement = NULL;
    char *sql = sqlite3_mprintf("SELECT 1 FROM \"%w\"", table);
    if (sql != NULL)
        (void)sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    sqlite3_finalize(statement);
    sqlite3_free(sql);
}

/*
 * SQLite meets a virtual table when a statement first names it, and what it does then (an R-tree prepares its own
 * INSERT) would be refused. So all that may be read are met before.
 */
static void meet_virtual_tables(sqlite3 *database)
{
    static const char *const tables[] = {"spatial_ref_sys",   "json_each",          "json_tree",
                                         "pragma_table_info", "pragma_table_xinfo", "pragma_table_list",
                                         "pragma_index_list", "pragma_index_info",  NULL};
    for (size_t i = 0; tables[i] != NULL; i++)
        meet(database, tables[i]);
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage = 0", -1, &row,
                           NULL) == SQLITE_OK)
        while (sqlite3_step(row) == SQLITE_ROW)
            meet(database, (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
}

enum mah_status sql_guard_set(struct sql_guard *guard, sqlite3 *database, double time_limit_s, struct mah_error *err)
{
    *guard = (struct sql_guard){.started_ms = now_ms()};
    guard->deadline_ms = guard->started_ms + (int64_t)(time_limit_s * 1000);
    set_limits(database);
    /* Sorting and temporary tables stay in memory: nothing of the answer lies on a disk. */
    if (sqlite3_exec(database, "PRAGMA temp_store = MEMORY; PRAGMA query_only = ON", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_drop_modules(database, kept_modules) != SQLITE_OK)
        return mah_fail(err, MAH_FAILED, "SQLite cannot be set to reading only: %s", sqlite3_errmsg(database));
    meet_virtual_tables(database);
    sqlite3_set_authorizer(database, authorize, guard);
    sqlite3_progress_handler(database, OPERATIONS_BETWEEN_LOOKS, look, guard);
    return MAH_OK;
}

/* Where a statement begins: behind blanks, comments and empty statements. */
static const char *first_word(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n\f;");
        const char *end = NULL;
        if (strncmp(sql, "--", 2) == 0)
            end = strchr(sql, '\n');
        else if (strncmp(sql, "/*", 2) == 0)
            end = strstr(sql + 2, "*/");
        else
            return sql;
        if (end == NULL)
            return sql + strlen(sql);
        sql = *end == '\n' ? end + 1 : end + 2;
    }
}

enum mah_status sql_guard_check_word(const char *sql, struct mah_error *err)
{
    static const char *const reading[] = {"SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA", NULL};
    const char *at = first_word(sql);
    char word[24] = "";
    size_t length = 0;
    for (; length + 1 < sizeof word && ((at[length] | 32) >= 'a' && (at[length] | 32) <= 'z'); length++)
        word[length] = (char)(at[length] & ~32);
    if (*at == '\0')
        return mah_fail(err, MAH_BAD_USAGE, "there is no statement; write one like \"SELECT * FROM mah_indicators\"");
    if (length == 0)
        return mah_fail(err, MAH_BAD_USAGE, "a statement begins with SELECT, not with '%.20s'", at);
    if (!is_among(word, reading))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is not allowed: mahalle sql only reads", word);
    return MAH_OK;
}

/* The words for what SQLite calls a number. */
static const char *action_word(int action)
{
    static const struct {
        int action;
        const char *word;
    } words[] = {{SQLITE_INSERT, "INSERT"},       {SQLITE_UPDATE, "UPDATE"},     {SQLITE_DELETE, "DELETE"},
                 {SQLITE_ATTACH, "ATTACH"},       {SQLITE_DETACH, "DETACH"},     {SQLITE_TRANSACTION, "BEGIN"},
                 {SQLITE_SAVEPOINT, "SAVEPOINT"}, {SQLITE_ALTER_TABLE, "ALTER"}, {SQLITE_REINDEX, "REINDEX"},
                 {SQLITE_ANALYZE, "ANALYZE"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].action == action)
            return words[i].word;
    return "CREATE / DROP";
}

enum mah_status sql_guard_refusal(const struct sql_guard *guard, struct mah_error *err)
{
    if (guard->action == 0)
        return MAH_OK;
    if (guard->action == SQLITE_FUNCTION)
        return mah_fail(err, MAH_BAD_USAGE, "the function '%s' is not allowed: mahalle sql only reads this file",
                        guard->subject);
    if (guard->action == SQLITE_PRAGMA)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'PRAGMA %s' is not allowed; allowed are table_info, table_xinfo, table_list, index_list, "
                        "index_info",
                        guard->subject);
    return mah_fail(err, MAH_BAD_USAGE, "'%s' is not allowed: mahalle sql only reads", action_word(guard->action));
}
