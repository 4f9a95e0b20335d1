/* Hostile numbers, dates and amounts: the quick ways say what strtod in the C locale says. */
#include <locale.h>
#include <math.h>

#include "base/date.h"
#include "base/eight_digits.h"
#include "base/number.h"
#include "fuzz.h"
#include "turkish/amount.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What the header of number.h promises of a trimmed text, byte by byte: the same text for strtod, or false. Groups of
 * thousands are not judged here (*grouped). */
static bool write_plainly(char *out, const char *text, size_t length, bool *grouped)
{
    size_t at = 0, digits = 0, separators = 0;
    if (at < length && (text[at] == '-' || text[at] == '+'))
        *out++ = text[at++];
    for (; at < length && (is_digit(text[at]) || text[at] == '.' || text[at] == ','); at++) {
        digits += is_digit(text[at]);
        separators += !is_digit(text[at]);
        *out++ = is_digit(text[at]) ? text[at] : '.';
    }
    *grouped = separators > 1;
    if (digits == 0)
        return false;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        *out++ = text[at++];
        if (at < length && (text[at] == '-' || text[at] == '+'))
            *out++ = text[at++];
        if (at == length)
            return false;
        for (; at < length && is_digit(text[at]); at++)
            *out++ = text[at];
    }
    *out = '\0';
    return at == length;
}

static void check_number(struct slice cell)
{
    static locale_t c_locale;
    char plain[8300], written[32];
    double value = 0, again, other;
    bool grouped = false;
    if (c_locale == (locale_t)0)
        c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    enum number_outcome outcome = number_read(cell, &value);
    struct slice text = slice_trim(cell);
    require((text.length == 0) == (outcome == NUMBER_MISSING));
    bool is_plain = write_plainly(plain, text.bytes, text.length, &grouped);
    if (!grouped && outcome != NUMBER_MISSING) {
        other = is_plain ? strtod_l(plain, NULL, c_locale) : NAN;
        require((outcome == NUMBER_OK) == (is_plain && isfinite(other)));
        require(outcome != NUMBER_OK || memcmp(&other, &value, sizeof value) == 0);
    }
    if (outcome != NUMBER_OK)
        return;
    require(isfinite(value));
    number_write(value, written);
    require(number_read(slice_of(written), &again) == NUMBER_OK && again == value);
    number_write_fixed(value, 6, plain, sizeof plain);
    require(number_read(slice_of(plain), &again) == NUMBER_OK && fabs(again - value) <= fabs(value) * 1e-15 + 5.1e-7);
}

static void check_date(struct slice cell)
{
    struct date date, again;
    char written[16];
    if (date_read(cell, &date) != DATE_OK)
        return;
    require(date.month >= 0 && date.month <= 12 && (date.month != 0 || date.day == 0));
    if (date.day == 0)
        return;
    require(date_is_valid(date));
    date_write(date, written);
    require(date_read(slice_of(written), &again) == DATE_OK && date_compare(date, again) == 0);
    again = date_from_day_number(date_day_number(date));
    require(date_compare(date, again) == 0);
    again = date_years_before(date, 1);
    require(date.year == 1 || (date_is_valid(again) && date_compare(again, date) < 0));
}

static void check_eight_digits(struct slice cell)
{
    uint64_t value = 0, other = 0;
    bool all = true;
    if (cell.length < 8)
        return;
    for (int i = 0; i < 8; i++) {
        all = all && is_digit(cell.bytes[i]);
        other = other * 10 + (uint64_t)(unsigned char)(cell.bytes[i] - '0');
    }
    require(eight_digits(eight_bytes(cell.bytes), &value) == all && (!all || value == other));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4096)
        return 0;
    struct slice cell = {(const char *)data, (uint32_t)size};
    double amount = 0;
    check_number(cell);
    check_date(cell);
    check_eight_digits(cell);
    enum amount_outcome outcome = amount_read(cell, &amount);
    require(outcome != AMOUNT_OK || (amount >= 0 && amount <= AMOUNT_MOST));
    return 0;
}
