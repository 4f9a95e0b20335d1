/* Can a GeoPackage be written to this path? Asked before the work starts. */
#include "base/system_words.h"
#include "write/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/slice.h"
#include "base/text.h"
#include "write/publish_lock.h"
#include "write/publish_path.h"

static bool ends_in_gpkg(const char *name)
{
    static const char ending[] = ".gpkg";
    size_t length = strlen(name), wanted = sizeof ending - 1;
    return length > wanted && slice_equals_ascii_nocase(slice_of(name + length - wanted), slice_of(ending));
}

static enum mah_status check_folder(const struct publish_path *path, struct mah_error *err)
{
    struct stat folder;
    if (stat(path->folder, &folder) != 0)
        return mah_fail(err, MAH_BAD_USAGE, "cannot find the folder '%s': %s; create it or choose another one",
                        path->folder, system_words(errno));
    if (!S_ISDIR(folder.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is not a folder; choose another one", path->folder);
    return MAH_OK;
}

/* The same file under any name: links, other spellings of the path. */
static enum mah_status check_not_input(const char *target, const struct stat *file, const char *const *inputs,
                                       size_t count, struct mah_error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct stat input;
        if (stat(inputs[i], &input) == 0 && input.st_dev == file->st_dev && input.st_ino == file->st_ino)
            return mah_fail(err, MAH_BAD_USAGE, "the output '%s' is also the input '%s'; choose another name", target,
                            inputs[i]);
    }
    return MAH_OK;
}

/* An empty file is nobody's work. Otherwise the first 16 bytes tell: a user's own file of another kind is never
 * replaced. */
static enum mah_status check_is_sqlite(const char *target, struct mah_error *err)
{
    static const char magic[16] = "SQLite format 3";
    char header[16] = {0};
    FILE *file = fopen(target, "rb");
    if (file == NULL)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", target, system_words(errno));
    size_t got = fread(header, 1, sizeof header, file);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", target, system_words(EIO));
    if (got > 0 && memcmp(header, magic, sizeof magic) != 0)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' exists and is not a GeoPackage; choose another name", target);
    return MAH_OK;
}

static enum mah_status check_existing(const char *target, const char *const *inputs, size_t count,
                                      struct mah_error *err)
{
    struct stat file;
    if (lstat(target, &file) != 0)
        return errno == ENOENT ? MAH_OK
                               : mah_fail(err, MAH_FAILED, "cannot look at '%s': %s", target, system_words(errno));
    if (S_ISLNK(file.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is a symbolic link; name the file itself", target);
    if (!S_ISREG(file.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' exists and is not a GeoPackage; choose another name", target);
    enum mah_status status = check_not_input(target, &file, inputs, count, err);
    if (status == MAH_OK)
        status = check_is_sqlite(target, err);
    if (status == MAH_OK && faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) != 0)
        status = mah_fail(err, MAH_BAD_USAGE, "'%s' is write-protected; choose another name", target);
    return status == MAH_OK ? publish_try_lock(target, err) : status;
}

static bool is_hexadecimal(char digit)
{
    return (digit >= '0' && digit <= '9') || ((digit | 0x20) >= 'a' && (digit | 0x20) <= 'f');
}

/* Names that QGIS 3.22 cannot open: it takes what follows a | for the layer, and %41 for the letter A. */
static enum mah_status check_name(const char *name, struct mah_error *err)
{
    if (!utf8_is_valid(name, strlen(name)))
        return mah_fail(err, MAH_BAD_USAGE, "the name of the output is not in UTF-8; choose another name");
    if (strchr(name, '|') != NULL)
        return mah_fail(err, MAH_BAD_USAGE, "QGIS cannot open '%s', because of the | in its name; choose another name",
                        name);
    for (const char *at = strchr(name, '%'); at != NULL; at = strchr(at + 1, '%'))
        if (is_hexadecimal(at[1]) && is_hexadecimal(at[2]))
            return mah_fail(err, MAH_BAD_USAGE,
                            "QGIS cannot open '%s', because of the %.3s in its name; choose another name", name, at);
    return ends_in_gpkg(name) ? MAH_OK : mah_fail(err, MAH_BAD_USAGE, "the output '%s' does not end in .gpkg", name);
}

static enum mah_status check_path(const struct publish_path *path, const char *const *inputs, size_t count,
                                  struct mah_error *err)
{
    enum mah_status status = check_name(path->name, err);
    if (status == MAH_OK)
        status = check_folder(path, err);
    if (status == MAH_OK)
        status = check_existing(path->target, inputs, count, err);
    /* Making the file asks everything at once: rights, read-only file systems, quotas, names that are too long. */
    if (status == MAH_OK)
        status = publish_make_temporary(path, err);
    if (status == MAH_OK)
        unlink(path->temporary);
    return status;
}

enum mah_status publish_check_target(const char *path, const char *const *inputs, size_t input_count,
                                     struct mah_error *err)
{
    struct publish_path parts;
    enum mah_status status = publish_path_init(&parts, path, err);
    if (status != MAH_OK)
        return status;
    status = check_path(&parts, inputs, input_count, err);
    publish_path_release(&parts);
    return status;
}
