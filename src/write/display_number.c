/* How does a person read a number? */
#include "write/display_number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

/* Puts a group mark before every third digit and the decimal mark of the language where the point stands. */
static void localize(const char *plain, bool grouped, enum language language, char out[DISPLAY_NUMBER_SIZE])
{
    char group = language == LANGUAGE_TURKISH ? '.' : ',', decimal = language == LANGUAGE_TURKISH ? ',' : '.';
    size_t sign = plain[0] == '-', whole = strcspn(plain + sign, "."), to = 0;
    for (size_t i = 0; plain[i] != '\0' && to + 2 < DISPLAY_NUMBER_SIZE; i++) {
        size_t left = sign + whole - i; /* digits of the whole part from here on */
        if (grouped && i > sign && i < sign + whole && left % 3 == 0)
            out[to++] = group;
        out[to++] = plain[i] == '.' ? decimal : plain[i];
    }
    out[to] = '\0';
}

void display_real(double value, int decimals, bool grouped, enum language language, char out[DISPLAY_NUMBER_SIZE])
{
    char plain[400];
    number_write_fixed(value, decimals, plain, sizeof plain);
    localize(plain, grouped, language, out);
}

void display_integer(int64_t value, bool grouped, enum language language, char out[DISPLAY_NUMBER_SIZE])
{
    char plain[24];
    snprintf(plain, sizeof plain, "%" PRId64, value);
    localize(plain, grouped, language, out);
}

int decimals_of(double value)
{
    char plain[32];
    number_write(value, plain);
    const char *point = strchr(plain, '.'), *exponent = strchr(plain, 'e');
    int decimals = point == NULL ? 0 : (int)strspn(point + 1, "0123456789");
    int power = 0;
    for (const char *digit = exponent != NULL ? exponent + 1 : ""; *digit != '\0'; digit++)
        power = *digit >= '0' && *digit <= '9' ? power * 10 + (*digit - '0') : power;
    decimals += exponent != NULL && exponent[1] == '-' ? power : -power;
    return decimals < 0 ? 0 : decimals > DISPLAY_DECIMALS ? DISPLAY_DECIMALS : decimals;
}
