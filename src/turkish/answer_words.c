/* What do people's words mean? */
#include "turkish/answer_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/text.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };

/* The list on its way into memory. */
struct reading {
    struct answer_words *words;
    const char *file_name;
    const struct answer_value *allowed;
    size_t allowed_count;
};

static int find_key(const struct answer_words *words, int field_code, const char *key)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->words[i].field_code == field_code && strcmp(words->words[i].key, key) == 0)
            return words->words[i].code;
    return ANSWER_WORD_UNKNOWN;
}

static enum mah_status add_word(const struct reading *reading, const struct answer_value *value, struct slice text,
                                struct mah_error *err)
{
    struct answer_words *words = reading->words;
    char key[KEY_BYTES];
    if (word_key(text, key, sizeof key) == 0)
        return MAH_OK;
    int known = find_key(words, value->field_code, key);
    if (known == value->code)
        return MAH_OK;
    if (known != ANSWER_WORD_UNKNOWN)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s': the word '%.*s' of field '%s' has two values", reading->file_name,
                        (int)text.length, text.bytes, value->field);
    if (memory_grow((void **)&words->words, &words->capacity, words->count + 1, sizeof *words->words) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(key);
    if (copy == NULL)
        return mah_no_memory(err);
    words->words[words->count++] = (struct known_word){value->field_code, value->code, copy};
    return MAH_OK;
}

/* "answer, tenure": each field once, in the order of the allowed values. */
static enum mah_status no_use(const struct reading *reading, const char *field, const char *value,
                              struct mah_error *err)
{
    struct text fields = TEXT_EMPTY;
    for (size_t i = 0; i < reading->allowed_count; i++) {
        if (i > 0 && strcmp(reading->allowed[i].field, reading->allowed[i - 1].field) == 0)
            continue;
        text_add_format(&fields, "%s%s", i > 0 ? ", " : "", reading->allowed[i].field);
    }
    enum mah_status status = MAH_NO_MEMORY;
    if (!fields.failed)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' has no use for field '%s' with value '%s' (fields: %s)",
                          reading->file_name, field, value, fields.bytes);
    text_release(&fields);
    return status;
}

static enum mah_status add_row(const struct reading *reading, const struct data_table *table, size_t row,
                               struct mah_error *err)
{
    const char *field = data_table_cell(table, row, "field"), *word = data_table_cell(table, row, "value");
    const char *words = data_table_cell(table, row, "words");
    if (field == NULL || word == NULL || words == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s", reading->file_name,
                        "field, value, words");
    const struct answer_value *value = NULL;
    for (size_t i = 0; i < reading->allowed_count && value == NULL; i++)
        if (strcmp(reading->allowed[i].field, field) == 0 && strcmp(reading->allowed[i].value, word) == 0)
            value = &reading->allowed[i];
    if (value == NULL)
        return no_use(reading, field, word, err);
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *words != '\0') {
        size_t length = strcspn(words, "|");
        status = add_word(reading, value, (struct slice){words, (uint32_t)length}, err);
        words += length + (words[length] == '|');
    }
    return status;
}

enum mah_status answer_words_read(struct answer_words *out, const char *file_name, const struct answer_value *allowed,
                                  size_t allowed_count, struct mah_error *err)
{
    struct data_table table = {0};
    struct reading reading = {out, file_name, allowed, allowed_count};
    *out = (struct answer_words){0};
    enum mah_status status = data_table_read(&table, file_name, err);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++)
        status = add_row(&reading, &table, row, err);
    data_table_release(&table);
    if (status != MAH_OK)
        answer_words_release(out);
    return status;
}

void answer_words_release(struct answer_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        memory_free(words->words[i].key);
    memory_free(words->words);
    *words = (struct answer_words){0};
}

int answer_words_find(const struct answer_words *words, int field_code, struct slice text)
{
    char key[KEY_BYTES];
    return word_key(text, key, sizeof key) > 0 ? find_key(words, field_code, key) : ANSWER_WORD_UNKNOWN;
}
