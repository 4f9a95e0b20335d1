/* Whose work would the output replace? Only files that this program wrote are overwritten. */
#include <sqlite3.h>
#include <sys/stat.h>

#include "write/publish.h"

/* SQLITE_ROW where the file says that we wrote it, SQLITE_DONE or SQLITE_ERROR where it does not, else what went wrong.
 */
static int ask_for_mark(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(db, "SELECT 1 FROM params WHERE \"key\" = 'mahalle.version'", -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return result;
}

bool publish_is_ours(sqlite3 *db)
{
    return ask_for_mark(db) == SQLITE_ROW;
}

static int look_for_mark(const char *path)
{
    sqlite3 *db = NULL;
    int result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (result == SQLITE_OK) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL); /* one may have rows without end */
        sqlite3_busy_timeout(db, 500);
        result = ask_for_mark(db);
    }
    sqlite3_close(db);
    return result;
}

enum mah_status publish_check_owner(const char *path, struct mah_error *err)
{
    struct stat file;
    if (stat(path, &file) != 0 || file.st_size == 0)
        return MAH_OK; /* nothing to lose */
    int result = look_for_mark(path);
    if (result == SQLITE_DONE || result == SQLITE_ERROR)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' exists and was not written by mahalle; choose another name", path);
    return MAH_OK; /* ours, or locked or waiting for recovery: publishing deals with that */
}
