/* Which files of data lie in a folder and in the folders directly below it? */
#include "run/folder_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h> /* qsort */
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/slice.h"
#include "base/system_words.h"
#include "base/text.h"

enum { MOST_FILES = 200 };

static const struct {
    const char *extension;
    bool has_shapes;
} data_formats[] = {
    {"csv", false}, {"txt", false}, {"tsv", false},    {"xlsx", false}, {"ods", false},
    {"gpkg", true}, {"shp", true},  {"geojson", true}, {"json", true},  {"geojsonl", true},
    {"fgb", true},  {"kml", true},  {"sqlite", true},  {"osm", false},  {"pbf", false},
};

/* The list as it grows. */
struct listing {
    const char *folder;
    struct folder_file *files;
    size_t count, capacity;
    struct mah_error *err;
};

void folder_files_free(struct folder_file *files, size_t count)
{
    for (size_t i = 0; files != NULL && i < count; i++)
        memory_free(files[i].name);
    memory_free(files);
}

static bool is_data(const char *name, bool *has_shapes)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < sizeof data_formats / sizeof data_formats[0]; i++) {
        if (slice_equals_ascii_nocase(slice_of(dot + 1), slice_of(data_formats[i].extension))) {
            *has_shapes = data_formats[i].has_shapes;
            return true;
        }
    }
    return false;
}

static bool is_osm_extract(const char *name)
{
    struct slice ending = slice_of(strrchr(name, '.') + 1);
    return slice_equals_ascii_nocase(ending, slice_of("osm")) || slice_equals_ascii_nocase(ending, slice_of("pbf"));
}

/* Names go into a text that people read; a control character or broken letter could not stand there. */
static bool is_printable(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return false;
    return utf8_is_valid(name, strlen(name));
}

static enum mah_status take_folder(struct listing *listing, const char *below, bool go_down);

/* One entry: a file of data, or a folder to look into. Takes nothing. */
static enum mah_status take_entry(struct listing *listing, const char *name, bool go_down)
{
    struct stat facts;
    struct text path = TEXT_EMPTY;
    bool has_shapes = false;
    text_add_format(&path, "%s/%s", listing->folder, name);
    if (path.failed)
        return mah_no_memory(listing->err);
    bool there = stat(path.bytes, &facts) == 0;
    text_release(&path);
    if (there && S_ISDIR(facts.st_mode) && go_down)
        return take_folder(listing, name, false);
    if (!there || !S_ISREG(facts.st_mode) || !is_data(name, &has_shapes) || listing->count == MOST_FILES)
        return MAH_OK;
    char *copy = memory_copy_text(name);
    if (copy == NULL ||
        memory_grow((void **)&listing->files, &listing->capacity, listing->count + 1, sizeof *listing->files) != 0) {
        memory_free(copy);
        return mah_no_memory(listing->err);
    }
    listing->files[listing->count++] =
        (struct folder_file){copy, (uint64_t)facts.st_size, has_shapes, is_osm_extract(name)};
    return MAH_OK;
}

static enum mah_status take_open_folder(struct listing *listing, DIR *stream, const char *below, bool go_down)
{
    enum mah_status status = MAH_OK;
    for (struct dirent *entry = readdir(stream); status == MAH_OK && entry != NULL; entry = readdir(stream)) {
        struct text name = TEXT_EMPTY;
        if (entry->d_name[0] == '.' || !is_printable(entry->d_name))
            continue;
        if (below[0] != '\0')
            text_add_format(&name, "%s/", below);
        text_add(&name, entry->d_name);
        status = name.failed ? mah_no_memory(listing->err) : take_entry(listing, name.bytes, go_down);
        text_release(&name);
    }
    return status;
}

/* `below` is "" for the folder itself. What cannot be opened below it is left out. */
static enum mah_status take_folder(struct listing *listing, const char *below, bool go_down)
{
    struct text path = TEXT_EMPTY;
    text_add_format(&path, "%s%s%s", listing->folder, below[0] != '\0' ? "/" : "", below);
    if (path.failed)
        return mah_no_memory(listing->err);
    DIR *stream = opendir(path.bytes);
    int reason = errno;
    text_release(&path);
    if (stream == NULL && below[0] != '\0')
        return MAH_OK;
    if (stream == NULL)
        return mah_fail(listing->err, MAH_BAD_USAGE, "cannot look into the folder '%s': %s", listing->folder,
                        system_words(reason));
    enum mah_status status = take_open_folder(listing, stream, below, go_down);
    closedir(stream);
    return status;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct folder_file *)a)->name, ((const struct folder_file *)b)->name);
}

enum mah_status folder_files_list(struct folder_file **out, size_t *count, const char *folder, struct mah_error *err)
{
    struct listing listing = {.folder = folder, .err = err};
    enum mah_status status = take_folder(&listing, "", true);
    *out = NULL;
    *count = 0;
    if (status != MAH_OK) {
        folder_files_free(listing.files, listing.count);
        return status;
    }
    if (listing.count > 0)
        qsort(listing.files, listing.count, sizeof *listing.files, compare_names);
    *out = listing.files;
    *count = listing.count;
    return MAH_OK;
}
