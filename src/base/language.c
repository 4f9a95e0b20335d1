/* In which language does the program speak? */
#include "base/language.h"

#include <pthread.h>
#include <stdlib.h> /* qsort, bsearch */
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"

static enum language current;
static bool fixed;
static struct data_table messages;
static const char **sorted; /* row pointers: english, turkish, ordered by english */
static bool missed;         /* there was no memory for them */
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

void language_set(enum language language)
{
    current = language;
}

void language_fix(enum language language)
{
    current = language;
    fixed = true;
}

void language_follow(enum language language)
{
    if (!fixed)
        current = language;
}

enum language language_get(void)
{
    return current;
}

bool language_parse(const char *text, enum language *out)
{
    if (text == NULL || strlen(text) < 2)
        return false;
    char first = (char)(text[0] | 0x20), second = (char)(text[1] | 0x20), end = text[2];
    if (end != '\0' && end != '_' && end != '.' && end != '-')
        return false;
    bool turkish = first == 't' && second == 'r', english = first == 'e' && second == 'n';
    if (turkish || english)
        *out = turkish ? LANGUAGE_TURKISH : LANGUAGE_ENGLISH;
    return turkish || english;
}

/* The next printf conversion at or after *at ("%zu"), its length; 0 at the end. "%%" counts too. */
static size_t next_conversion(const char **at)
{
    const char *percent = strchr(*at, '%');
    if (percent == NULL)
        return 0;
    *at = percent;
    size_t flags = 1 + strspn(percent + 1, "-+ #0123456789.*hlzjtL");
    return percent[flags] == '\0' ? flags : flags + 1;
}

/* A translation with other conversions than the original would read the wrong arguments. */
static bool same_conversions(const char *a, const char *b)
{
    for (;;) {
        size_t length_a = next_conversion(&a), length_b = next_conversion(&b);
        if (length_a != length_b || strncmp(a, b, length_a) != 0)
            return length_a == 0 && length_b == 0;
        if (length_a == 0)
            return true;
        a += length_a;
        b += length_b;
    }
}

static int compare_rows(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The catalogue lives as long as the process; a program without it, or without memory for it, speaks English. */
static void load(void)
{
    enum mah_status status = data_table_read(&messages, "messages.csv", NULL);
    const char **rows = status == MAH_OK ? memory_new(messages.row_count * 2 + 1, sizeof *rows) : NULL;
    missed = status == MAH_NO_MEMORY || (status == MAH_OK && rows == NULL);
    if (rows == NULL)
        return;
    for (size_t i = 0; i < messages.row_count; i++) {
        rows[2 * i] = data_table_cell(&messages, i, "english");
        rows[2 * i + 1] = data_table_cell(&messages, i, "turkish");
        if (rows[2 * i] == NULL || rows[2 * i + 1] == NULL) {
            memory_free(rows);
            return;
        }
    }
    qsort(rows, messages.row_count, 2 * sizeof *rows, compare_rows);
    sorted = rows;
}

enum mah_status language_load(struct mah_error *err)
{
    pthread_once(&loaded, load);
    return missed ? mah_no_memory(err) : MAH_OK;
}

const char *say(const char *english)
{
    return say_in(current, english);
}

const char *say_in(enum language language, const char *english)
{
    if (language != LANGUAGE_TURKISH)
        return english;
    pthread_once(&loaded, load);
    if (sorted == NULL)
        return english;
    const char **row = bsearch(&english, sorted, messages.row_count, 2 * sizeof *sorted, compare_rows);
    return row != NULL && row[1][0] != '\0' && same_conversions(row[0], row[1]) ? row[1] : english;
}
