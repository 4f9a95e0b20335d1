/* Which answer does a word give? */
#include "check/check_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "check/household.h"
#include "turkish/fold.h"

enum { KEY_SIZE = 512 };
#define FILE_NAME "household_words.csv"

/* The values a field may have in the file, under their words in the schema (domain.md 7.1). */
static const struct word_value {
    const char *field, *value;
    enum word_field field_code;
    uint8_t code;
} word_values[] = {
    {"answer", "missing", WORD_ANSWER, ANSWER_IS_MISSING},
    {"answer", "native", WORD_ANSWER, ANSWER_IS_NATIVE},
    {"tenure", "owner", WORD_TENURE, TENURE_OWNER},
    {"tenure", "tenant", WORD_TENURE, TENURE_TENANT},
    {"tenure", "free", WORD_TENURE, TENURE_FREE},
    {"tenure", "lodging", WORD_TENURE, TENURE_LODGING},
    {"tenure", "informal", WORD_TENURE, TENURE_INFORMAL},
    {"tenure", "other", WORD_TENURE, TENURE_OTHER},
    {"bldg_type", "apartment", WORD_BUILDING, BUILDING_APARTMENT},
    {"bldg_type", "detached", WORD_BUILDING, BUILDING_DETACHED},
    {"bldg_type", "gecekondu", WORD_BUILDING, BUILDING_GECEKONDU},
    {"bldg_type", "tent", WORD_BUILDING, BUILDING_TENT},
    {"bldg_type", "container", WORD_BUILDING, BUILDING_CONTAINER},
    {"bldg_type", "other", WORD_BUILDING, BUILDING_OTHER},
    {"yesno", "yes", WORD_YES_NO, IS_YES},
    {"yesno", "no", WORD_YES_NO, IS_NO},
};

static const struct word_value *find_value(const char *field, const char *value)
{
    for (size_t i = 0; i < sizeof word_values / sizeof *word_values; i++)
        if (strcmp(word_values[i].field, field) == 0 && strcmp(word_values[i].value, value) == 0)
            return &word_values[i];
    return NULL;
}

static int find_key(const struct word_list *list, enum word_field field, const char *key)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->words[i].field == field && strcmp(list->words[i].key, key) == 0)
            return list->words[i].value;
    return WORD_UNKNOWN;
}

static enum mah_status add_word(struct word_list *list, const struct word_value *value, struct slice text,
                                struct mah_error *err)
{
    char key[KEY_SIZE];
    if (word_key(text, key, sizeof key) == 0)
        return MAH_OK;
    int known = find_key(list, value->field_code, key);
    if (known == value->code)
        return MAH_OK;
    if (known != WORD_UNKNOWN)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "': the word '%.*s' of field '%s' has two values",
                        (int)text.length, text.bytes, value->field);
    if (memory_grow((void **)&list->words, &list->capacity, list->count + 1, sizeof *list->words) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(key);
    if (copy == NULL)
        return mah_no_memory(err);
    list->words[list->count++] = (struct word){(uint8_t)value->field_code, value->code, copy};
    return MAH_OK;
}

static enum mah_status add_row(struct word_list *list, const struct data_table *table, size_t row,
                               struct mah_error *err)
{
    const char *field = data_table_cell(table, row, "field"), *value_word = data_table_cell(table, row, "value");
    const char *words = data_table_cell(table, row, "words");
    if (field == NULL || value_word == NULL || words == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' must have the columns field, value, words");
    const struct word_value *value = find_value(field, value_word);
    if (value == NULL)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'" FILE_NAME
                        "' has no use for field '%s' with value '%s' (fields: answer, tenure, bldg_type, yesno)",
                        field, value_word);
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *words != '\0') {
        size_t length = strcspn(words, "|");
        status = add_word(list, value, (struct slice){words, (uint32_t)length}, err);
        words += length + (words[length] == '|');
    }
    return status;
}

enum mah_status word_list_read(struct word_list *out, struct mah_error *err)
{
    struct data_table table = {0};
    *out = (struct word_list){0};
    enum mah_status status = data_table_read(&table, FILE_NAME, err);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++)
        status = add_row(out, &table, row, err);
    data_table_release(&table);
    if (status != MAH_OK)
        word_list_release(out);
    return status;
}

void word_list_release(struct word_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        memory_free(list->words[i].key);
    memory_free(list->words);
    *list = (struct word_list){0};
}

/* "-", "--", ".", "—": what people put where they have no answer. */
static bool is_dash(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        bool long_dash = text.length - i >= 3 && memcmp(text.bytes + i, "\xE2\x80", 2) == 0 &&
                         (text.bytes[i + 2] == '\x93' || text.bytes[i + 2] == '\x94');
        if (long_dash)
            i += 2;
        else if (text.bytes[i] != '-' && text.bytes[i] != '.')
            return false;
    }
    return true;
}

int word_list_find(const struct word_list *list, enum word_field field, struct slice text)
{
    char key[KEY_SIZE];
    if (word_key(text, key, sizeof key) > 0)
        return find_key(list, field, key);
    return field == WORD_ANSWER && is_dash(text) ? ANSWER_IS_MISSING : WORD_UNKNOWN;
}
