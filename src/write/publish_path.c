/* What are the folder, the side files and the temporary name of a file that is to be published? */
#include "write/publish_path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

static const char temporary_ending[] = ".tmp.gpkg";

enum mah_status publish_path_init(struct publish_path *out, const char *path, struct mah_error *err)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    struct text temporary = TEXT_EMPTY;
    *out = (struct publish_path){0};
    out->target = memory_copy_text(path);
    out->name = memory_copy_text(name);
    if (slash == NULL)
        out->folder = memory_copy_text(".");
    else
        out->folder = slash == path ? memory_copy_text("/") : memory_copy_bytes(path, (size_t)(slash - path));
    if (out->folder != NULL)
        text_add_format(&temporary, "%s/.%s.%ld%s", out->folder, name, (long)getpid(), temporary_ending);
    out->temporary = text_take(&temporary);
    if (out->target != NULL && out->folder != NULL && out->name != NULL && out->temporary != NULL)
        return MAH_OK;
    publish_path_release(out);
    return mah_no_memory(err);
}

void publish_path_release(struct publish_path *path)
{
    memory_free(path->target);
    memory_free(path->folder);
    memory_free(path->name);
    memory_free(path->temporary);
    *path = (struct publish_path){0};
}

enum mah_status publish_make_temporary(const struct publish_path *path, struct mah_error *err)
{
    struct stat old;
    bool replaces = lstat(path->target, &old) == 0 && S_ISREG(old.st_mode);
    unlink(path->temporary);
    int file = open(path->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return mah_fail(err, MAH_FAILED, "cannot write to the folder '%s': %s", path->folder, system_words(errno));
    /* Whoever could not read the old file must not be able to read the new one. */
    int refused = replaces ? fchmod(file, old.st_mode & 0777) : 0;
    close(file);
    if (refused == 0)
        return MAH_OK;
    unlink(path->temporary);
    return mah_fail(err, MAH_FAILED, "cannot write to the folder '%s': %s", path->folder, system_words(errno));
}

/* The process of ".NAME.PID.tmp.gpkg", or 0 where the file name is not of that form. */
static long process_of(const char *file, const char *name)
{
    size_t length = strlen(name);
    if (file[0] != '.' || strncmp(file + 1, name, length) != 0 || file[1 + length] != '.')
        return 0;
    const char *digits = file + length + 2;
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || count > 9 || strcmp(digits + count, temporary_ending) != 0)
        return 0;
    long process = 0;
    for (size_t i = 0; i < count; i++)
        process = process * 10 + (digits[i] - '0');
    return process;
}

void publish_remove_leftovers(const struct publish_path *path)
{
    DIR *folder = opendir(path->folder);
    if (folder == NULL)
        return;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        long process = process_of(entry->d_name, path->name);
        if (process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
}
