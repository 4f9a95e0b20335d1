/* The words of layers/service_files.csv in names of files and columns. */
#include "run/service_words.h"

#include <string.h>

#include "turkish/fold.h"

/* Shorter words stand by chance inside others: "asm" in "asmali". */
enum { LONG_WORD = 5 };

static void squeeze(char *out, size_t size, const char *text, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < size; i++)
        if (text[i] != '_')
            out[used++] = text[i];
    out[used] = '\0';
}

static bool is_one_of(const char *text, size_t length, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strlen(*list) == length && strncmp(text, *list, length) == 0)
            return true;
    return false;
}

/* "okul", "okullar" and "okullari" among the words of a key: "ilce_okullari_2024". */
static bool has_short_word(const char *key, const char *word)
{
    static const char *const endings[] = {"", "lar", "ler", "lari", "leri", "s", NULL};
    size_t length = strlen(word);
    for (const char *at = key; *at != '\0'; at += strspn(at, "_")) {
        size_t token = strcspn(at, "_");
        if (token >= length && strncmp(at, word, length) == 0 && is_one_of(at + length, token - length, endings))
            return true;
        at += token;
    }
    return false;
}

static bool is_in_name(const char *key, const char *word)
{
    char long_word[SERVICE_WORD_SIZE], name[SERVICE_NAME_SIZE];
    squeeze(long_word, sizeof long_word, word, strlen(word));
    if (strlen(long_word) < LONG_WORD)
        return has_short_word(key, long_word);
    squeeze(name, sizeof name, key, strlen(key));
    return strstr(name, long_word) != NULL;
}

/* A column that names or numbers the things of a file: "okul_adi", "durak_no". */
static bool is_in_column(const char *key, const char *word)
{
    static const char *const endings[] = {"adi",  "ad",   "ismi", "no",   "id",   "kodu", "kod",
                                          "turu", "tipi", "name", "type", "code", NULL};
    char start[SERVICE_WORD_SIZE], name[SERVICE_NAME_SIZE];
    squeeze(start, sizeof start, word, strlen(word));
    squeeze(name, sizeof name, key, strlen(key));
    size_t length = strlen(start);
    return strncmp(name, start, length) == 0 && is_one_of(name + length, strlen(name) - length, endings);
}

/* The longest word of the list that the key has; empty where it has none. */
static void longest_word(char out[SERVICE_WORD_SIZE], const char *words, const char *key, bool is_column)
{
    out[0] = '\0';
    for (const char *at = words; *at != '\0'; at += *at == '|') {
        char word[SERVICE_WORD_SIZE] = "";
        size_t length = strcspn(at, "|");
        squeeze(word, sizeof word, at, length);
        char whole[SERVICE_WORD_SIZE] = "";
        if (length < sizeof whole)
            memcpy(whole, at, length);
        bool is_found = whole[0] != '\0' && (is_column ? is_in_column(key, whole) : is_in_name(key, whole));
        if (is_found && strlen(word) > strlen(out))
            memcpy(out, word, sizeof word);
        at += length;
    }
}

void service_words_find(struct service_rows_found *out, const struct data_table *table, const char *name,
                        bool is_column)
{
    char key[SERVICE_NAME_SIZE], best[SERVICE_WORD_SIZE] = "", word[SERVICE_WORD_SIZE];
    out->count = 0;
    if (strlen(name) * 2 + 1 > sizeof key)
        return;
    header_key(slice_of(name), key, sizeof key);
    for (size_t row = 0; row < table->row_count; row++) {
        longest_word(word, data_table_cell(table, row, "words"), key, is_column);
        if (strlen(word) > strlen(best)) {
            memcpy(best, word, sizeof best);
            out->rows[0] = row;
            out->count = 1;
        }
    }
    for (size_t row = 0; row < table->row_count && out->count > 0 && out->count < SERVICE_ROWS_AT_MOST; row++) {
        longest_word(word, data_table_cell(table, row, "words"), key, is_column);
        /* "okul" inside "ilkokul" says nothing more; "eczane" beside "hastane" does */
        if (row != out->rows[0] && word[0] != '\0' && strstr(best, word) == NULL)
            out->rows[out->count++] = row;
    }
}
