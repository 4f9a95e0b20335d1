/* May this path be read? */
#include "read/source_path.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "config/source.h"

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static enum mah_status explain_missing(const char *path, int reason, struct mah_error *err)
{
    if (path_is_no_file_name(path))
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': only local files are read", path);
    if (reason == ENOENT || reason == ENOTDIR)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': no such file", path);
    if (reason == EACCES)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': permission denied", path);
    return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", path, reason);
}

enum mah_status source_path_check(const char *path, struct mah_error *err)
{
    if (path == NULL || path[0] == '\0')
        return mah_fail(err, MAH_BAD_SOURCE, "the path of a source is empty: name a file");
    if (starts_with(path, "/vsi") || strstr(path, "://") != NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': only local files are read", path);
    struct stat facts;
    if (stat(path, &facts) != 0)
        return explain_missing(path, errno, err);
    if (S_ISDIR(facts.st_mode))
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is a folder: name the file in it", path);
    if (!S_ISREG(facts.st_mode))
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': only regular files are read", path);
    if (access(path, R_OK) != 0)
        return explain_missing(path, errno, err);
    return MAH_OK;
}

enum mah_status source_path_resolve(char **out, const char *path, struct mah_error *err)
{
    *out = NULL;
    enum mah_status status = source_path_check(path, err);
    if (status != MAH_OK)
        return status;
    char *resolved = realpath(path, NULL);
    if (resolved == NULL && errno == ENOMEM)
        return mah_no_memory(err);
    if (resolved == NULL)
        return explain_missing(path, errno, err);
    /* A folder may well be called /vsi...; GDAL would still not take it for a folder. */
    if (starts_with(resolved, "/vsi"))
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': only local files are read", path);
    else if ((*out = memory_copy_text(resolved)) == NULL)
        status = mah_no_memory(err);
    free(resolved);
    return status;
}

const char *source_path_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}
