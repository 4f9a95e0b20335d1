/* Is another program using the GeoPackage that is to be replaced? */
#include "write/publish_lock.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "write/sql.h"

enum {
    ATTEMPTS = 100,   /* about two seconds: a reader that draws one map is done by then */
    PAUSE_US = 15000, /* between two attempts, and a little more, not the same in two processes */
    PAUSE_SPREAD_US = 10000
};

static bool has_content(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && file.st_size > 0;
}

/*
 * In exclusive mode the change of the journal mode needs the file to itself and folds a write-ahead log into it; BEGIN
 * EXCLUSIVE then keeps others out until we are done.
 */
static enum mah_status take(sqlite3 *db, bool fold_log, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (fold_log)
        status = sql_run(db, err, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF");
    return status == MAH_OK ? sql_run(db, err, "BEGIN EXCLUSIVE") : status;
}

/* Has somebody else put another file in this one's place since we opened it? */
static bool has_moved(sqlite3 *db)
{
    int moved = 0;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

static bool is_busy(sqlite3 *db)
{
    int code = sqlite3_errcode(db) & 0xFF;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED || has_moved(db);
}

/* One attempt. *again tells that it failed only because another program had the file just then. */
static enum mah_status attempt(sqlite3 **lock, bool *again, const char *path, bool fold_log, struct mah_error *err)
{
    *lock = NULL;
    *again = false;
    if (!has_content(path))
        return MAH_OK;
    enum mah_status status = sql_open(lock, path, SQL_READ_WRITE, err);
    if (status == MAH_OK)
        status = take(*lock, fold_log, err);
    if (status == MAH_OK && !has_moved(*lock))
        return MAH_OK;
    if (*lock != NULL)
        *again = status != MAH_NO_MEMORY && is_busy(*lock);
    sqlite3_close(*lock);
    *lock = NULL;
    if (*again)
        return mah_fail(err, MAH_FAILED, "'%s' is open in another program (QGIS?); close it there and run again", path);
    return status == MAH_NO_MEMORY ? status : mah_context(err, status, "cannot lock '%s'", path);
}

static void pause_a_little(void)
{
    long spread = (long)getpid() * 2654435 % PAUSE_SPREAD_US;
    nanosleep(&(struct timespec){.tv_nsec = (PAUSE_US + spread) * 1000L}, NULL);
}

/*
 * Closing the file between two attempts, instead of letting SQLite wait, gives up our shared lock: two runs that wait
 * for each other's would both wait in vain.
 */
enum mah_status publish_lock(sqlite3 **lock, const char *path, struct mah_error *err)
{
    bool again = true;
    enum mah_status status = MAH_FAILED;
    for (int i = 0; again && i < ATTEMPTS; i++) {
        if (i > 0)
            pause_a_little();
        status = attempt(lock, &again, path, true, err);
    }
    return status;
}

void publish_unlock(sqlite3 *lock)
{
    if (lock == NULL)
        return;
    sqlite3_exec(lock, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(lock);
}

/* Byte 18 of a SQLite file is its write version: 2 in WAL mode, where opening it could already change it. */
static bool is_in_wal_mode(const char *path)
{
    unsigned char header[19] = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t got = fread(header, 1, sizeof header, file);
    fclose(file);
    return got == sizeof header && header[18] == 2;
}

enum mah_status publish_try_lock(const char *path, struct mah_error *err)
{
    sqlite3 *lock = NULL;
    bool again = false;
    if (is_in_wal_mode(path))
        return MAH_OK;
    enum mah_status status = attempt(&lock, &again, path, false, err);
    publish_unlock(lock);
    return status;
}
