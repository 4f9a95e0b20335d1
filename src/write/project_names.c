/*
 * Under which former name does a project know the file that it lies in?
 *
 * The project does not say which of its files it lies in, so this is a conclusion, and a careful one: a layer that is
 * turned to the wrong file shows last year's figures as this year's, and nobody notices.
 */
#include "write/project_names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/system_words.h"
#include "write/display_line.h"

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

/* Does the path, however it is written, lie in the folder of the file? */
static bool is_here(struct project_names *names, const char *path)
{
    struct stat folder;
    if (!is_absolute(path))
        return is_beside(path);
    char *text = memory_copy_bytes(path, (size_t)(name_in(path) - path));
    names->failed |= text == NULL;
    bool here = text != NULL && stat(text, &folder) == 0 && folder.st_dev == names->folder.st_dev &&
                folder.st_ino == names->folder.st_ino;
    memory_free(text);
    return here;
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
    size_t count = names->candidate_count;
    if (count > 0 && strcmp(names->candidates[count - 1].path, path) == 0)
        return; /* most projects name one file again and again */
    bool grown =
        memory_grow((void **)&names->candidates, &names->candidate_capacity, count + 1, sizeof *names->candidates) == 0;
    char *copy = grown ? memory_copy_text(path) : NULL;
    if (copy != NULL)
        names->candidates[names->candidate_count++] =
            (struct project_candidate){.path = copy, .exists = exists, .here = is_here(names, path)};
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

static bool same_name(const char *a, const char *b)
{
    return strcmp(name_in(a), name_in(b)) == 0;
}

/* By the path that stands in the project, or, for what lies in the folder of the file, by the name alone. */
static bool is_named(const struct project_candidate *candidate, const char *wanted)
{
    return strcmp(candidate->path, wanted) == 0 ||
           (candidate->here && is_beside(wanted) && same_name(candidate->path, wanted));
}

/* "./old.gpkg", "old.gpkg" and a full path into the folder are one file; in other folders only the same path is. */
static bool is_same(const struct project_candidate *known, const char *path, bool here)
{
    return strcmp(known->path, path) == 0 || (known->here && here && same_name(known->path, path));
}

static enum mah_status several(const char *a, const char *b, struct mah_error *err)
{
    char *one = display_line(a), *other = display_line(b);
    enum mah_status status =
        one == NULL || other == NULL
            ? mah_no_memory(err)
            : mah_fail(err, MAH_BAD_USAGE,
                       "its layers name several missing files, '%s' and '%s'; say with --from which was this one", one,
                       other);
    memory_free(one);
    memory_free(other);
    return status;
}

static const struct project_candidate *first_missing(const struct project_names *names, bool only_here)
{
    for (size_t i = 0; i < names->candidate_count; i++)
        if (!names->candidates[i].exists && (names->candidates[i].here || !only_here))
            return &names->candidates[i];
    return NULL;
}

static enum mah_status decide_by_from(struct project_names *names, struct mah_error *err)
{
    const char *from = names->home->from;
    for (size_t i = 0; names->former == NULL && i < names->candidate_count; i++)
        if (is_named(&names->candidates[i], from))
            names->former = &names->candidates[i];
    if (names->former == NULL && !names->knows_home)
        return mah_fail(err, MAH_BAD_USAGE, "none of its layers lies in a file '%s'", from);
    return MAH_OK;
}

/*
 * The missing one. Where one is missing here and one of its name in another folder (the archive, on a drive that is not
 * there today), it is the one here.
 */
static enum mah_status decide(struct project_names *names, struct mah_error *err)
{
    if (names->home->from != NULL)
        return decide_by_from(names, err);
    const struct project_candidate *found = NULL;
    if (!names->knows_home)
        found = first_missing(names, true) != NULL ? first_missing(names, true) : first_missing(names, false);
    for (size_t i = 0; i < names->candidate_count; i++) {
        const struct project_candidate *candidate = &names->candidates[i];
        if (found == NULL && candidate->exists != names->knows_home)
            names->kept = candidate->path;
        if (found == NULL || candidate->exists || is_same(found, candidate->path, candidate->here))
            continue;
        if (!found->here || !same_name(found->path, candidate->path))
            return several(found->path, candidate->path, err);
        names->kept = candidate->path;
    }
    names->former = found;
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

/* What XML cannot hold, or QGIS would take for the end of the path, would leave a project that does not open at all. */
static enum mah_status check_present(const struct project_names *names, struct mah_error *err)
{
    const char *path = names->present;
    if (names->former == NULL)
        return MAH_OK;
    char *shown = display_line(path);
    enum mah_status status = shown != NULL ? MAH_OK : mah_no_memory(err);
    if (shown != NULL && strcmp(shown, path) != 0)
        status = mah_fail(
            err, MAH_BAD_USAGE,
            "QGIS cannot open '%s', because of bytes in its name that are no letters; choose another name", shown);
    else if (shown != NULL && strchr(path, '|') != NULL)
        status = mah_fail(err, MAH_BAD_USAGE,
                          "QGIS cannot open '%s', because of the | in its name; choose another name", path);
    memory_free(shown);
    return status;
}

enum mah_status project_names_find(struct project_names *out, const struct project_home *home, const char *xml,
                                   size_t length, struct mah_error *err)
{
    size_t changed = 0;
    *out = (struct project_names){.home = home};
    if (stat(home->folder, &out->folder) != 0)
        return mah_fail(err, MAH_FAILED, "cannot read '%s': %s", home->folder, system_words(errno));
    out->present = present_path(home, xml, length);
    enum mah_status status = project_sources_replace(NULL, &changed, xml, length, look, out, err);
    if (status == MAH_OK && (out->failed || out->present == NULL))
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = decide(out, err);
    if (status == MAH_OK)
        status = check_present(out, err);
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
    const struct project_candidate *former = names->former;
    if (former == NULL || !same_name(source->path, former->path))
        return NULL;
    if (source->layer != NULL && !is_table(names->home, source->layer))
        return NULL; /* what this file has not cannot have been in it, and would not be found in it */
    return is_same(former, source->path, former->here && is_here(names, source->path)) ? names->present : NULL;
}

const char *project_names_former(const struct project_names *names)
{
    return name_in(names->former->path);
}
