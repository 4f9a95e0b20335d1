/* Which value does each key have, and where did it come from? */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "config/key_value.h"

/* The list as it grows. */
struct listing {
    struct project *project;
    struct setting *settings;
    size_t count, capacity;
    struct mah_error *err;
};

void settings_free(struct setting *settings, size_t count)
{
    for (size_t i = 0; settings != NULL && i < count; i++)
        memory_free(settings[i].value);
    memory_free(settings);
}

/* Takes the value. */
static enum mah_status add(struct listing *listing, const char *key, char *value, const char *origin)
{
    if (value == NULL || memory_grow((void **)&listing->settings, &listing->capacity, listing->count + 1,
                                     sizeof *listing->settings) != 0) {
        memory_free(value);
        return mah_no_memory(listing->err);
    }
    struct setting *setting = &listing->settings[listing->count++];
    copy_cut(setting->key, sizeof setting->key, key);
    copy_cut(setting->origin, sizeof setting->origin, origin);
    setting->value = value;
    return MAH_OK;
}

static char *join(char *const *words, size_t count)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++) {
        text_add(&text, i > 0 ? "," : "");
        text_add(&text, words[i]);
    }
    return text_take(&text);
}

/* The value as it would be written in a file; "" where there is none. NULL: out of memory. */
static char *value_text(struct project *project, const struct key *key, struct source *item)
{
    const void *member = (const char *)key_home(project, key, item) + key->offset;
    char number[32];
    switch (key->kind) {
    case KEY_DATE:
        date_write(*(const struct date *)member, number);
        return memory_copy_text(number);
    case KEY_INTEGER:
        snprintf(number, sizeof number, "%d", *(const int *)member);
        return memory_copy_text(number);
    case KEY_LONG:
        snprintf(number, sizeof number, "%lld", (long long)*(const int64_t *)member);
        return memory_copy_text(number);
    case KEY_REAL:
        if (item != NULL && key->standard == NULL && *(const double *)member <= 0)
            return memory_copy_text(""); /* not given */
        number_write(*(const double *)member, number);
        return memory_copy_text(number);
    case KEY_WORD:
        return memory_copy_text(key->words[*(const int *)member]);
    case KEY_LIST:
        return join(project->standards, project->standard_count);
    default:
        return memory_copy_text(*(char *const *)member != NULL ? *(char *const *)member : "");
    }
}

static const char *origin_of(const struct listing *listing, const struct key *key, const struct source *item)
{
    const char *origin = listing->project->origins[key_index(key)].text;
    bool overridden = strcmp(origin, "default") != 0;
    return item != NULL && item->origin != NULL && !overridden ? item->origin : origin;
}

static enum mah_status add_fields(struct listing *listing, const char *name, const struct source *source)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < source->field_count; i++) {
        char key[128];
        snprintf(key, sizeof key, "%s.%s", name, source->fields[i].field);
        status = add(listing, key, memory_copy_text(source->fields[i].column), source->fields[i].origin);
    }
    return status;
}

/* The keys of one source that have a value. `number` counts within a list from 1; 0: the source is not in a list. */
static enum mah_status add_source(struct listing *listing, enum key_scope scope, struct source *source, size_t number)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < key_count(); i++) {
        const struct key *key = key_at(i);
        char name[64];
        if (key->scope != scope || source->path == NULL)
            continue;
        if (number == 0)
            copy_cut(name, sizeof name, key->name);
        else
            snprintf(name, sizeof name, "%.*s[%zu].%s", (int)strcspn(key->name, "."), key->name, number,
                     key_short_name(key));
        if (key->kind == KEY_FIELDS) {
            status = add_fields(listing, name, source);
            continue;
        }
        char *value = value_text(listing->project, key, source);
        if (value != NULL && value[0] == '\0')
            memory_free(value);
        else
            status = add(listing, name, value, origin_of(listing, key, number == 0 ? NULL : source));
    }
    return status;
}

static enum mah_status add_sources(struct listing *listing, enum key_scope scope, struct source *list, size_t count)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = add_source(listing, scope, &list[i], i + 1);
    return status;
}

static enum mah_status add_project_keys(struct listing *listing)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < key_count(); i++) {
        const struct key *key = key_at(i);
        if (key->scope == SCOPE_PROJECT && (key_is_scalar(key) || key->kind == KEY_LIST))
            status = add(listing, key->name, value_text(listing->project, key, NULL), origin_of(listing, key, NULL));
    }
    return status;
}

enum mah_status project_settings(const struct project *project, struct setting **out, size_t *count,
                                 struct mah_error *err)
{
    /* key_home serves readers and writers; nothing is written here. */
    struct project *readable = (struct project *)(uintptr_t)project;
    struct listing listing = {.project = readable, .err = err};
    enum mah_status status = add_project_keys(&listing);
    if (status == MAH_OK)
        status = add_source(&listing, SCOPE_NEIGHBOURHOODS, &readable->neighbourhoods, 0);
    if (status == MAH_OK)
        status = add_source(&listing, SCOPE_TOWNS, &readable->towns, 0);
    if (status == MAH_OK)
        status = add_sources(&listing, SCOPE_HOUSEHOLDS, readable->households, readable->household_count);
    if (status == MAH_OK)
        status = add_source(&listing, SCOPE_PERSONS, &readable->persons, 0);
    if (status == MAH_OK)
        status = add_sources(&listing, SCOPE_SERVICES, readable->services, readable->service_count);
    if (status == MAH_OK)
        status = add_source(&listing, SCOPE_STREETS, &readable->streets, 0);
    if (status == MAH_OK)
        status = add_source(&listing, SCOPE_RESIDENTIAL, &readable->residential, 0);
    if (status != MAH_OK) {
        settings_free(listing.settings, listing.count);
        listing = (struct listing){0};
    }
    *out = listing.settings;
    *count = listing.count;
    return status;
}
