/* Which word of a row filter comes next? */
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "config/row_filter_parts.h"
#include "turkish/letters.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static uint32_t digits_at(struct slice text, uint32_t at)
{
    uint32_t from = at;
    while (at < text.length && is_digit(text.bytes[at]))
        at++;
    return at - from;
}

/* Bytes of the number that begins the text; 0 where none does. */
static uint32_t number_length(struct slice text)
{
    uint32_t at = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    uint32_t whole = digits_at(text, at);
    if (whole == 0)
        return 0;
    at += whole;
    if (at + 1 < text.length && text.bytes[at] == '.' && is_digit(text.bytes[at + 1]))
        at += 1 + digits_at(text, at + 1);
    if (at < text.length && (text.bytes[at] == 'e' || text.bytes[at] == 'E')) {
        uint32_t sign = at + 1 < text.length && (text.bytes[at + 1] == '-' || text.bytes[at + 1] == '+');
        uint32_t power = digits_at(text, at + 1 + sign);
        at += power > 0 ? 1 + sign + power : 0;
    }
    return at;
}

/* Bytes of the letters (of any script), digits and underscores that begin the text. */
static uint32_t name_length(struct slice text)
{
    struct slice rest = text;
    while (rest.length > 0) {
        struct slice before = rest;
        bool fits = rest.bytes[0] == '_' || letter_is_word(letter_take_lower(&rest));
        if (!fits)
            return text.length - before.length;
        if (before.bytes[0] == '_')
            rest = (struct slice){before.bytes + 1, before.length - 1};
    }
    return text.length;
}

/* Bytes from the quote that begins the text to the one that ends it; 0 where none does. */
static uint32_t quoted_length(struct slice text)
{
    for (uint32_t at = 1; at < text.length; at++) {
        if (text.bytes[at] != text.bytes[0])
            continue;
        if (at + 1 == text.length || text.bytes[at + 1] != text.bytes[0])
            return at + 1;
        at++;
    }
    return 0;
}

static const struct {
    const char *text;
    enum filter_word_kind kind;
    enum filter_comparison comparison;
} signs[] = {
    /* longer ones first */
    {"<>", FILTER_SIGN, FILTER_UNEQUAL},  {"!=", FILTER_SIGN, FILTER_UNEQUAL}, {"<=", FILTER_SIGN, FILTER_AT_MOST},
    {">=", FILTER_SIGN, FILTER_AT_LEAST}, {"=", FILTER_SIGN, FILTER_EQUAL},    {"<", FILTER_SIGN, FILTER_LESS},
    {">", FILTER_SIGN, FILTER_MORE},      {"(", FILTER_OPEN, FILTER_EQUAL},    {")", FILTER_CLOSE, FILTER_EQUAL},
    {",", FILTER_COMMA, FILTER_EQUAL},
};

static struct filter_word sign_word(struct slice text)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        uint32_t length = (uint32_t)strlen(signs[i].text);
        if (length <= text.length && memcmp(text.bytes, signs[i].text, length) == 0)
            return (struct filter_word){signs[i].kind, {text.bytes, length}, signs[i].comparison, 0};
    }
    struct slice rest = text;
    letter_take_lower(&rest);
    return (struct filter_word){FILTER_OTHER, {text.bytes, text.length - rest.length}, FILTER_EQUAL, 0};
}

static struct filter_word word_at(struct slice text)
{
    struct filter_word word = {FILTER_END, {text.bytes, 0}, FILTER_EQUAL, 0};
    if (text.length == 0)
        return word;
    if (text.bytes[0] == '\'' || text.bytes[0] == '"') {
        word.kind = text.bytes[0] == '"' ? FILTER_QUOTED_NAME : FILTER_TEXT;
        word.shown.length = quoted_length(text);
        if (word.shown.length == 0)
            word = (struct filter_word){FILTER_UNENDED, text, FILTER_EQUAL, 0};
        return word;
    }
    word.shown.length = number_length(text);
    if (word.shown.length > 0) {
        word.kind = number_read(word.shown, &word.number) == NUMBER_OK ? FILTER_NUMBER : FILTER_OTHER;
        return word;
    }
    word.kind = FILTER_NAME;
    word.shown.length = name_length(text);
    return word.shown.length > 0 ? word : sign_word(text);
}

struct filter_word filter_word_next(struct slice *rest)
{
    const char *end = rest->bytes + rest->length;
    struct slice text = slice_trim(*rest);
    text.bytes = text.length > 0 ? text.bytes : end;
    text.length = (uint32_t)(end - text.bytes); /* blanks behind the last word stay, so that errors point behind them */
    struct filter_word word = word_at(text);
    *rest = (struct slice){text.bytes + word.shown.length, text.length - word.shown.length};
    return word;
}

bool filter_word_is(const struct filter_word *word, const char *text)
{
    return word->kind == FILTER_NAME && slice_equals_ascii_nocase(word->shown, slice_of(text));
}

char *filter_word_inside(const struct filter_word *word)
{
    if (word->kind == FILTER_NAME)
        return memory_copy_bytes(word->shown.bytes, word->shown.length);
    char *inside = memory_copy_bytes(word->shown.bytes + 1, word->shown.length - 2);
    if (inside == NULL)
        return NULL;
    char quote = word->shown.bytes[0], *to = inside;
    for (const char *from = inside; *from != '\0'; from++) {
        *to++ = *from;
        if (from[0] == quote && from[1] == quote)
            from++;
    }
    *to = '\0';
    return inside;
}
