/*
 * Under which former name does a project know the file that it lies in?
 *
 * The project does not say which of its files it lies in, so this is a conclusion, and a careful one: a layer that is
 * turned to the wrong file shows last year's figures as this year's, and nobody notices.
 */
#include "write/project_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum place { PLACE_HOME, PLACE_MISSING, PLACE_EXISTS, PLACE_ELSEWHERE };

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
    bool exists = !full.failed && stat(full.bytes, &file) == 0;
    names->failed |= full.failed;
    text_release(&full);
    if (exists && file.st_dev == names->home->file.st_dev && file.st_ino == names->home->file.st_ino)
        return PLACE_HOME;
    if (!is_absolute(path) && !is_beside(path))
        return PLACE_ELSEWHERE; /* "../2024/kent.gpkg": seen from this file it was always another */
    return exists ? PLACE_EXISTS : PLACE_MISSING;
}

static bool is_table(const struct project_home *home, const char *name)
{
    for (size_t i = 0; i < home->table_count; i++)
        if (strcmp(home->tables[i], name) == 0)
            return true;
    return false;
}

static void add_candidate(struct project_names *names, const char *path, bool exists)
{
    for (size_t i = 0; i < names->candidate_count; i++)
        if (strcmp(names->candidates[i].path, path) == 0)
            return;
    struct project_candidate *list = memory_resize(names->candidates, names->candidate_count + 1, sizeof *list);
    if (list != NULL)
        names->candidates = list;
    char *copy = list != NULL ? memory_copy_text(path) : NULL;
    if (copy != NULL)
        list[names->candidate_count++] = (struct project_candidate){copy, exists};
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
    if ((place == PLACE_MISSING || place == PLACE_EXISTS) && source->layer != NULL &&
        is_table(names->home, source->layer))
        add_candidate(names, source->path, place == PLACE_EXISTS);
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

static enum mah_status several(const char *a, const char *b, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_USAGE,
                    "its layers name several missing files, '%s' and '%s'; say with --from which was this one", a, b);
}

static enum mah_status decide(struct project_names *names, struct mah_error *err)
{
    const char *from = names->home->from, *found = NULL;
    for (size_t i = 0; i < names->candidate_count; i++) {
        const struct project_candidate *candidate = &names->candidates[i];
        if (from == NULL && candidate->exists != names->knows_home)
            names->kept = candidate->path;
        if (from != NULL ? !is_named(candidate->path, from) : names->knows_home || candidate->exists)
            continue;
        if (found != NULL && !may_be_same(found, candidate->path))
            return several(found, candidate->path, err);
        found = candidate->path;
    }
    if (from != NULL && found == NULL && !names->knows_home)
        return mah_fail(err, MAH_BAD_USAGE, "none of its layers lies in a file '%s'", from);
    names->former = found != NULL ? name_in(found) : NULL;
    return MAH_OK;
}

/* <Absolute type="bool">true</Absolute>, or 1 for true. */
static bool has_full_paths(const char *xml, size_t length)
{
    static const char mark[] = "<Absolute type=";
    const char *end = xml + length, *found = memmem(xml, length, mark, sizeof mark - 1);
    const char *close = found != NULL ? memchr(found, '>', (size_t)(end - found)) : NULL;
    return close != NULL && close + 1 < end && (close[1] == 't' || close[1] == '1');
}

/* "./NAME", or the full path where the project is set to full paths: QGIS then takes no others. */
static char *present_path(const struct project_home *home, const char *xml, size_t length)
{
    struct text path = TEXT_EMPTY;
    char *folder = NULL;
    if (has_full_paths(xml, length))
        folder = realpath(home->folder, NULL);
    if (folder != NULL)
        text_add_format(&path, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, home->name);
    else
        text_add_format(&path, "./%s", home->name);
    free(folder);
    return text_take(&path);
}

enum mah_status project_names_find(struct project_names *out, const struct project_home *home, const char *xml,
                                   size_t length, struct mah_error *err)
{
    size_t changed = 0;
    *out = (struct project_names){.home = home};
    out->present = present_path(home, xml, length);
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
    for (size_t i = 0; i < names->candidate_count; i++)
        memory_free(names->candidates[i].path);
    memory_free(names->candidates);
    memory_free(names->present);
    *names = (struct project_names){0};
}

const char *project_names_choose(void *context, const struct project_source *source)
{
    struct project_names *names = context;
    if (names->former == NULL || strcmp(name_in(source->path), names->former) != 0)
        return NULL;
    enum place place = place_of(names, source->path);
    bool changes = place == PLACE_MISSING || (place == PLACE_EXISTS && names->home->from != NULL);
    return changes ? names->present : NULL;
}
