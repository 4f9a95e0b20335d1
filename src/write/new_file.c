/* How does a file come to be that must not exist yet? */
#include "write/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/workers.h"

static enum mah_status refuse_existing(const char *path, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_USAGE, "'%s' exists; choose another name", path);
}

/* FOLDER/.NAME.PID.tmp */
static char *temporary_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    int folder = slash != NULL ? (int)(slash - path) + 1 : 0;
    struct text name = TEXT_EMPTY;
    text_add_format(&name, "%.*s.%s.%ld.tmp", folder, path, path + folder, (long)getpid());
    return text_take(&name);
}

static enum mah_status make_empty(const char *temporary, const char *path, struct mah_error *err)
{
    unlink(temporary); /* of a process that had this number before */
    int file = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0)
        return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, strerror(errno));
    close(file);
    return MAH_OK;
}

static enum mah_status sync_file(const char *temporary, const char *path, struct mah_error *err)
{
    int file = open(temporary, O_RDONLY | O_CLOEXEC);
    bool synced = file >= 0 && fsync(file) == 0;
    int reason = errno;
    if (file >= 0)
        close(file);
    return synced ? MAH_OK : mah_fail(err, MAH_FAILED, "cannot sync '%s': %s", path, strerror(reason));
}

/* A link refuses a name that is taken, where rename would replace it. File systems without links have to look first. */
static enum mah_status place(const char *temporary, const char *path, struct mah_error *err)
{
    if (link(temporary, path) == 0)
        return MAH_OK;
    if (errno == EEXIST)
        return refuse_existing(path, err);
    if (access(path, F_OK) == 0)
        return refuse_existing(path, err);
    if (rename(temporary, path) == 0)
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, strerror(errno));
}

enum mah_status new_file_write(const char *path, new_file_writer write, const void *what, struct mah_error *err)
{
    struct stat there;
    if (lstat(path, &there) == 0)
        return refuse_existing(path, err);
    char *temporary = temporary_name(path);
    if (temporary == NULL)
        return mah_no_memory(err);
    enum mah_status status = make_empty(temporary, path, err);
    if (status == MAH_OK) {
        status = write(what, temporary, err);
        if (status == MAH_OK)
            status = sync_file(temporary, path, err);
        if (status == MAH_OK && interrupted())
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        if (status == MAH_OK)
            status = place(temporary, path, err);
        unlink(temporary);
    }
    memory_free(temporary);
    return status;
}
