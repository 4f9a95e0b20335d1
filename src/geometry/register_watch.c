/* Was everything that PROJ asked of its register of reference systems answered? */
#include "geometry/register_watch.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

static const char door_name[] = "mahalle-register";
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sqlite3_vfs *behind; /* what SQLite reads files with; NULL where it has none */
static sqlite3_vfs door;
static atomic_bool has_failed;

/* The file of the door behind lies in the same memory, after this. */
struct watched_file {
    sqlite3_file file;
    sqlite3_file *real;
};

static int remember(int code)
{
    if (code != SQLITE_OK)
        atomic_store(&has_failed, true);
    return code;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct watched_file *)file)->real;
}

static int watch_close(sqlite3_file *file)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xClose(real);
}

/* Too few bytes are a failure, too: nothing beyond its end is read of a register that is whole. */
static int watch_read(sqlite3_file *file, void *out, int size, sqlite3_int64 offset)
{
    sqlite3_file *real = real_of(file);
    return remember(real->pMethods->xRead(real, out, size, offset));
}

static int watch_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xWrite(real, bytes, size, offset);
}

static int watch_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xTruncate(real, size);
}

static int watch_sync(sqlite3_file *file, int flags)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xSync(real, flags);
}

static int watch_size(sqlite3_file *file, sqlite3_int64 *size)
{
    sqlite3_file *real = real_of(file);
    return remember(real->pMethods->xFileSize(real, size));
}

/* PROJ takes no locks of its register either, which nobody writes while programs run: a folder may not allow them. */
static int no_lock(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int nobody_has_locked(sqlite3_file *file, int *is_locked)
{
    (void)file;
    *is_locked = 0;
    return SQLITE_OK;
}

static int watch_control(sqlite3_file *file, int what, void *argument)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xFileControl(real, what, argument);
}

static int watch_sector(sqlite3_file *file)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xSectorSize(real);
}

static int watch_device(sqlite3_file *file)
{
    sqlite3_file *real = real_of(file);
    return real->pMethods->xDeviceCharacteristics(real);
}

static int watch_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    static const sqlite3_io_methods methods = {.iVersion = 1, /* without shared memory and mapped files */
                                               .xClose = watch_close,
                                               .xRead = watch_read,
                                               .xWrite = watch_write,
                                               .xTruncate = watch_truncate,
                                               .xSync = watch_sync,
                                               .xFileSize = watch_size,
                                               .xLock = no_lock,
                                               .xUnlock = no_lock,
                                               .xCheckReservedLock = nobody_has_locked,
                                               .xFileControl = watch_control,
                                               .xSectorSize = watch_sector,
                                               .xDeviceCharacteristics = watch_device};
    struct watched_file *watched = (struct watched_file *)file;
    (void)vfs;
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) /* SQLite's own scratch files */
        return behind->xOpen(behind, path, file, flags, out_flags);
    watched->real = (sqlite3_file *)(watched + 1);
    int code = behind->xOpen(behind, path, watched->real, flags, out_flags);
    file->pMethods = watched->real->pMethods != NULL ? &methods : NULL;
    return code;
}

static void make_door(void)
{
    sqlite3_vfs *found = sqlite3_vfs_find(NULL);
    if (found == NULL)
        return;
    door = *found;
    door.pNext = NULL;
    door.zName = door_name;
    door.szOsFile = (int)sizeof(struct watched_file) + found->szOsFile;
    door.xOpen = watch_open;
    behind = sqlite3_vfs_register(&door, 0) == SQLITE_OK ? found : NULL;
}

const char *register_watch_name(void)
{
    pthread_once(&once, make_door);
    return behind != NULL ? door_name : NULL;
}

bool register_watch_has_failed(void)
{
    return atomic_load(&has_failed);
}
