/* One value of one key: is it what is allowed, and where does it go? */
#include "config/key_value.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/number.h"
#include "config/source.h"

enum { LONGEST_NAME = 32 };

void key_set_origin(struct project *project, const struct key *key, const char *origin)
{
    struct setting_origin *stored = &project->origins[key_index(key)];
    copy_cut(stored->text, sizeof stored->text, origin);
}

static bool is_one_line(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < 0x20 || text.bytes[i] == 0x7F)
            return false;
    return true;
}

static bool is_name(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return text.length > 0 && text.length <= LONGEST_NAME;
}

static bool is_digits(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    return text.length > 0;
}

/* Only the form is judged here; whether the system exists is for the geometry room to say, where it is used. */
static bool looks_like_crs(struct slice text)
{
    if (slice_equals_ascii_nocase(text, slice_of("auto")) || is_digits(text))
        return true;
    const char *colon = memchr(text.bytes, ':', text.length);
    const char *bracket = memchr(text.bytes, '[', text.length);
    bool proj = text.length > 6 && memcmp(text.bytes, "+proj=", 6) == 0;
    return proj || bracket != NULL || (colon != NULL && colon > text.bytes && colon + 1 < text.bytes + text.length);
}

/* Digits with a sign; at most 15 of them, so that a double holds the value exactly. */
static bool read_whole(struct slice text, const struct key *key, int64_t *out)
{
    bool negative = text.length > 0 && text.bytes[0] == '-';
    if (text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+'))
        text = (struct slice){text.bytes + 1, text.length - 1};
    if (!is_digits(text) || text.length > 16)
        return false;
    int64_t value = 0;
    for (uint32_t i = 0; i < text.length; i++)
        value = value * 10 + (text.bytes[i] - '0');
    *out = negative ? -value : value;
    return (double)*out >= key->least && (double)*out <= key->most;
}

static bool read_real(struct slice text, const struct key *key, double *out)
{
    double value = 0;
    if (number_read(text, &value) != NUMBER_OK || !(value >= key->least && value <= key->most))
        return false;
    *out = value;
    return true;
}

/* A day serial of a spreadsheet or a year alone is no date that a person would mean here. */
static bool read_date(struct slice text, struct date *out)
{
    struct date date;
    if (is_digits(text) || date_read(text, &date) != DATE_OK || !date_is_valid(date) || date.year < 1900 ||
        date.year > 2200)
        return false;
    *out = date;
    return true;
}

static bool read_word(struct slice text, const struct key *key, int *out)
{
    for (int i = 0; key->words[i] != NULL; i++) {
        if (slice_equals_ascii_nocase(slice_of(key->words[i]), text)) {
            *out = i;
            return true;
        }
    }
    return false;
}

/* Stores a value that needs no memory; false where it is not allowed. */
static bool store_plain(void *member, const struct key *key, struct slice text)
{
    int64_t whole = 0;
    switch (key->kind) {
    case KEY_DATE:
        return read_date(text, member);
    case KEY_INTEGER:
        if (!read_whole(text, key, &whole))
            return false;
        *(int *)member = (int)whole;
        return true;
    case KEY_LONG:
        if (!read_whole(text, key, &whole))
            return false;
        *(int64_t *)member = whole;
        return true;
    case KEY_REAL:
        return read_real(text, key, member);
    case KEY_WORD:
        return read_word(text, key, member);
    default:
        return false;
    }
}

static bool text_is_allowed(const struct key *key, struct slice text)
{
    int word = 0;
    if (text.length == 0 || !is_one_line(text))
        return false;
    if (key->kind != KEY_PATH && !utf8_is_valid(text.bytes, text.length))
        return false;
    switch (key->kind) {
    case KEY_CRS:
        return looks_like_crs(text);
    case KEY_WORD_TEXT:
        return read_word(text, key, &word);
    default:
        return true;
    }
}

/* The text to keep: paths resolved, words as the table writes them. */
static char *text_to_keep(const struct key *key, struct slice text, const struct place *place)
{
    int word = 0;
    if (key->kind == KEY_PATH)
        return path_from_folder(place->folder, text);
    if (key->kind == KEY_WORD_TEXT && read_word(text, key, &word))
        return memory_copy_text(key->words[word]);
    return memory_copy_bytes(text.bytes, text.length);
}

static enum mah_status store_text(char **member, const struct key *key, struct slice text, const struct place *place,
                                  struct mah_error *err)
{
    if (!text_is_allowed(key, text))
        return key_refuse_text(key, text, place, err);
    bool nothing = key->kind == KEY_CRS && key->standard == NULL && slice_equals_ascii_nocase(text, slice_of("auto"));
    char *kept = nothing ? NULL : text_to_keep(key, text, place);
    if (kept == NULL && !nothing)
        return mah_no_memory(err);
    memory_free(*member);
    *member = kept;
    return MAH_OK;
}

/* Words that the project file knows and this version does not serve. */
static enum mah_status check_in_version(const struct project *project, const struct key *key, const struct place *place,
                                        struct mah_error *err)
{
    if (key->offset != offsetof(struct project, backend) || key->scope != SCOPE_PROJECT || project->backend == 0)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_USAGE, "%s: '%s' is '%s', which is not in this version; %s is", place->where,
                    key->name, key->words[project->backend], key->words[0]);
}

enum mah_status key_store(struct project *project, const struct key *key, struct source *item, struct slice text,
                          const struct place *place, struct mah_error *err)
{
    void *member = (char *)key_home(project, key, item) + key->offset;
    enum mah_status status = MAH_OK;
    text = slice_trim(text);
    switch (key->kind) {
    case KEY_TEXT:
    case KEY_PATH:
    case KEY_CRS:
    case KEY_WORD_TEXT:
        status = store_text(member, key, text, place, err);
        break;
    default:
        if (!store_plain(member, key, text))
            status = key_refuse_text(key, text, place, err);
    }
    if (status == MAH_OK)
        status = check_in_version(project, key, place, err);
    if (status == MAH_OK && !key_is_of_list(key))
        key_set_origin(project, key, place->origin);
    return status;
}

bool key_may_be_empty(const struct key *key)
{
    bool is_text = key->kind == KEY_TEXT || key->kind == KEY_PATH || key->kind == KEY_CRS;
    return is_text && key->standard == NULL;
}

enum mah_status key_clear(struct project *project, const struct key *key, struct source *item,
                          const struct place *place)
{
    char **member = (char **)((char *)key_home(project, key, item) + key->offset);
    memory_free(*member);
    *member = NULL;
    if (!key_is_of_list(key))
        key_set_origin(project, key, place->origin);
    return MAH_OK;
}

void key_clear_list(struct project *project, const struct key *key)
{
    (void)key; /* the only list of words there is */
    words_release(&project->standards, &project->standard_count);
}

enum mah_status key_add_to_list(struct project *project, const struct key *key, struct slice text,
                                const struct place *place, struct mah_error *err)
{
    text = slice_trim(text);
    bool is_word = text.length > 0 && memchr(text.bytes, ',', text.length) == NULL && is_one_line(text);
    if (!is_word || !utf8_is_valid(text.bytes, text.length))
        return key_refuse_text(key, text, place, err);
    bool is_path = memchr(text.bytes, '/', text.length) != NULL || memchr(text.bytes, '.', text.length) != NULL;
    char *word = is_path ? path_from_folder(place->folder, text) : memory_copy_bytes(text.bytes, text.length);
    char **grown = word == NULL ? NULL : memory_resize(project->standards, project->standard_count + 1, sizeof *grown);
    if (grown == NULL) {
        memory_free(word);
        return mah_no_memory(err);
    }
    project->standards = grown;
    grown[project->standard_count++] = word;
    key_set_origin(project, key, place->origin);
    return MAH_OK;
}

enum mah_status key_store_list(struct project *project, const struct key *key, struct slice text,
                               const struct place *place, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    key_clear_list(project, key);
    key_set_origin(project, key, place->origin);
    while (status == MAH_OK && text.length > 0) {
        const char *comma = memchr(text.bytes, ',', text.length);
        uint32_t length = comma == NULL ? text.length : (uint32_t)(comma - text.bytes);
        status = key_add_to_list(project, key, (struct slice){text.bytes, length}, place, err);
        uint32_t used = comma == NULL ? length : length + 1;
        text = (struct slice){text.bytes + used, text.length - used};
    }
    return status;
}

enum mah_status key_store_field(struct project *project, const struct key *key, struct source *item, struct slice field,
                                struct slice column, const struct place *place, struct mah_error *err)
{
    /* All `fields` members share one place in struct source: the home of the key is the source itself. */
    struct source *source = key_home(project, key, item);
    if (!is_name(field))
        return key_refuse_field(field, place, err);
    column = slice_trim(column);
    if (column.length == 0 || !utf8_is_valid(column.bytes, column.length))
        return key_refuse_text(key, column, place, err);
    if (source->field_count >= MOST_FIELD_CHOICES)
        return mah_fail(err, MAH_BAD_USAGE, "%s: '%s' has more than %d lines", place->where, key->name,
                        MOST_FIELD_CHOICES);
    return source_choose_field(source, field, column, place->origin, err);
}
