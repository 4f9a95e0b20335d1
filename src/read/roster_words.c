/* What do the words for sex and relation mean? */
#include "read/roster_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/slice.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };
#define FILE_NAME "person_words.csv"

static const struct meaning {
    const char *field, *value;
    enum member_word meaning;
} meanings[] = {
    {"sex", "male", MEMBER_WORD_MALE},        {"sex", "female", MEMBER_WORD_FEMALE},
    {"relation", "head", MEMBER_WORD_HEAD},   {"relation", "spouse", MEMBER_WORD_SPOUSE},
    {"relation", "child", MEMBER_WORD_CHILD},
};

static enum mah_status add_word(struct roster_words *words, enum member_word meaning, struct slice text,
                                struct mah_error *err)
{
    char key[KEY_BYTES];
    if (word_key(text, key, sizeof key) == 0)
        return MAH_OK;
    if (memory_grow((void **)&words->words, &words->capacity, words->count + 1, sizeof *words->words) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(key);
    if (copy == NULL)
        return mah_no_memory(err);
    words->words[words->count++] = (struct roster_word){meaning, copy};
    return MAH_OK;
}

static enum mah_status add_row(struct roster_words *words, const struct data_table *table, size_t row,
                               struct mah_error *err)
{
    const char *field = data_table_cell(table, row, "field"), *value = data_table_cell(table, row, "value");
    const char *list = data_table_cell(table, row, "words");
    if (field == NULL || value == NULL || list == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s", FILE_NAME, "field, value, words");
    enum member_word meaning = MEMBER_WORD_UNKNOWN;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strcmp(meanings[i].field, field) == 0 && strcmp(meanings[i].value, value) == 0)
            meaning = meanings[i].meaning;
    if (meaning == MEMBER_WORD_UNKNOWN)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'" FILE_NAME "' has no use for field '%s' with value '%s' (fields: sex, relation)", field,
                        value);
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *list != '\0') {
        size_t length = strcspn(list, "|");
        status = add_word(words, meaning, (struct slice){list, (uint32_t)length}, err);
        list += length + (list[length] == '|');
    }
    return status;
}

enum mah_status roster_words_read(struct roster_words *out, struct mah_error *err)
{
    struct data_table table = {0};
    *out = (struct roster_words){0};
    enum mah_status status = data_table_read(&table, FILE_NAME, err);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++)
        status = add_row(out, &table, row, err);
    data_table_release(&table);
    if (status != MAH_OK)
        roster_words_release(out);
    return status;
}

void roster_words_release(struct roster_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        memory_free(words->words[i].key);
    memory_free(words->words);
    *words = (struct roster_words){0};
}

/* The first word of the list with this key and one of the meanings from `first` to `last`. */
static enum member_word find(const struct roster_words *words, const char *text, enum member_word first,
                             enum member_word last)
{
    char key[KEY_BYTES];
    if (text == NULL || word_key(slice_of(text), key, sizeof key) == 0)
        return MEMBER_WORD_UNKNOWN;
    for (size_t i = 0; i < words->count; i++)
        if (words->words[i].meaning >= first && words->words[i].meaning <= last &&
            strcmp(words->words[i].key, key) == 0)
            return words->words[i].meaning;
    return MEMBER_WORD_UNKNOWN;
}

enum member_word roster_words_sex(const struct roster_words *words, const char *text)
{
    return find(words, text, MEMBER_WORD_MALE, MEMBER_WORD_FEMALE);
}

enum member_word roster_words_relation(const struct roster_words *words, const char *text)
{
    return find(words, text, MEMBER_WORD_HEAD, MEMBER_WORD_CHILD);
}
