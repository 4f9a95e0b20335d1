/* Which key is meant, where does its value live, and what may it be? */
#include <string.h>

#include "base/number.h"
#include "config/keys.h"
#include "turkish/fold.h"

enum { LONGEST_NAME = 64, FARTHEST_PROPOSAL = 3 };

const struct key *key_find(struct slice name)
{
    for (size_t i = 0; i < key_count(); i++)
        if (slice_equals(slice_of(key_at(i)->name), name))
            return key_at(i);
    return NULL;
}

bool key_is_scalar(const struct key *key)
{
    return key->kind < KEY_LIST;
}

bool key_is_of_list(const struct key *key)
{
    return key->scope == SCOPE_HOUSEHOLDS || key->scope == SCOPE_SERVICES;
}

const char *key_short_name(const struct key *key)
{
    const char *dot = strrchr(key->name, '.');
    return dot == NULL ? key->name : dot + 1;
}

bool key_is_in(const struct key *key, const char *section)
{
    size_t length = strlen(section);
    if (length == 0)
        return strchr(key->name, '.') == NULL;
    return strncmp(key->name, section, length) == 0 && key->name[length] == '.' &&
           strchr(key->name + length + 1, '.') == NULL;
}

/* "snap_m" in the wrong section is nearer to "quarantine.snap_m" than any misspelling. */
static const struct key *key_elsewhere(const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *last = dot == NULL ? name : dot + 1;
    const struct key *found = NULL;
    for (size_t i = 0; i < key_count(); i++) {
        if (strcmp(key_short_name(key_at(i)), last) != 0)
            continue;
        if (found != NULL)
            return NULL; /* "source" is everywhere */
        found = key_at(i);
    }
    return found;
}

const struct key *key_nearest(struct slice name)
{
    char text[LONGEST_NAME];
    if (name.length == 0 || name.length >= sizeof text)
        return NULL;
    memcpy(text, name.bytes, name.length);
    text[name.length] = '\0';
    const struct key *nearest = key_elsewhere(text);
    size_t least = nearest == NULL ? FARTHEST_PROPOSAL + 1 : 0;
    for (size_t i = 0; i < key_count(); i++) {
        size_t distance = name_distance(text, key_at(i)->name, FARTHEST_PROPOSAL);
        if (distance < least && distance < name.length) {
            nearest = key_at(i);
            least = distance;
        }
    }
    return nearest;
}

static void add_words(struct text *out, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0 && words[i + 1] == NULL)
            text_add_format(out, " %s ", say("or"));
        else if (i > 0)
            text_add(out, ", ");
        text_add(out, words[i]);
    }
}

void key_add_allowed(struct text *out, const struct key *key)
{
    char least[32], most[32];
    number_write(key->least, least);
    number_write(key->most, most);
    switch (key->kind) {
    case KEY_TEXT:
        text_add(out, say("one line of text"));
        break;
    case KEY_PATH:
        text_add(out, say("the path of a file"));
        break;
    case KEY_CRS:
        text_add(out, say("auto, EPSG:n, or a PROJ or WKT text"));
        break;
    case KEY_DATE:
        text_add(out, say("a full date such as 2025-12-31"));
        break;
    case KEY_INTEGER:
    case KEY_LONG:
        text_add_format(out, say("a whole number from %s to %s"), least, most);
        break;
    case KEY_REAL:
        text_add_format(out, say("a number from %s to %s"), least, most);
        break;
    case KEY_WORD:
    case KEY_WORD_TEXT:
        add_words(out, key->words);
        break;
    case KEY_LIST:
        text_add(out, say("a list of words or paths"));
        break;
    case KEY_FIELDS:
        text_add(out, say("a section of lines 'field: column'"));
        break;
    case KEY_SECTION:
        text_add(out, say("a section of keys"));
        break;
    case KEY_SOURCES:
        text_add(out, say("a list, each entry as '- source: FILE'"));
        break;
    }
}

void *key_home(struct project *project, const struct key *key, struct source *item)
{
    switch (key->scope) {
    case SCOPE_PROJECT:
        return project;
    case SCOPE_NEIGHBOURHOODS:
        return &project->neighbourhoods;
    case SCOPE_TOWNS:
        return &project->towns;
    case SCOPE_HOUSEHOLDS:
    case SCOPE_SERVICES:
        return item;
    case SCOPE_PERSONS:
        return &project->persons;
    case SCOPE_STREETS:
        return &project->streets;
    case SCOPE_RESIDENTIAL:
        return &project->residential;
    }
    return NULL;
}
