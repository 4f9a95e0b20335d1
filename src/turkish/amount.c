/* How much money does somebody mean? */
#include "turkish/amount.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>

#include "turkish/fold.h"

enum { KEY_ROOM = 512, WORD_ROOM = 64 };

/* Words behind the number, as word_key folds them. */
static const struct {
    const char *word;
    double factor;
} factors[] = {{"", 1},          {"bin", 1e3},        {"thousand", 1e3},  {"milyon", 1e6}, {"million", 1e6},
               {"mn", 1e6},      {"milyar", 1e9},     {"billion", 1e9},   {"mlr", 1e9},    {"bintl", 1e3},
               {"tl", 1},        {"milyontl", 1e6},   {"milyartl", 1e9},  {"try", 1},      {"lira", 1},
               {"binlira", 1e3}, {"milyonlira", 1e6}, {"milyarlira", 1e9}};

static const char lira[] = "\xE2\x82\xBA"; /* U+20BA */

static struct slice without_sign(struct slice text)
{
    text = slice_trim(text);
    if (text.length >= 3 && memcmp(text.bytes, lira, 3) == 0)
        text = (struct slice){text.bytes + 3, text.length - 3};
    else if (text.length >= 3 && memcmp(text.bytes + text.length - 3, lira, 3) == 0)
        text.length -= 3;
    return slice_trim(text);
}

static bool belongs_to_number(char letter)
{
    return isdigit((unsigned char)letter) || letter == '.' || letter == ',' || letter == '-' || letter == '+';
}

/* One separator, and just three digits behind it. */
static bool is_ambiguous(struct slice number)
{
    size_t separators = 0, at = 0;
    for (size_t i = 0; i < number.length; i++)
        if (number.bytes[i] == '.' || number.bytes[i] == ',') {
            separators++;
            at = i;
        }
    bool begins_with_zero = number.length > 0 && number.bytes[0] == '0'; /* "0,125" is no group of thousands */
    return separators == 1 && number.length - at == 4 && at >= 1 && at <= 3 && !begins_with_zero;
}

static bool find_factor(struct slice word, double *factor)
{
    char key[KEY_ROOM];
    if (word.length > WORD_ROOM)
        return false;
    word_key(word, key, sizeof key);
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (strcmp(factors[i].word, key) == 0) {
            *factor = factors[i].factor;
            return *key != '\0' || word.length == 0;
        }
    return false;
}

enum amount_outcome amount_read(struct slice text, double *amount)
{
    text = without_sign(text);
    uint32_t digits = 0;
    while (digits < text.length && belongs_to_number(text.bytes[digits]))
        digits++;
    struct slice number = {text.bytes, digits};
    struct slice word = slice_trim((struct slice){text.bytes + digits, text.length - digits});
    double value, factor;
    if (text.length == 0)
        return AMOUNT_MISSING;
    if (!find_factor(word, &factor) || number_read(number, &value) != NUMBER_OK || value < 0)
        return AMOUNT_BAD;
    if (is_ambiguous(number))
        return AMOUNT_AMBIGUOUS;
    value = round(value * factor * 100) / 100;
    if (value > AMOUNT_MOST)
        return AMOUNT_BAD;
    *amount = value;
    return AMOUNT_OK;
}
