/* Reads mahalle.yaml: each line of it to the key it names, or an error that says where and why. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "config/key_value.h"
#include "config/source.h"
#include "config/yaml_file.h"

enum { LONGEST_KEY = 256 }; /* longer names are no keys; what is cut off cannot make them one */

/* What the walk carries along. */
struct reading {
    struct project *project;
    const char *path;
    struct place place;
    struct mah_error *err;
};

static const struct place *place_at(struct reading *reading, int line)
{
    char end[16];
    snprintf(end, sizeof end, ":%d", line);
    copy_cut(reading->place.where, sizeof reading->place.where - sizeof end, reading->path);
    strcat(reading->place.where, end);
    copy_cut(reading->place.origin, sizeof reading->place.origin - sizeof end, path_last_part(reading->path));
    strcat(reading->place.origin, end);
    return &reading->place;
}

static const char *kind_words(enum yaml_kind kind)
{
    return kind == YAML_LIST ? say("a list") : kind == YAML_SECTION ? say("a section") : say("a text");
}

/* A key that stands twice would leave the reader to guess which line counts. */
static enum mah_status check_twice(struct reading *reading, const struct yaml_value *section, size_t index)
{
    const struct yaml_value *value = &section->items[index];
    for (size_t i = 0; i < index; i++)
        if (slice_equals(section->items[i].key, value->key))
            return mah_fail(reading->err, MAH_BAD_USAGE,
                            "%s: '%.*s' stands twice, the first time in line %d; delete one",
                            place_at(reading, value->line)->where, (int)value->key.length, value->key.bytes,
                            section->items[i].line);
    return MAH_OK;
}

static enum mah_status read_fields(struct reading *reading, const struct key *key, struct source *item,
                                   const struct yaml_value *value)
{
    enum mah_status status = MAH_OK;
    if (value->count > MOST_FIELD_CHOICES)
        return mah_fail(reading->err, MAH_BAD_USAGE, "%s: '%s' has more than %d lines",
                        place_at(reading, value->line)->where, key->name, MOST_FIELD_CHOICES);
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        const struct yaml_value *line = &value->items[i];
        status = check_twice(reading, value, i);
        if (status == MAH_OK && line->kind != YAML_TEXT)
            status = key_refuse(key, kind_words(line->kind), place_at(reading, line->line), reading->err);
        if (status == MAH_OK)
            status =
                key_store_field(reading->project, key, item, line->key, line->is_nothing ? slice_of("") : line->text,
                                place_at(reading, line->line), reading->err);
    }
    return status;
}

static enum mah_status read_words(struct reading *reading, const struct key *key, const struct yaml_value *value)
{
    enum mah_status status = MAH_OK;
    key_clear_list(reading->project, key);
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        const struct yaml_value *word = &value->items[i];
        if (word->kind != YAML_TEXT)
            return key_refuse(key, kind_words(word->kind), place_at(reading, word->line), reading->err);
        status = key_add_to_list(reading->project, key, word->text, place_at(reading, word->line), reading->err);
    }
    return status;
}

static enum mah_status read_section(struct reading *reading, const char *section, struct source *item,
                                    const struct yaml_value *value);

/* A source of a list must say which file it is; a service also of which type. */
static enum mah_status check_source(struct reading *reading, const struct key *key, const struct source *source,
                                    int line)
{
    bool is_service = strcmp(key->name, "services") == 0;
    if (source->path == NULL)
        return mah_fail(reading->err, MAH_BAD_USAGE, "%s: an entry of '%s' has no 'source'; add 'source: FILE'",
                        place_at(reading, line)->where, key->name);
    if (is_service && source->type == NULL)
        return mah_fail(reading->err, MAH_BAD_USAGE,
                        "%s: an entry of '%s' has no 'type'; add for example 'type: primary'",
                        place_at(reading, line)->where, key->name);
    return MAH_OK;
}

static enum mah_status read_sources(struct reading *reading, const struct key *key, const struct yaml_value *value)
{
    struct project *project = reading->project;
    bool is_service = strcmp(key->name, "services") == 0;
    struct source **list = is_service ? &project->services : &project->households;
    size_t *count = is_service ? &project->service_count : &project->household_count;
    enum mah_status status = MAH_OK;
    sources_release(list, count);
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        const struct yaml_value *entry = &value->items[i];
        struct source *source = NULL;
        if (entry->kind != YAML_SECTION)
            return key_refuse(key, kind_words(entry->kind), place_at(reading, entry->line), reading->err);
        status = sources_add(list, count, &source, reading->err);
        if (status == MAH_OK) {
            source->origin = memory_copy_text(place_at(reading, entry->line)->origin);
            status = source->origin != NULL ? MAH_OK : mah_no_memory(reading->err);
        }
        if (status == MAH_OK)
            status = read_section(reading, key->name, source, entry);
        if (status == MAH_OK)
            status = check_source(reading, key, source, entry->line);
    }
    return status;
}

static enum yaml_kind kind_wanted(const struct key *key)
{
    switch (key->kind) {
    case KEY_LIST:
    case KEY_SOURCES:
        return YAML_LIST;
    case KEY_FIELDS:
    case KEY_SECTION:
        return YAML_SECTION;
    default:
        return YAML_TEXT;
    }
}

static enum mah_status read_value(struct reading *reading, const struct key *key, struct source *item,
                                  const struct yaml_value *value)
{
    const struct place *place = place_at(reading, value->line);
    bool nothing = value->kind == YAML_TEXT && value->is_nothing;
    if (nothing && !key_is_scalar(key))
        return MAH_OK; /* a section whose lines are all comments */
    if (nothing)
        return key_refuse(key, say("empty"), place, reading->err);
    if (value->kind == YAML_TEXT && key->kind == KEY_LIST)
        return key_store_list(reading->project, key, value->text, place, reading->err); /* as with --set */
    if (value->kind == YAML_TEXT && kind_wanted(key) != YAML_TEXT)
        return key_refuse_text(key, value->text, place, reading->err);
    if (value->kind != kind_wanted(key))
        return key_refuse(key, kind_words(value->kind), place, reading->err);
    switch (key->kind) {
    case KEY_LIST:
        return read_words(reading, key, value);
    case KEY_SOURCES:
        return read_sources(reading, key, value);
    case KEY_FIELDS:
        return read_fields(reading, key, item, value);
    case KEY_SECTION:
        return read_section(reading, key->name, item, value);
    default:
        return key_store(reading->project, key, item, value->text, place, reading->err);
    }
}

/* The key that a line of a section names. */
static enum mah_status find_key(struct reading *reading, const char *section, const struct yaml_value *line,
                                const struct key **out)
{
    char name[LONGEST_KEY];
    char last[LONGEST_KEY];
    size_t length = line->key.length < sizeof last - 1 ? line->key.length : sizeof last - 1;
    memcpy(last, line->key.bytes, length);
    last[length] = '\0';
    int written = snprintf(name, sizeof name, "%s%s%s", section, section[0] != '\0' ? "." : "", last);
    struct slice full = {name, written < LONGEST_KEY ? (uint32_t)written : LONGEST_KEY - 1};
    *out = key_find(full);
    if (*out == NULL)
        return key_refuse_unknown(full, place_at(reading, line->line), reading->err);
    if (!key_is_in(*out, section))
        return mah_fail(reading->err, MAH_BAD_USAGE,
                        "%s: '%s' is written with dots; in a file, write a section and its keys below",
                        place_at(reading, line->line)->where, (*out)->name);
    return MAH_OK;
}

/* Every line of a section: the key it names, once, with its value. `section` is the name so far, "" for the whole file.
 */
static enum mah_status read_section(struct reading *reading, const char *section, struct source *item,
                                    const struct yaml_value *value)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < value->count; i++) {
        const struct key *key = NULL;
        status = find_key(reading, section, &value->items[i], &key);
        if (status == MAH_OK)
            status = check_twice(reading, value, i);
        if (status == MAH_OK)
            status = read_value(reading, key, item, &value->items[i]);
    }
    return status;
}

/* The file itself, or mahalle.yaml in a folder. */
static enum mah_status find_file(char **out, const char *path, struct mah_error *err)
{
    struct stat facts;
    if (stat(path, &facts) != 0)
        return mah_fail(err, MAH_BAD_USAGE, "there is no project '%s' (%s); 'mahalle init' writes one", path,
                        missing_file_words(errno));
    *out = S_ISDIR(facts.st_mode) ? path_from_folder(path, slice_of("mahalle.yaml")) : memory_copy_text(path);
    if (*out == NULL)
        return mah_no_memory(err);
    if (S_ISDIR(facts.st_mode) && stat(*out, &facts) != 0)
        return mah_fail(err, MAH_BAD_USAGE, "there is no mahalle.yaml in the folder '%s'; 'mahalle init' writes one",
                        path);
    return MAH_OK;
}

static enum mah_status remember_path(struct project *project, const char *path, struct mah_error *err)
{
    char *copy = memory_copy_text(path);
    char *folder = path_folder(path);
    if (copy == NULL || folder == NULL) {
        memory_free(copy);
        memory_free(folder);
        return mah_no_memory(err);
    }
    memory_free(project->path);
    memory_free(project->folder);
    project->path = copy;
    project->folder = folder;
    return MAH_OK;
}

enum mah_status project_read(struct project *project, const char *path, struct mah_error *err)
{
    char *file_path = NULL;
    struct yaml_file *file = NULL;
    enum mah_status status = find_file(&file_path, path, err);
    if (status == MAH_OK)
        status = yaml_file_read(&file, file_path, err);
    if (status == MAH_OK)
        status = remember_path(project, file_path, err);
    if (status == MAH_OK) {
        struct reading reading = {.project = project, .path = file_path, .err = err};
        reading.place.folder = project->folder;
        status = read_section(&reading, "", NULL, yaml_file_top(file));
    }
    yaml_file_free(file);
    memory_free(file_path);
    return status;
}
