/*
 * Under which former name does a project know the file that it lies in?
 *
 * The project does not say which of its files it lies in, so this is a conclusion, and a careful one: a layer that is
 * turned to the wrong file shows last year's figures as this year's, and nobody notices.
 */
#include "write/project_names.h"

#include <string.h>

#include "base/memory.h"

enum place { PLACE_HOME, PLACE_MISSING, PLACE_ELSEWHERE };

static bool is_absolute(const char *path)
{
    bool has_drive = ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z') && path[1] == ':';
    return path[0] == '/' || path[0] == '\\' || has_drive;
}

static const char *name_in(const char *path)
{
    const char *name = path;
    for (; *path != '\0'; path++)
        if (*path == '/' || *path == '\\')
            name = path + 1;
    return name;
}

/* "./x.gpkg" or "x.gpkg": QGIS writes so what lies in the folder of the project. */
static bool is_beside(const char *path)
{
    return strncmp(path, "./", 2) == 0 ? name_in(path) == path + 2 : name_in(path) == path;
}

static enum place place_of(struct project_names *names, const char *path)
{
    struct text full = TEXT_EMPTY;
    struct stat file;
    if (!is_absolute(path))
        text_add_format(&full, "%s/", names->home->folder);
    text_add(&full, path);
    enum place place = PLACE_ELSEWHERE;
    if (full.failed)
        names->failed = true;
    else if (stat(full.bytes, &file) == 0)
        place = file.st_dev == names->home->file.st_dev && file.st_ino == names->home->file.st_ino ? PLACE_HOME
                                                                                                   : PLACE_ELSEWHERE;
    else if (is_absolute(path) || is_beside(path))
        place = PLACE_MISSING;
    text_release(&full);
    return place;
}

static bool is_table(const struct project_home *home, const char *name)
{
    for (size_t i = 0; i < home->table_count; i++)
        if (strcmp(home->tables[i], name) == 0)
            return true;
    return false;
}

static void add_missing(struct project_names *names, const char *path)
{
    for (size_t i = 0; i < names->missing_count; i++)
        if (strcmp(names->missing[i], path) == 0)
            return;
    char **list = memory_resize(names->missing, names->missing_count + 1, sizeof *list);
    if (list != NULL)
        names->missing = list;
    char *copy = list != NULL ? memory_copy_text(path) : NULL;
    if (copy != NULL)
        names->missing[names->missing_count++] = copy;
    else
        names->failed = true;
}

/* A project_source_chooser that chooses nothing and remembers. */
static const char *look(void *context, const struct project_source *source)
{
    struct project_names *names = context;
    if (!source->is_layer)
        return NULL;
    enum place place = place_of(names, source->path);
    names->knows_home |= place == PLACE_HOME;
    if (place == PLACE_MISSING && source->layer != NULL && is_table(names->home, source->layer))
        add_missing(names, source->path);
    return NULL;
}

static bool is_named(const char *path, const char *wanted)
{
    return strcmp(path, wanted) == 0 || strcmp(name_in(path), wanted) == 0;
}

/* Can both be one file? "./old.gpkg" and "/home/ayse/old.gpkg" can, two full paths cannot. */
static bool may_be_same(const char *a, const char *b)
{
    return strcmp(name_in(a), name_in(b)) == 0 && !(is_absolute(a) && is_absolute(b) && strcmp(a, b) != 0);
}

static enum mah_status several(const struct project_names *names, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_USAGE,
                    "its layers name several missing files, '%s' and '%s'; say with --from which was this one",
                    names->missing[0], names->missing[1]);
}

static enum mah_status decide(struct project_names *names, struct mah_error *err)
{
    const char *from = names->home->from;
    for (size_t i = 0; i < names->missing_count; i++) {
        const char *path = names->missing[i];
        if (from != NULL ? !is_named(path, from) : names->knows_home)
            continue;
        if (names->former != NULL && !may_be_same(names->former, path))
            return several(names, err);
        names->former = path;
    }
    if (from != NULL && names->former == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "none of its layers is missing from a file '%s'", from);
    return MAH_OK;
}

enum mah_status project_names_find(struct project_names *out, const struct project_home *home, const char *xml,
                                   size_t length, struct mah_error *err)
{
    struct text present = TEXT_EMPTY;
    size_t changed = 0;
    *out = (struct project_names){.home = home};
    text_add_format(&present, "./%s", home->name);
    out->present = text_take(&present);
    enum mah_status status = project_sources_replace(NULL, &changed, xml, length, look, out, err);
    if (status == MAH_OK && (out->failed || out->present == NULL))
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = decide(out, err);
    if (status != MAH_OK)
        project_names_release(out);
    return status;
}

void project_names_release(struct project_names *names)
{
    for (size_t i = 0; i < names->missing_count; i++)
        memory_free(names->missing[i]);
    memory_free(names->missing);
    memory_free(names->present);
    *names = (struct project_names){0};
}

const char *project_names_choose(void *context, const struct project_source *source)
{
    struct project_names *names = context;
    if (names->former == NULL || !is_named(source->path, name_in(names->former)))
        return NULL;
    return place_of(names, source->path) == PLACE_MISSING ? names->present : NULL;
}
