/*
 * How does a finished file take the place of an old one?
 *
 * A temporary file in the same folder, synced and renamed, is not enough for SQLite. If NAME-wal of the old file still
 * lies there (QGIS crashed, or is editing), the next program that opens the new file replays the old log into it, and
 * SQLite finds nothing wrong. So the old file is locked first, which folds its log or tells us that somebody uses it;
 * then the side files are removed, then the rename is done, then the lock is let go.
 *
 * Two runs that write one target: each has its own temporary file and the exclusive lock lets one at a time replace the
 * file; the later one wins, whole. Where there is no target yet there is nothing to lock and nothing to lose: rename is
 * atomic and the later one wins too. No lock file is needed, so none is left behind.
 */
#include "write/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"
#include "base/text.h"
#include "base/workers.h"
#include "write/geopackage.h"
#include "write/new_file.h"
#include "write/publish_copy.h"
#include "write/publish_lock.h"
#include "write/publish_path.h"

static enum mah_status sync_file(const char *path, int flags, struct mah_error *err)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0)
        return mah_fail(err, MAH_FAILED, "cannot sync '%s': %s", path, system_words(errno));
    int refused = fsync(file);
    int reason = errno;
    close(file);
    /* Some network file systems cannot sync a folder and say so with EINVAL: the rename is all they offer. */
    if (refused != 0 && !(reason == EINVAL && (flags & O_DIRECTORY) != 0))
        return mah_fail(err, MAH_FAILED, "cannot sync '%s': %s", path, system_words(reason));
    return MAH_OK;
}

/* What SQLite would replay into the next file of this name. */
static enum mah_status remove_side_files(const char *target, struct mah_error *err)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof endings / sizeof *endings; i++) {
        struct text side = TEXT_EMPTY;
        text_add_format(&side, "%s%s", target, endings[i]);
        if (side.failed)
            status = mah_no_memory(err);
        else if (unlink(side.bytes) != 0 && errno != ENOENT)
            status = mah_fail(err, MAH_FAILED, "cannot remove '%s': %s", side.bytes, system_words(errno));
        text_release(&side);
    }
    return status;
}

/* While the target is locked. */
static enum mah_status replace(const struct publish_path *path, struct mah_error *err)
{
    enum mah_status status = remove_side_files(path->target, err);
    if (status == MAH_OK && rename(path->temporary, path->target) != 0)
        status = mah_fail(err, MAH_FAILED, "cannot replace '%s': %s", path->target, system_words(errno));
    if (status == MAH_OK)
        status = sync_file(path->folder, O_RDONLY | O_DIRECTORY, err);
    return status;
}

static enum mah_status fill(const struct publish_path *path, publish_writer write, const void *what,
                            struct mah_error *err)
{
    enum mah_status status = write(what, path->temporary, err);
    if (status != MAH_OK && status != MAH_INTERRUPTED)
        status = mah_context(err, status, "cannot write '%s'", path->target);
    return status == MAH_OK ? sync_file(path->temporary, O_RDONLY, err) : status;
}

/* A new file needs the lock only at the end, a changed copy from the beginning. */
static enum mah_status write_and_place(const struct publish_path *path, bool copies, publish_writer write,
                                       const void *what, struct mah_error *err)
{
    sqlite3 *lock = NULL;
    enum mah_status status = publish_make_temporary(path, err);
    if (status != MAH_OK)
        return status;
    if (copies)
        status = publish_lock(&lock, path->target, err);
    if (status == MAH_OK && copies)
        status = publish_copy_locked(lock, path->target, path->temporary, err);
    if (status == MAH_OK)
        status = fill(path, write, what, err);
    if (status == MAH_OK && !copies)
        status = publish_lock(&lock, path->target, err);
    if (status == MAH_OK && interrupted())
        status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    if (status == MAH_OK)
        status = replace(path, err);
    publish_unlock(lock);
    if (status != MAH_OK)
        unlink(path->temporary);
    return status;
}

static enum mah_status publish_either(const char *path, bool copies, publish_writer write, const void *what,
                                      struct mah_error *err)
{
    struct publish_path parts;
    enum mah_status status = publish_path_init(&parts, path, err);
    if (status != MAH_OK)
        return status;
    publish_remove_leftovers(&parts);
    status = write_and_place(&parts, copies, write, what, err);
    publish_path_release(&parts);
    return status;
}

enum mah_status publish_file(const char *path, publish_writer write, const void *what, struct mah_error *err)
{
    return publish_either(path, false, write, what, err);
}

enum mah_status publish_changed(const char *path, publish_writer write, const void *what, struct mah_error *err)
{
    return publish_either(path, true, write, what, err);
}

/* The project inside the file finds its layers by the name the file will have, not by that of the temporary one. */
struct named_release {
    const struct mah_release *release;
    const char *name;
};

/* As new_file.h says, of a file that is there already. File systems that know of
 * no rights (of sticks, say) refuse them; what lies there is readable by whoever holds it. */
static enum mah_status close_to_others(const char *path, struct mah_error *err)
{
    if (chmod(path, S_IRUSR | S_IWUSR) == 0 || errno == EPERM || errno == EOPNOTSUPP)
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
}

static enum mah_status write_release(const void *what, const char *path, struct mah_error *err)
{
    const struct named_release *named = what;
    enum mah_status status = MAH_OK;
    if (file_readers_of(release_facts(named->release)->profile) == READERS_OWNER_ONLY)
        status = close_to_others(path, err);
    return status == MAH_OK ? geopackage_write(named->release, path, named->name, err) : status;
}

enum mah_status publish_geopackage(const struct mah_release *release, const char *path, struct mah_error *err)
{
    const char *slash = strrchr(path, '/');
    struct named_release named = {release, slash != NULL ? slash + 1 : path};
    return publish_file(path, write_release, &named, err);
}
