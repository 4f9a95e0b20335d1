/* What the files of the row filter share: the words it is written in, and the steps it becomes. */
#ifndef CONFIG_ROW_FILTER_PARTS_H
#define CONFIG_ROW_FILTER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

enum { FILTER_DEEPEST = 64 }; /* parentheses inside parentheses */

enum filter_comparison { FILTER_EQUAL, FILTER_UNEQUAL, FILTER_LESS, FILTER_AT_MOST, FILTER_MORE, FILTER_AT_LEAST };

enum filter_word_kind {
    FILTER_END,         /* nothing follows */
    FILTER_NAME,        /* tur, or a word of the language: and, in, null */
    FILTER_QUOTED_NAME, /* "Okul Türü" */
    FILTER_TEXT,        /* 'İlkokul' */
    FILTER_NUMBER,
    FILTER_SIGN, /* a comparison */
    FILTER_OPEN,
    FILTER_CLOSE,
    FILTER_COMMA,
    FILTER_OTHER,  /* a sign that means nothing here, or a number too large */
    FILTER_UNENDED /* a quote that does not end */
};

struct filter_word {
    enum filter_word_kind kind;
    struct slice shown; /* as written, quotes too */
    enum filter_comparison comparison;
    double number;
};

/* Takes the next word off *rest. */
struct filter_word filter_word_next(struct slice *rest);
/* Is it this word of the language, in any case? */
bool filter_word_is(const struct filter_word *word, const char *text);
/* What stands between the quotes, doubled ones made single. NULL where memory ran out. */
char *filter_word_inside(const struct filter_word *word);

/*
 * The filter as steps in the order they are counted: a step that looks at a cell puts its truth on a pile, `and` and
 * `or` make one of the two on top, `not` turns the one on top. No step calls another, so a long filter needs no stack.
 */
enum filter_step_kind { FILTER_COMPARE, FILTER_IN, FILTER_BETWEEN, FILTER_IS_NULL, FILTER_NOT, FILTER_AND, FILTER_OR };
enum { FILTER_PILE = 2 * (FILTER_DEEPEST + 1) + 1 }; /* a level leaves at most one truth for `or` and one for `and` */

struct filter_step {
    enum filter_step_kind kind;
    enum filter_comparison comparison;
    size_t name;               /* place in names */
    size_t value, value_count; /* places in values */
};

struct filter_value {
    char *text; /* NULL: a number */
    double number;
};

struct filter_name {
    char *text;
    size_t column; /* once bound */
};

struct row_filter {
    struct filter_step *steps;
    size_t step_count, step_capacity;
    struct filter_value *values;
    size_t value_count, value_capacity;
    struct filter_name *names; /* each once */
    size_t name_count, name_capacity;
    char *where_from; /* "" where it was not said */
};

/* Reads the text into an empty filter. */
enum mah_status filter_read(struct row_filter *filter, const char *text, struct mah_error *err);

#endif
