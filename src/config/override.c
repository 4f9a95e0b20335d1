/* What environment and command line lay over the project file: MAHALLE_*, --set, and the options that name files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "config/key_value.h"
#include "config/keys.h"
#include "config/source.h"

enum { LONGEST_VARIABLE = KEY_VARIABLE_SIZE };

/* Paths of the command line are relative to the current folder. */
static struct place place_of(const char *where, const char *origin)
{
    struct place place = {.folder = NULL};
    copy_cut(place.where, sizeof place.where, where);
    copy_cut(place.origin, sizeof place.origin, origin);
    return place;
}

static enum mah_status store_or_clear(struct project *project, const struct key *key, struct source *item,
                                      struct slice value, const struct place *place, struct mah_error *err)
{
    if (value.length == 0 && key_may_be_empty(key))
        return key_clear(project, key, item, place);
    return key_store(project, key, item, value, place, err);
}

/* households.crs and the like hold for every household source, those named later included. */
static enum mah_status set_for_households(struct project *project, const struct key *key, struct slice value,
                                          const struct place *place, struct mah_error *err)
{
    enum mah_status status = store_or_clear(project, key, &project->every_household, value, place, err);
    for (size_t i = 0; status == MAH_OK && i < project->household_count; i++)
        status = store_or_clear(project, key, &project->households[i], value, place, err);
    if (status == MAH_OK)
        key_set_origin(project, key, place->origin);
    return status;
}

static enum mah_status set_value(struct project *project, const struct key *key, struct slice value,
                                 const struct place *place, struct mah_error *err)
{
    if (key->scope == SCOPE_SERVICES)
        return mah_fail(err, MAH_BAD_USAGE, "%s: '%s' differs from service to service; write it in the project file",
                        place->where, key->name);
    if (key->scope == SCOPE_HOUSEHOLDS && key->kind == KEY_PATH)
        return mah_fail(err, MAH_BAD_USAGE, "%s: household files are named with --households FILE", place->where);
    if (key->kind == KEY_LIST)
        return key_store_list(project, key, value, place, err);
    if (!key_is_scalar(key))
        return mah_fail(err, MAH_BAD_USAGE, "%s: '%s' holds several keys; set one of them, as in quarantine.snap_m=0",
                        place->where, key->name);
    if (key->scope == SCOPE_HOUSEHOLDS)
        return set_for_households(project, key, value, place, err);
    return store_or_clear(project, key, NULL, value, place, err);
}

/* "neighbourhoods.fields.mah_code": the `fields` key before the last dot, or NULL. */
static const struct key *fields_key(struct slice name, struct slice *field)
{
    uint32_t dot = name.length;
    while (dot > 0 && name.bytes[dot - 1] != '.')
        dot--;
    if (dot == 0)
        return NULL;
    *field = (struct slice){name.bytes + dot, name.length - dot};
    const struct key *key = key_find((struct slice){name.bytes, dot - 1});
    return key != NULL && key->kind == KEY_FIELDS ? key : NULL;
}

static enum mah_status set_field(struct project *project, const struct key *key, struct slice field,
                                 struct slice column, const struct place *place, struct mah_error *err)
{
    if (key->scope == SCOPE_SERVICES)
        return mah_fail(err, MAH_BAD_USAGE, "%s: '%s' differs from service to service; write it in the project file",
                        place->where, key->name);
    if (key->scope != SCOPE_HOUSEHOLDS)
        return key_store_field(project, key, NULL, field, column, place, err);
    enum mah_status status = key_store_field(project, key, &project->every_household, field, column, place, err);
    for (size_t i = 0; status == MAH_OK && i < project->household_count; i++)
        status = key_store_field(project, key, &project->households[i], field, column, place, err);
    return status;
}

enum mah_status project_set(struct project *project, const char *assignment, struct mah_error *err)
{
    const char *equals = strchr(assignment, '=');
    if (equals == NULL || equals == assignment)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' sets nothing; write KEY=VALUE, as in recent_years=1", assignment);
    struct slice name = slice_trim((struct slice){assignment, (uint32_t)(equals - assignment)});
    struct slice value = slice_trim(slice_of(equals + 1));
    struct slice field = {0};
    struct place place = place_of(assignment, "command line");
    const struct key *fields = fields_key(name, &field);
    if (fields != NULL)
        return set_field(project, fields, field, value, &place, err);
    const struct key *key = key_find(name);
    if (key == NULL)
        return key_refuse_unknown(name, &place, err);
    return set_value(project, key, value, &place, err);
}

/* "quarantine.snap_m" is MAHALLE_QUARANTINE_SNAP_M. */
static void variable_name(char out[LONGEST_VARIABLE], const struct key *key)
{
    size_t length = (size_t)snprintf(out, LONGEST_VARIABLE, "MAHALLE_%s", key->name);
    for (size_t i = 0; i < length && i < LONGEST_VARIABLE; i++) {
        if (out[i] == '.')
            out[i] = '_';
        else if (out[i] >= 'a' && out[i] <= 'z')
            out[i] = (char)(out[i] - ('a' - 'A'));
    }
}

/* What differs from source to source has no place in a variable. */
static bool has_variable(const struct key *key)
{
    if (key->scope == SCOPE_SERVICES || (key->scope == SCOPE_HOUSEHOLDS && key->kind == KEY_PATH))
        return false;
    return key_is_scalar(key) || key->kind == KEY_LIST;
}

bool key_variable(char out[KEY_VARIABLE_SIZE], const struct key *key)
{
    variable_name(out, key);
    return has_variable(key);
}

/* The key that a variable sets; NULL where none does. */
static const struct key *key_of_variable(const char *variable, size_t length)
{
    for (size_t i = 0; i < key_count(); i++) {
        char name[LONGEST_VARIABLE];
        variable_name(name, key_at(i));
        if (has_variable(key_at(i)) && strlen(name) == length && memcmp(name, variable, length) == 0)
            return key_at(i);
    }
    return NULL;
}

enum { SHORTEST_MEANT = 6 }; /* letters of a key that a misspelt variable can be said to mean; MAHALLE_BIN means none */

/* The key a variable that sets none was probably meant for: one a few letters away. NULL: it is somebody else's. */
static const struct key *key_meant(const char *variable, size_t length)
{
    char name[LONGEST_VARIABLE];
    size_t prefix = strlen("MAHALLE_");
    if (length <= prefix || length - prefix >= sizeof name)
        return NULL;
    for (size_t i = prefix; i < length; i++)
        name[i - prefix] = variable[i] >= 'A' && variable[i] <= 'Z' ? (char)(variable[i] + ('a' - 'A')) : variable[i];
    const struct key *nearest = key_nearest((struct slice){name, (uint32_t)(length - prefix)});
    bool meant = nearest != NULL && has_variable(nearest) && strlen(nearest->name) >= SHORTEST_MEANT;
    return meant ? nearest : NULL;
}

/* The first in byte order of the variables that look like a misspelt key; its length is 0 where there is none. */
static struct slice find_misspelt_variable(void)
{
    static const char start[] = "MAHALLE_";
    struct slice first = {0};
    for (char **at = environ; at != NULL && *at != NULL; at++) {
        size_t length = strcspn(*at, "=");
        if (strncmp(*at, start, sizeof start - 1) != 0 || (*at)[length] == '\0' || (*at)[length + 1] == '\0')
            continue;
        if (key_of_variable(*at, length) != NULL || key_meant(*at, length) == NULL)
            continue;
        if (first.length == 0 || strcmp(*at, first.bytes) < 0)
            first = (struct slice){*at, (uint32_t)length};
    }
    return first;
}

static enum mah_status refuse_misspelt_variable(struct slice variable, struct mah_error *err)
{
    char shown[LONGEST_VARIABLE], name[LONGEST_VARIABLE];
    const struct key *meant = key_meant(variable.bytes, variable.length);
    snprintf(shown, sizeof shown, "%.*s", (int)variable.length, variable.bytes);
    variable_name(name, meant);
    return mah_fail(err, MAH_BAD_USAGE, "the environment variable '%s' sets no key; did you mean '%s' (key '%s')",
                    shown, name, meant->name);
}

enum mah_status project_read_environment(struct project *project, struct mah_error *err)
{
    struct slice misspelt = find_misspelt_variable();
    if (misspelt.length > 0)
        return refuse_misspelt_variable(misspelt, err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < key_count(); i++) {
        const struct key *key = key_at(i);
        char name[LONGEST_VARIABLE];
        if (!has_variable(key))
            continue;
        variable_name(name, key);
        const char *value = getenv(name);
        if (value == NULL || value[0] == '\0')
            continue; /* an empty variable is how shells unset one for a single command */
        struct place place = place_of(name, name);
        status = set_value(project, key, slice_trim(slice_of(value)), &place, err);
    }
    return status;
}

/* What --set households.* asked for holds for a source that is named afterwards, too. */
static enum mah_status apply_every_household(const struct project *project, struct source *source,
                                             struct mah_error *err)
{
    const struct source *asked = &project->every_household;
    char *const from[] = {asked->layer, asked->crs, asked->encoding};
    char **const to[] = {&source->layer, &source->crs, &source->encoding};
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        if (from[i] == NULL)
            continue;
        char *copy = memory_copy_text(from[i]);
        if (copy == NULL)
            return mah_no_memory(err);
        memory_free(*to[i]);
        *to[i] = copy;
    }
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < asked->field_count; i++)
        status = source_choose_field(source, slice_of(asked->fields[i].field), slice_of(asked->fields[i].column),
                                     asked->fields[i].origin, err);
    return status;
}

static enum mah_status name_origin(struct source *source, struct mah_error *err)
{
    source->origin = memory_copy_text("command line");
    return source->origin != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status project_add_households(struct project *project, const char *path, struct mah_error *err)
{
    struct place place = place_of("--households", "command line");
    struct source *source = NULL;
    enum mah_status status = sources_add(&project->households, &project->household_count, &source, err);
    if (status == MAH_OK)
        status = name_origin(source, err);
    if (status == MAH_OK)
        status = key_store(project, key_find(slice_of("households.source")), source, slice_of(path), &place, err);
    if (status == MAH_OK)
        status = apply_every_household(project, source, err);
    return status;
}

enum mah_status project_set_neighbourhoods(struct project *project, const char *path, struct mah_error *err)
{
    struct place place = place_of("--neighbourhoods", "command line");
    return key_store(project, key_find(slice_of("neighbourhoods.source")), NULL, slice_of(path), &place, err);
}

enum mah_status project_set_output(struct project *project, const char *path, struct mah_error *err)
{
    struct place place = place_of("-o", "command line");
    return key_store(project, key_find(slice_of("output")), NULL, slice_of(path), &place, err);
}

enum mah_status project_add_service(struct project *project, const char *type_and_path, struct mah_error *err)
{
    const char *equals = strchr(type_and_path, '=');
    if (equals == NULL || equals == type_and_path || equals[1] == '\0')
        return mah_fail(err, MAH_BAD_USAGE,
                        "--service '%s' names no type or no file; write TYPE=FILE, as in primary=okullar.geojson",
                        type_and_path);
    struct place place = place_of("--service", "command line");
    struct slice type = {type_and_path, (uint32_t)(equals - type_and_path)};
    struct source *source = NULL;
    enum mah_status status = sources_add(&project->services, &project->service_count, &source, err);
    if (status == MAH_OK)
        status = name_origin(source, err);
    if (status == MAH_OK)
        status = key_store(project, key_find(slice_of("services.type")), source, type, &place, err);
    if (status == MAH_OK)
        status = key_store(project, key_find(slice_of("services.source")), source, slice_of(equals + 1), &place, err);
    return status;
}
