/* Which word of JSON comes next? */
#include "read/plain_json.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"

enum { DEEPEST = 32, DIGITS_OF_INTEGER = 18, LONGEST_NUMBER = 40 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

char plain_json_next(struct plain_json *json)
{
    while (json->at < json->end && (*json->at == ' ' || *json->at == '\n' || *json->at == '\t' || *json->at == '\r'))
        json->at++;
    return json->at < json->end ? *json->at : '\0';
}

bool plain_json_take(struct plain_json *json, char mark)
{
    if (plain_json_next(json) != mark)
        return false;
    json->at++;
    return true;
}

static int hex_digit(char byte)
{
    if (is_digit(byte))
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static const char escape_names[] = "\"\\/bfnrt", escape_letters[] = "\"\\/\b\f\n\r\t";

/* From the backslash to the last byte of the escape. */
static bool take_escape(struct plain_json *json)
{
    json->at++;
    if (json->at >= json->end)
        return false;
    if (*json->at != 'u')
        return memchr(escape_names, *json->at, sizeof escape_names - 1) != NULL;
    for (int i = 0; i < 4; i++)
        if (++json->at >= json->end || hex_digit(*json->at) < 0)
            return false;
    return true;
}

bool plain_json_take_string(struct plain_json *json, struct plain_string *out)
{
    if (!plain_json_take(json, '"'))
        return false;
    *out = (struct plain_string){.bytes = json->at};
    unsigned char all = 0;
    for (; json->at < json->end && *json->at != '"'; json->at++) {
        unsigned char byte = (unsigned char)*json->at;
        all |= byte;
        if (byte < ' ' || (byte == '\\' && !take_escape(json)))
            return false;
    }
    if (json->at >= json->end)
        return false;
    out->length = (size_t)(json->at - out->bytes);
    json->at++;
    return all < 0x80 || utf8_is_valid(out->bytes, out->length);
}

bool plain_json_take_word(struct plain_json *json, const char *word)
{
    struct plain_string string;
    size_t length = strlen(word);
    return plain_json_take_string(json, &string) && string.length == length && memcmp(string.bytes, word, length) == 0;
}

static bool take_literal(struct plain_json *json, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(json->end - json->at) < length || memcmp(json->at, word, length) != 0)
        return false;
    json->at += length;
    return true;
}

static const char *behind_digits(const char *at, const char *end)
{
    while (at < end && is_digit(*at))
        at++;
    return at;
}

/* "-12", "0.5", "1e-7"; no leading zero. *fraction is where whole digits end. */
static const char *behind_number(const char *at, const char *end, const char **fraction)
{
    at += at < end && *at == '-';
    const char *digits = at;
    at = behind_digits(at, end);
    *fraction = at;
    if (at == digits || (*digits == '0' && at - digits > 1))
        return NULL;
    if (at < end && *at == '.') {
        digits = ++at;
        at = behind_digits(at, end);
        if (at == digits)
            return NULL;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        at += at < end && (*at == '-' || *at == '+');
        digits = at;
        at = behind_digits(at, end);
        if (at == digits)
            return NULL;
    }
    return at;
}

/* Neither -0, whose sign is lost in a whole number, nor whole numbers of more digits than 64 bits hold. */
bool plain_json_take_number(struct plain_json *json, double *real, int64_t *integer, bool *is_integer)
{
    const char *whole_end = NULL;
    plain_json_next(json);
    const char *start = json->at, *end = behind_number(start, json->end, &whole_end);
    if (end == NULL || end - start > LONGEST_NUMBER)
        return false;
    json->at = end;
    *is_integer = end == whole_end;
    bool negative = *start == '-';
    if (!*is_integer)
        return number_read((struct slice){start, (uint32_t)(end - start)}, real) == NUMBER_OK &&
               !(negative && *real == 0);
    const char *digit = start + negative;
    if (end - digit > DIGITS_OF_INTEGER || (negative && *digit == '0'))
        return false;
    *integer = 0;
    for (; digit < end; digit++)
        *integer = *integer * 10 + (*digit - '0');
    if (negative)
        *integer = -*integer;
    *real = (double)*integer;
    return true;
}

/* ---- values of no interest ---- */

static bool skip(struct plain_json *json, int depth);

static bool skip_members(struct plain_json *json, char open, char close, int depth)
{
    struct plain_string key;
    if (!plain_json_take(json, open))
        return false;
    if (plain_json_take(json, close))
        return true;
    do {
        if (open == '{' && !(plain_json_take_string(json, &key) && plain_json_take(json, ':')))
            return false;
        if (!skip(json, depth + 1))
            return false;
    } while (plain_json_take(json, ','));
    return plain_json_take(json, close);
}

static bool skip(struct plain_json *json, int depth)
{
    struct plain_string string;
    double real;
    int64_t integer;
    bool is_integer;
    if (depth > DEEPEST)
        return false;
    switch (plain_json_next(json)) {
    case '{':
        return skip_members(json, '{', '}', depth);
    case '[':
        return skip_members(json, '[', ']', depth);
    case '"':
        return plain_json_take_string(json, &string);
    case 't':
        return take_literal(json, "true");
    case 'f':
        return take_literal(json, "false");
    case 'n':
        return take_literal(json, "null");
    default:
        return plain_json_take_number(json, &real, &integer, &is_integer);
    }
}

bool plain_json_skip_value(struct plain_json *json)
{
    return skip(json, 0);
}

/* ---- texts ---- */

/* The letter of \uXXXX as UTF-8; NULL for U+0000 and halves of a pair. */
static char *write_letter(char *out, const char *digits)
{
    uint32_t letter = 0;
    for (int i = 0; i < 4; i++)
        letter = letter * 16 + (uint32_t)hex_digit(digits[i]);
    if (letter == 0 || (letter >= 0xD800 && letter <= 0xDFFF))
        return NULL;
    if (letter < 0x80) {
        *out++ = (char)letter;
    } else if (letter < 0x800) {
        *out++ = (char)(0xC0 | letter >> 6);
        *out++ = (char)(0x80 | (letter & 0x3F));
    } else {
        *out++ = (char)(0xE0 | letter >> 12);
        *out++ = (char)(0x80 | (letter >> 6 & 0x3F));
        *out++ = (char)(0x80 | (letter & 0x3F));
    }
    return out;
}

bool plain_json_decode(char *out, struct plain_string string)
{
    const char *end = string.bytes + string.length;
    for (const char *at = string.bytes; at < end; at++) {
        if (*at != '\\') {
            *out++ = *at;
            continue;
        }
        at++;
        if (*at == 'u') {
            out = write_letter(out, at + 1);
            at += 4;
        } else {
            *out++ = escape_letters[strchr(escape_names, *at) - escape_names];
        }
        if (out == NULL)
            return false;
    }
    *out = '\0';
    return true;
}
