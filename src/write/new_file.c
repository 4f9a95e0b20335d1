/* How does a file come to be that must not exist yet? */
#include "write/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_words.h"
#include "base/workers.h"

static enum mah_status refuse_existing(const char *path, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_USAGE, "'%s' exists; choose another name", path);
}

enum { LONGEST_PATH = 4096 }; /* of Linux, with the zero: longer ones cannot be opened */

/* FOLDER/.NAME.PID.tmp; made anew where it is needed, so that taking the file away needs no memory. */
static void temporary_name(char out[LONGEST_PATH], const char *path)
{
    const char *slash = strrchr(path, '/');
    int folder = slash != NULL ? (int)(slash - path) + 1 : 0;
    int length = snprintf(out, LONGEST_PATH, "%.*s.%s.%ld.tmp", folder, path, path + folder, (long)getpid());
    if (length < 0 || length >= LONGEST_PATH)
        out[0] = '\0'; /* no file has this name */
}

enum file_readers file_readers_of(const char *profile)
{
    return strcmp(profile, "secure") == 0 ? READERS_OWNER_ONLY : READERS_BY_UMASK;
}

static enum mah_status make_empty(const char *temporary, const char *path, enum file_readers readers,
                                  struct mah_error *err)
{
    if (temporary[0] == '\0')
        return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(ENAMETOOLONG));
    unlink(temporary); /* of a process that had this number before */
    int file = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, readers == READERS_OWNER_ONLY ? 0600 : 0666);
    if (file < 0)
        return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
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
    return synced ? MAH_OK : mah_fail(err, MAH_FAILED, "cannot sync '%s': %s", path, system_words(reason));
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
    return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
}

/* An empty temporary file beside the path, of which nothing may stand there yet. */
static enum mah_status begin(char temporary[LONGEST_PATH], const char *path, enum file_readers readers,
                             struct mah_error *err)
{
    struct stat there;
    if (lstat(path, &there) == 0)
        return refuse_existing(path, err);
    temporary_name(temporary, path);
    return make_empty(temporary, path, readers, err);
}

enum mah_status new_file_open(FILE **out, const char *path, enum file_readers readers, struct mah_error *err)
{
    char temporary[LONGEST_PATH];
    *out = NULL;
    enum mah_status status = begin(temporary, path, readers, err);
    if (status != MAH_OK)
        return status;
    *out = fopen(temporary, "wb");
    if (*out != NULL)
        return MAH_OK;
    status = mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
    unlink(temporary);
    return status;
}

/* Of the temporary file, which is whole where the status is good. */
static enum mah_status finish(const char *temporary, const char *path, enum mah_status status, struct mah_error *err)
{
    if (status == MAH_OK)
        status = sync_file(temporary, path, err);
    if (status == MAH_OK && interrupted())
        status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    if (status == MAH_OK)
        status = place(temporary, path, err);
    unlink(temporary);
    return status;
}

enum mah_status new_file_close(FILE *file, const char *path, enum mah_status status, struct mah_error *err)
{
    char temporary[LONGEST_PATH];
    bool failed = ferror(file) != 0;
    errno = failed ? EIO : 0;
    if ((fclose(file) != 0 || failed) && status == MAH_OK)
        status = mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
    temporary_name(temporary, path);
    return finish(temporary, path, status, err);
}

enum mah_status new_file_write(const char *path, enum file_readers readers, new_file_writer write, const void *what,
                               struct mah_error *err)
{
    char temporary[LONGEST_PATH];
    enum mah_status status = begin(temporary, path, readers, err);
    return status == MAH_OK ? finish(temporary, path, write(what, temporary, err), err) : status;
}
