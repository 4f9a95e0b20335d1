/* Which number is meant by a cell, whatever the locale says? */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/eight_digits.h"

__extension__ typedef unsigned __int128 wide;

enum {
    SMALL_DIGITS = 19,       /* decimal digits that always fit into 64 bits */
    KEPT_DIGITS = 800,       /* more than the 767 that can decide how a double is rounded */
    LONGEST_NUMBER = 20000,  /* signs; a longer cell is not a number */
    EXPONENT_LIMIT = 1000000 /* beyond it every number that short is 0 or infinite */
};

/* A number without its separators: the digits as a whole number, times 10^exponent. */
struct decimal {
    bool negative;
    uint64_t small;          /* the value of the digits, where there are at most SMALL_DIGITS */
    int digits, exponent;    /* digits: how many; above SMALL_DIGITS leading zeros do not count */
    const char *first, *end; /* where digits and separators stand */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* How separators stand in a number: the decimal one (0: none), and whether the other one makes groups of three. */
struct separators {
    char decimal, group;
};

/* Do groups of exactly three digits follow a first group of one to three, up to the decimal separator or the end? */
static bool groups_are_sound(const char *at, const char *end, struct separators how)
{
    int run = 0, groups = 0;
    if (at < end && *at == '0')
        return false;
    for (; at < end && *at != how.decimal; at++) {
        if (*at != how.group) {
            run++;
            continue;
        }
        if (groups > 0 ? run != 3 : run < 1 || run > 3)
            return false;
        groups++;
        run = 0;
    }
    return run == 3;
}

/* The last separator is the decimal one, unless it stands more than once: then it makes groups. */
static bool separators_find(const char *at, const char *end, struct separators *how)
{
    size_t points = 0, commas = 0;
    char last = 0;
    for (const char *byte = at; byte < end; byte++) {
        points += *byte == '.';
        commas += *byte == ',';
        if (!is_digit(*byte))
            last = *byte;
    }
    if (points + commas < 2)
        return false;
    char other = last == '.' ? ',' : '.';
    size_t lasts = last == '.' ? points : commas, others = last == '.' ? commas : points;
    *how = lasts == 1 ? (struct separators){last, other} : (struct separators){0, last};
    return (lasts == 1 || others == 0) && groups_are_sound(at, end, *how);
}

/* Counts the digits between first and end without leading zeros, and their value where it fits. */
static void decimal_collect(struct decimal *number)
{
    number->small = 0;
    number->digits = 0;
    for (const char *at = number->first; at < number->end; at++) {
        if (!is_digit(*at) || (number->digits == 0 && *at == '0'))
            continue;
        if (number->digits < SMALL_DIGITS)
            number->small = number->small * 10 + (uint64_t)(*at - '0');
        number->digits++;
    }
}

/* Digits from *at, their value added to small (which may wrap around: decimal_collect looks again then). */
static size_t take_digits(const char **at, const char *end, uint64_t *small)
{
    const char *byte = *at;
    uint64_t value = *small;
    for (; byte < end && is_digit(*byte); byte++)
        value = value * 10 + (uint64_t)(*byte - '0');
    size_t count = (size_t)(byte - *at);
    *small = value;
    *at = byte;
    return count;
}

/* The plain form with at most one separator; false where more stand there, or no digit does. Moves *at past it. */
static bool take_plain(struct decimal *number, const char **at, const char *end)
{
    size_t digits = take_digits(at, end, &number->small);
    if (*at < end && (**at == '.' || **at == ',')) {
        (*at)++;
        size_t places = take_digits(at, end, &number->small);
        number->exponent = -(int)places;
        digits += places;
    }
    number->digits = (int)digits;
    number->end = *at;
    if (digits > SMALL_DIGITS)
        decimal_collect(number);
    return digits > 0 && (*at == end || (**at != '.' && **at != ','));
}

/* With thousands groups. */
static bool take_grouped(struct decimal *number, const char **at, const char *end)
{
    const char *byte = *at;
    while (byte < end && (is_digit(*byte) || *byte == '.' || *byte == ','))
        byte++;
    struct separators how;
    if (!separators_find(*at, byte, &how))
        return false;
    number->exponent = 0;
    for (const char *last = byte; how.decimal != 0 && *--last != how.decimal;)
        number->exponent--;
    *at = number->end = byte;
    decimal_collect(number);
    return true;
}

/* "e5", "E-07" up to the end of the text; no exponent at all is sound too. */
static bool take_exponent(struct decimal *number, const char *at, const char *end)
{
    if (at == end)
        return true;
    if (*at != 'e' && *at != 'E')
        return false;
    at++;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    int exponent = 0;
    for (; at < end && is_digit(*at); at++)
        if (exponent < EXPONENT_LIMIT)
            exponent = exponent * 10 + (*at - '0');
    number->exponent += negative ? -exponent : exponent;
    return at == end;
}

static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/*
 * small / 10^places for a small above 2^53 and up to 22 places: small / 5^places in whole numbers with enough bits
 * below the last one that counts to round it to even, then the power of two. Coordinates with 17 digits come this way.
 */
static double divide_rounded(uint64_t small, int places)
{
    static const uint64_t fifths[] = {5, 25, 625, 390625, 152587890625u}; /* 5^1, 5^2, 5^4, 5^8, 5^16 */
    uint64_t divisor = 1;
    for (int bit = 0; bit < 5; bit++)
        if ((unsigned)places >> bit & 1u)
            divisor *= fifths[bit];
    wide shifted = (wide)small << 64;
    wide quotient = shifted / divisor;
    uint64_t rest = shifted != quotient * divisor;
    int high = (uint64_t)(quotient >> 64) != 0 ? 128 - __builtin_clzll((uint64_t)(quotient >> 64))
                                               : 64 - __builtin_clzll((uint64_t)quotient);
    int drop = high - 54; /* 53 bits and one to round by; what is below them only matters where it is not zero */
    wide below = quotient & (((wide)1 << drop) - 1);
    uint64_t kept = (uint64_t)(quotient >> drop);
    uint64_t half = kept & 1u, odd = kept >> 1 & 1u;
    kept = (kept >> 1) + (half & (odd | (below != 0) | rest));
    return ldexp((double)kept, drop + 1 - 64 - places);
}

static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;
static locale_t c_locale;

static void c_locale_make(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/* Any number of digits and any exponent: digits without a point, then the exponent, for strtod in the C locale. */
static enum number_outcome read_slowly(const struct decimal *number, double *value)
{
    char copy[KEPT_DIGITS + 32];
    size_t length = 0, kept = 0;
    bool dropped = false;
    for (const char *at = number->first; at < number->end; at++) {
        if (!is_digit(*at) || (kept == 0 && *at == '0'))
            continue;
        if (kept < KEPT_DIGITS)
            copy[length++] = *at;
        else
            dropped = dropped || *at != '0';
        kept++;
    }
    if (dropped)
        copy[length++] = '1'; /* whatever was dropped, it is more than nothing */
    int exponent = number->exponent + (kept > KEPT_DIGITS ? (int)(kept - KEPT_DIGITS) - dropped : 0);
    snprintf(copy + length, sizeof copy - length, "e%d", exponent);
    pthread_once(&c_locale_once, c_locale_make);
    if (c_locale == (locale_t)0)
        return NUMBER_BAD;
    *value = strtod_l(copy, NULL, c_locale);
    return isfinite(*value) ? NUMBER_OK : NUMBER_BAD;
}

static enum number_outcome decimal_to_double(const struct decimal *number, double *value)
{
    int exponent = number->exponent;
    double magnitude = 0;
    bool short_enough = number->digits <= SMALL_DIGITS;
    if (short_enough && number->small == 0) {
        magnitude = 0;
    } else if (short_enough && number->small <= (uint64_t)1 << 53 && exponent >= -22 && exponent <= 22) {
        /* Both operands are exact, so one rounding is all there is (Clinger 1990). */
        magnitude = (double)number->small;
        magnitude = exponent < 0 ? magnitude / exact_powers[-exponent] : magnitude * exact_powers[exponent];
    } else if (short_enough && exponent >= -22 && exponent <= 0) {
        magnitude = divide_rounded(number->small, -exponent);
    } else if (read_slowly(number, &magnitude) != NUMBER_OK) {
        return NUMBER_BAD;
    }
    *value = number->negative ? -magnitude : magnitude;
    return NUMBER_OK;
}

enum { SHORT_WHOLE = 7, SHORT_PLACES = 8 };

/* "29.294282", what nearly every coordinate is: up to SHORT_WHOLE digits, a point, up to SHORT_PLACES digits, at least
 * eight bytes in all. False for any other text; then nothing is said of it. */
static bool read_short(struct slice text, double *value)
{
    uint64_t whole = 0, fraction, word;
    if (text.length < sizeof word || text.length > SHORT_WHOLE + 1 + SHORT_PLACES)
        return false;
    const char *at = text.bytes, *end = at + text.length;
    for (; is_digit(*at) && at < text.bytes + SHORT_WHOLE; at++)
        whole = whole * 10 + (uint64_t)(*at - '0');
    unsigned places = (unsigned)(end - at) - 1;
    if (at == text.bytes || *at != '.' || places == 0 || places > SHORT_PLACES)
        return false;
    word = eight_bytes(end - sizeof word);
    unsigned before = 8 * (SHORT_PLACES - places); /* bits of what stands before the fraction: as if it were zeros */
    if (before > 0)
        word = word >> before << before | 0x3030303030303030u >> (64 - before);
    if (!eight_digits(word, &fraction))
        return false;
    /* At most fifteen digits, so all is exact until the division rounds (Clinger 1990). */
    *value = ((double)(int64_t)whole * exact_powers[places] + (double)(int64_t)fraction) / exact_powers[places];
    return true;
}

enum number_outcome number_read(struct slice text, double *value)
{
    if (read_short(text, value))
        return NUMBER_OK;
    if (text.length == 0 || !is_digit(text.bytes[0]) || !is_digit(text.bytes[text.length - 1]))
        text = slice_trim(text);
    if (text.length == 0)
        return NUMBER_MISSING;
    if (text.length > LONGEST_NUMBER)
        return NUMBER_BAD;
    struct decimal number = {0};
    const char *at = text.bytes, *end = text.bytes + text.length;
    number.negative = *at == '-';
    if (*at == '-' || *at == '+')
        at++;
    number.first = at;
    if (!take_plain(&number, &at, end)) {
        at = number.first;
        if (!take_grouped(&number, &at, end))
            return NUMBER_BAD;
    }
    if (!take_exponent(&number, at, end))
        return NUMBER_BAD;
    return decimal_to_double(&number, value);
}
