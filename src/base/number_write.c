/* How is a number written so that everybody reads the same one, whatever the locale says? */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/number.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The locale of a host program may have put another decimal separator, of several bytes even: make it a point. */
static void fix_separator(char *text)
{
    char *at = text + (*text == '-');
    while (is_digit(*at))
        at++;
    char *end = at;
    while (*end != '\0' && *end != 'e' && !is_digit(*end))
        end++;
    if (end == at)
        return;
    *at = '.';
    memmove(at + 1, end, strlen(end) + 1);
}

static bool write_not_finite(double value, char *out, size_t size)
{
    if (isfinite(value))
        return false;
    snprintf(out, size, "%s", isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
    return true;
}

static bool reads_back(const char *text, double value)
{
    double again;
    return number_read(slice_of(text), &again) == NUMBER_OK && again == value;
}

void number_write(double value, char out[32])
{
    if (write_not_finite(value, out, 32))
        return;
    char text[64] = "";
    /* A normal double keeps any 15 digits; a subnormal one may need fewer. */
    int digits = fabs(value) < DBL_MIN ? 1 : 15;
    for (bool done = false; !done && digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        fix_separator(text);
        done = reads_back(text, value);
    }
    memcpy(out, text, strnlen(text, 31) + 1);
    out[31] = '\0';
}

void number_write_fixed(double value, int decimals, char *out, size_t size)
{
    if (size == 0 || write_not_finite(value, out, size))
        return;
    char text[400]; /* 309 digits before the point at most */
    decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
    snprintf(text, sizeof text, "%.*f", decimals, value);
    fix_separator(text);
    const char *from = text;
    if (*from == '-' && strspn(from + 1, "0.") == strlen(from + 1))
        from++;
    snprintf(out, size, "%s", from);
}

const char *number_say(double value, char out[32])
{
    if (write_not_finite(value, out, 32))
        return out;
    snprintf(out, 32, "%g", value);
    fix_separator(out);
    char *point = language_get() == LANGUAGE_TURKISH ? strchr(out, '.') : NULL;
    if (point != NULL)
        *point = ',';
    return out;
}
