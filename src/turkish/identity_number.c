/* Is this the identity number of a person? */
#include "turkish/identity_number.h"

#include <math.h>
#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The tenth digit is 7 times the sum of the first, third ... ninth less the sum of the second ... eighth, the eleventh
 * the sum of the first ten, both modulo 10. */
static bool checks(const char *digits)
{
    int odd = 0, even = 0;
    for (int i = 0; i < 9; i += 2)
        odd += digits[i] - '0';
    for (int i = 1; i < 8; i += 2)
        even += digits[i] - '0';
    int tenth = (7 * odd + 9 * even) % 10; /* 9 is -1 modulo 10 */
    return digits[9] - '0' == tenth && digits[10] - '0' == (odd + even + tenth) % 10;
}

static void count_digits(struct identity_count *count, const char *digits, int64_t row)
{
    if (digits[0] == '0') /* telephones of Türkiye */
        return;
    count->numbers++;
    if (checks(digits) && count->checked++ == 0)
        count->first_row = row;
}

/* Letters, hyphens, a plus and what is no ASCII belong to the word around the digits: it is another kind of number. */
static bool joins(char byte)
{
    bool is_letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    return is_letter || is_digit(byte) || byte == '_' || byte == '-' || byte == '+' || (unsigned char)byte >= 0x80;
}

/* Do the bytes before `at` end with this? Letters of any case. */
static bool ends_with(const char *bytes, size_t at, const char *end)
{
    size_t length = strlen(end);
    for (size_t i = 0; length <= at && i < length; i++) {
        char byte = bytes[at - length + i];
        if ((byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte) != end[i])
            return false;
    }
    return length <= at;
}

/* "TC10000000146" is one; "PTC10000000146" is the number of something else. */
static bool follows_its_name(const char *bytes, size_t at)
{
    static const char *const names[] = {"TC", "TCK", "TCKN"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ends_with(bytes, at, names[i]))
            return at == strlen(names[i]) || !joins(bytes[at - strlen(names[i]) - 1]);
    return false;
}

/* No-break space, zero-width space, byte order mark: what spreadsheets and web pages leave around a number. */
static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
enum { BLANKS = sizeof blanks / sizeof *blanks };

static bool follows_a_blank(const char *bytes, size_t at)
{
    for (size_t i = 0; i < BLANKS; i++)
        if (ends_with(bytes, at, blanks[i]))
            return true;
    return false;
}

static bool stands_before_a_blank(const char *bytes, size_t at, size_t length)
{
    for (size_t i = 0; i < BLANKS; i++)
        if (strlen(blanks[i]) <= length - at && memcmp(bytes + at, blanks[i], strlen(blanks[i])) == 0)
            return true;
    return false;
}

static bool starts_word(const char *bytes, size_t at)
{
    if (at == 0)
        return true;
    char before = bytes[at - 1];
    bool is_decimals = (before == '.' || before == ',') && at >= 2 && is_digit(bytes[at - 2]);
    return !is_decimals && (!joins(before) || follows_its_name(bytes, at) || follows_a_blank(bytes, at));
}

/* "10000000146.0" is how a spreadsheet's number comes out; other decimals make it a measure. */
static bool ends_word(const char *bytes, size_t at, size_t length)
{
    if (at == length)
        return true;
    if (bytes[at] != '.' && bytes[at] != ',')
        return !joins(bytes[at]) || stands_before_a_blank(bytes, at, length);
    for (at++; at < length && bytes[at] == '0';)
        at++;
    return at == length || !is_digit(bytes[at]);
}

void identity_count_text(struct identity_count *count, const char *bytes, size_t length, int64_t row)
{
    /* Eleven digits in a row cover one of every eleven bytes: only there they are looked for. */
    for (size_t at = IDENTITY_DIGITS - 1; at < length; at += IDENTITY_DIGITS) {
        if (!is_digit(bytes[at]))
            continue;
        size_t from = at, to = at + 1;
        while (from > 0 && is_digit(bytes[from - 1]))
            from--;
        while (to < length && is_digit(bytes[to]))
            to++;
        if (to - from == IDENTITY_DIGITS && starts_word(bytes, from) && ends_word(bytes, to, length))
            count_digits(count, bytes + from, row);
        at = to - 1;
    }
}

void identity_count_number(struct identity_count *count, double number, int64_t row)
{
    if (!identity_may_be(number) || number != floor(number))
        return;
    char digits[IDENTITY_DIGITS];
    int64_t left = (int64_t)number;
    for (int i = IDENTITY_DIGITS - 1; i >= 0; i--, left /= 10)
        digits[i] = (char)('0' + left % 10);
    count_digits(count, digits, row);
}

void identity_count_add(struct identity_count *into, const struct identity_count *from)
{
    if (from->checked > 0 && (into->checked == 0 || from->first_row < into->first_row))
        into->first_row = from->first_row;
    into->numbers += from->numbers;
    into->checked += from->checked;
}
