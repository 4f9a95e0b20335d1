/* Is a facility open? */
#include "read/service_open.h"

#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };
static const char table_name[] = "service_words.csv";

static enum mah_status add_word(struct service_words *words, struct slice word, bool is_yes, struct mah_error *err)
{
    char key[KEY_BYTES];
    if (word_key(word, key, sizeof key) == 0)
        return MAH_OK;
    if (memory_grow((void **)&words->words, &words->capacity, words->count + 1, sizeof *words->words) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(key);
    if (copy == NULL)
        return mah_no_memory(err);
    words->words[words->count++] = (struct service_word){copy, is_yes};
    return MAH_OK;
}

static enum mah_status add_row(struct service_words *words, const struct data_table *table, size_t row,
                               struct mah_error *err)
{
    const char *field = data_table_cell(table, row, "field"), *value = data_table_cell(table, row, "value");
    const char *at = data_table_cell(table, row, "words");
    if (field == NULL || value == NULL || at == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s", table_name, "field, value, words");
    bool is_yes = strcmp(value, "yes") == 0;
    if (strcmp(field, "open") != 0 || (!is_yes && strcmp(value, "no") != 0))
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' knows no '%s' of '%s'; open has yes and no", table_name, value,
                        field);
    enum mah_status status = MAH_OK;
    while (*at != '\0' && status == MAH_OK) {
        size_t length = strcspn(at, "|");
        status = add_word(words, (struct slice){at, (uint32_t)length}, is_yes, err);
        at += length + (at[length] == '|' ? 1 : 0);
    }
    return status;
}

enum mah_status service_words_read(struct service_words *out, struct mah_error *err)
{
    *out = (struct service_words){0};
    struct data_table table;
    enum mah_status status = data_table_read(&table, table_name, err);
    if (status != MAH_OK)
        return status;
    for (size_t row = 0; row < table.row_count && status == MAH_OK; row++)
        status = add_row(out, &table, row, err);
    data_table_release(&table);
    return status;
}

void service_words_release(struct service_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        memory_free(words->words[i].key);
    memory_free(words->words);
    *words = (struct service_words){0};
}

enum service_answer service_words_answer(const struct service_words *words, struct slice cell)
{
    char key[KEY_BYTES];
    if (cell.length == 0 || word_key(cell, key, sizeof key) == 0)
        return ANSWER_MISSING;
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->words[i].key, key) == 0)
            return words->words[i].is_yes ? ANSWER_YES : ANSWER_NO;
    return ANSWER_UNCLEAR;
}
