/*
 * A copy of a GeoPackage that we hold the lock of.
 *
 * Its bytes are read through SQLite's own handle: a second handle of this process would give up the lock when it is
 * closed, as POSIX wants it.
 */
#include "write/publish_copy.h"

#include <errno.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/workers.h"

enum { CHUNK = 1 << 16 };

static enum mah_status copy_bytes(sqlite3_file *from, FILE *to, char *chunk, const char *path, const char *copy,
                                  struct mah_error *err)
{
    sqlite3_int64 size = 0;
    if (from->pMethods->xFileSize(from, &size) != SQLITE_OK)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", path, system_words(EIO));
    for (sqlite3_int64 at = 0; at < size; at += CHUNK) {
        if (interrupted())
            return mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        int length = size - at < CHUNK ? (int)(size - at) : CHUNK;
        if (from->pMethods->xRead(from, chunk, length, at) != SQLITE_OK)
            return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", path, system_words(EIO));
        if (fwrite(chunk, 1, (size_t)length, to) != (size_t)length)
            return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", copy, system_words(errno));
    }
    return MAH_OK;
}

enum mah_status publish_copy_locked(sqlite3 *lock, const char *path, const char *copy, struct mah_error *err)
{
    sqlite3_file *from = NULL;
    if (lock == NULL || sqlite3_file_control(lock, "main", SQLITE_FCNTL_FILE_POINTER, &from) != SQLITE_OK ||
        from == NULL || from->pMethods == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot find '%s'", path);
    FILE *to = fopen(copy, "wb");
    if (to == NULL)
        return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", copy, system_words(errno));
    char *chunk = memory_new(CHUNK, 1);
    enum mah_status status = chunk != NULL ? copy_bytes(from, to, chunk, path, copy, err) : mah_no_memory(err);
    memory_free(chunk);
    if (fclose(to) != 0 && status == MAH_OK)
        status = mah_fail(err, MAH_FAILED, "cannot write '%s': %s", copy, system_words(errno));
    return status;
}
