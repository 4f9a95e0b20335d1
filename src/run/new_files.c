/* Files that `mahalle init` makes. */
#include "run/new_files.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

/* folder/name; NULL: out of memory. Free with memory_free. */
static char *path_in(const char *folder, const char *name)
{
    struct text path = TEXT_EMPTY;
    text_add_format(&path, "%s/%s", folder, name);
    return text_take(&path);
}

enum mah_status new_files_check(const char *folder, const char *const *names, size_t count, struct mah_error *err)
{
    struct stat facts;
    enum mah_status status = MAH_OK;
    if (stat(folder, &facts) != 0) {
        if (errno == ENOENT)
            return MAH_OK;
        return mah_fail(err, MAH_BAD_USAGE, "cannot use the folder '%s': %s", folder, system_words(errno));
    }
    if (!S_ISDIR(facts.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is not a folder; name one to write into", folder);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        char *path = path_in(folder, names[i]);
        if (path == NULL)
            return mah_no_memory(err);
        if (lstat(path, &facts) == 0)
            status =
                mah_fail(err, MAH_BAD_USAGE, "'%s' is there already; nothing was written, name another folder", path);
        memory_free(path);
    }
    return status;
}

/* *made tells whether the file is ours, and so to be removed after a failure. */
static enum mah_status write_file(const char *path, const struct new_file *file, bool *made, struct mah_error *err)
{
    FILE *stream = fopen(path, "wbx");
    if (stream == NULL && errno == EEXIST)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is there already; nothing was written, name another folder", path);
    if (stream == NULL)
        return mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(errno));
    *made = true;
    bool written = file->length == 0 || fwrite(file->bytes, 1, file->length, stream) == file->length;
    written = fflush(stream) == 0 && written;
    int reason = errno;
    bool closed = fclose(stream) == 0;
    if (written && !closed)
        reason = errno;
    return written && closed ? MAH_OK : mah_fail(err, MAH_FAILED, "cannot write '%s': %s", path, system_words(reason));
}

static enum mah_status write_one(const char *folder, const struct new_file *file, bool *made, struct mah_error *err)
{
    char *path = path_in(folder, file->name);
    *made = false;
    if (path == NULL)
        return mah_no_memory(err);
    enum mah_status status = write_file(path, file, made, err);
    if (status != MAH_OK && *made)
        unlink(path);
    memory_free(path);
    return status;
}

static void remove_files(const char *folder, const struct new_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[4096];
        int length = snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        if (length > 0 && (size_t)length < sizeof path)
            unlink(path);
    }
}

enum mah_status new_files_write(const char *folder, const struct new_file *files, size_t count, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t done = 0;
    bool made_folder = mkdir(folder, 0777) == 0, made = false;
    if (!made_folder && errno != EEXIST)
        return mah_fail(err, MAH_FAILED, "cannot make the folder '%s': %s", folder, system_words(errno));
    while (status == MAH_OK && done < count) {
        status = write_one(folder, &files[done], &made, err);
        if (status == MAH_OK)
            done++;
    }
    if (status == MAH_OK)
        return MAH_OK;
    remove_files(folder, files, done);
    if (made_folder)
        rmdir(folder);
    return status;
}
