/* Where do the data files of layers/ come from? */
#include "base/layers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/layers_embedded.h"
#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

enum { LARGEST_BYTES = 64 << 20 }; /* a device that never ends must not take all memory */

static const char *user_folder;

void layers_set_folder(const char *folder)
{
    user_folder = folder;
}

enum mah_status layers_check_folder(const char *folder, struct mah_error *err)
{
    struct stat status;
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode))
        return mah_fail(err, MAH_BAD_USAGE, "cannot find the folder '%s' of --layers", folder);
    return MAH_OK;
}

static enum mah_status read_file(char **bytes, size_t *length, FILE *file, const char *path, struct mah_error *err)
{
    struct text text = TEXT_EMPTY;
    char piece[16384];
    size_t got;
    while (text.length <= LARGEST_BYTES && (got = fread(piece, 1, sizeof piece, file)) > 0)
        text_add_bytes(&text, piece, got);
    if (text.length > LARGEST_BYTES) {
        text_release(&text);
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is larger than %d MiB, too large for a table of settings", path,
                        LARGEST_BYTES >> 20);
    }
    if (ferror(file)) {
        text_release(&text);
        return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", path, system_words(errno));
    }
    *length = text.length;
    *bytes = text_take(&text);
    return *bytes != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status layers_read_file(char **bytes, size_t *length, const char *path, struct mah_error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot open '%s': %s", path, system_words(errno));
    enum mah_status status = read_file(bytes, length, file, path, err);
    fclose(file);
    return status;
}

/* *found tells whether the user's folder has the file. */
static enum mah_status read_from_folder(char **bytes, size_t *length, const char *name, int *found,
                                        struct mah_error *err)
{
    struct text path = TEXT_EMPTY;
    text_add_format(&path, "%s/%s", user_folder, name);
    if (path.failed)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    FILE *file = fopen(path.bytes, "rb");
    *found = file != NULL;
    if (file != NULL) {
        status = read_file(bytes, length, file, path.bytes, err);
        fclose(file);
    }
    if (file != NULL && status == MAH_OK && !utf8_is_valid(*bytes, *length)) {
        memory_free(*bytes);
        *bytes = NULL; /* the caller frees what it has, after a failure too */
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' is not in UTF-8; save it as UTF-8", path.bytes);
    }
    text_release(&path);
    return status;
}

enum mah_status layers_read(char **bytes, size_t *length, const char *name, struct mah_error *err)
{
    if (user_folder != NULL) {
        int found = 0;
        enum mah_status status = read_from_folder(bytes, length, name, &found, err);
        if (found || status != MAH_OK)
            return status;
    }
    for (const struct embedded_layer *layer = embedded_layers; layer->name != NULL; layer++) {
        if (strcmp(layer->name, name) != 0)
            continue;
        *length = layer->length;
        *bytes = memory_copy_bytes((const char *)layer->bytes, layer->length);
        return *bytes != NULL ? MAH_OK : mah_no_memory(err);
    }
    return mah_fail(err, MAH_FAILED, "cannot find '%s' among the data files of the program", name);
}

bool layers_has(const char *name)
{
    struct text path = TEXT_EMPTY;
    struct stat facts;
    text_add_format(&path, "%s/%s", user_folder != NULL ? user_folder : "", name);
    bool found = user_folder != NULL && !path.failed && stat(path.bytes, &facts) == 0 && S_ISREG(facts.st_mode);
    text_release(&path);
    for (const struct embedded_layer *layer = embedded_layers; !found && layer->name != NULL; layer++)
        found = strcmp(layer->name, name) == 0;
    return found;
}

void layers_add_names(struct text *out, const char *folder)
{
    size_t length = strlen(folder);
    const char *gap = "";
    for (const struct embedded_layer *layer = embedded_layers; layer->name != NULL; layer++) {
        const char *name = layer->name + length, *point = strrchr(layer->name, '.');
        if (strncmp(layer->name, folder, length) != 0 || point == NULL || point < name)
            continue;
        text_add(out, gap);
        text_add_bytes(out, name, (size_t)(point - name));
        gap = ", ";
    }
}
