/* Which day is meant, and how far apart are two days? Proleptic Gregorian calendar, no time zones. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/number.h"

enum { EXCEL_FIRST = 10000, EXCEL_LAST = 80000, EXCEL_DAY_0 = -25569 /* 1899-12-30 */, SECONDS_A_DAY = 86400 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_is_valid(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_of_month(date.year, date.month);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

struct date date_years_before(struct date date, int years)
{
    date.year -= years;
    if (date.month == 2 && date.day == 29 && !is_leap(date.year))
        date.day = 28;
    return date;
}

/* Days before 1 March of the year, counted from 1 March of year 0: leap days then end the year (Hinnant, civil
 * calendar). */
static int32_t days_before_march(int year)
{
    int era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100;
}

int32_t date_day_number(struct date date)
{
    int month = (date.month + 9) % 12; /* 0 is March */
    int year = date.year - (date.month <= 2);
    return days_before_march(year) + (153 * month + 2) / 5 + date.day - 1 - 719468;
}

struct date date_from_day_number(int32_t day)
{
    int64_t shifted = (int64_t)day + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int of_era = (int)(shifted - era * 146097);
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * of_year + 2) / 153;
    struct date date = {.year = (int)(era * 400) + year_of_era, .month = month < 10 ? month + 3 : month - 9};
    date.day = of_year - (153 * month + 2) / 5 + 1;
    date.year += date.month <= 2;
    return date;
}

/* A run of at most `most` digits at *at; its length, 0 where there is none or it is longer. */
static int take_digits(struct slice *rest, int most, int *value)
{
    int count = 0;
    *value = 0;
    while ((uint32_t)count < rest->length && rest->bytes[count] >= '0' && rest->bytes[count] <= '9') {
        if (count == most)
            return 0;
        *value = *value * 10 + (rest->bytes[count] - '0');
        count++;
    }
    rest->bytes += count;
    rest->length -= (uint32_t)count;
    return count;
}

static bool take(struct slice *rest, char wanted)
{
    if (rest->length == 0 || rest->bytes[0] != wanted)
        return false;
    rest->bytes++;
    rest->length--;
    return true;
}

/* Nothing, or a time of day: T or blanks, hours and minutes, then seconds, fractions, zone, am or pm as they like. */
static bool is_time(struct slice rest)
{
    if (rest.length == 0)
        return true;
    bool marked = take(&rest, 'T') || take(&rest, 't');
    while (!marked && take(&rest, ' '))
        continue;
    int hours, minutes;
    if (take_digits(&rest, 2, &hours) == 0 || hours > 24 || !take(&rest, ':') || take_digits(&rest, 2, &minutes) != 2 ||
        minutes > 59)
        return false;
    for (uint32_t i = 0; i < rest.length; i++)
        if (rest.bytes[i] == '\0' || strchr("0123456789:.,+- ZzAaPpMm", rest.bytes[i]) == NULL)
            return false;
    return true;
}

/* 2023, 2023-05, 2023-05-17, 2023/05/17: what follows a year of four digits. */
static enum date_outcome read_from_year(struct slice rest, int year, struct date *out)
{
    struct date date = {.year = year};
    if (rest.length > 0) {
        char separator = rest.bytes[0];
        if ((!take(&rest, '-') && !take(&rest, '/')) || take_digits(&rest, 2, &date.month) == 0 || date.month == 0)
            return DATE_BAD;
        if (take(&rest, separator) && (take_digits(&rest, 2, &date.day) == 0 || date.day == 0))
            return DATE_BAD;
    }
    struct date full = {date.year, date.month > 0 ? date.month : 1, date.day > 0 ? date.day : 1};
    bool partial = date.day == 0;
    if (!date_is_valid(full) || (partial ? rest.length > 0 : !is_time(rest)))
        return DATE_BAD;
    *out = date;
    return DATE_OK;
}

/* 17.05.2023, 17/05/2023, 17-05-2023: what follows a day. */
static enum date_outcome read_from_day(struct slice rest, int day, struct date *out)
{
    struct date date = {.day = day};
    char separator = rest.length > 0 ? rest.bytes[0] : '\0';
    if (separator != '.' && separator != '/' && separator != '-')
        return DATE_BAD;
    if (!take(&rest, separator) || take_digits(&rest, 2, &date.month) == 0 || !take(&rest, separator) ||
        take_digits(&rest, 4, &date.year) != 4 || !date_is_valid(date) || !is_time(rest))
        return DATE_BAD;
    *out = date;
    return DATE_OK;
}

/* The day number that spreadsheets keep instead of a date; what follows the point is the time of day. */
static enum date_outcome read_excel(struct slice text, struct date *out)
{
    double serial;
    if (number_read(text, &serial) != NUMBER_OK || serial < EXCEL_FIRST || serial >= EXCEL_LAST + 1)
        return DATE_BAD;
    *out = date_from_day_number((int32_t)serial + EXCEL_DAY_0);
    return DATE_OK;
}

enum date_outcome date_read(struct slice text, struct date *out)
{
    text = slice_trim(text);
    if (text.length == 0)
        return DATE_MISSING;
    struct slice rest = text;
    int first;
    switch (take_digits(&rest, 5, &first)) {
    case 1:
    case 2:
        return read_from_day(rest, first, out);
    case 4:
        return read_from_year(rest, first, out);
    case 5:
        return read_excel(text, out);
    default:
        return DATE_BAD;
    }
}

static char *write_digits(char *at, int value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

void date_write(struct date date, char out[16])
{
    char *at = write_digits(out, date.year < 0 ? 0 : date.year % 10000, 4);
    if (date.month > 0) {
        *at++ = '-';
        at = write_digits(at, date.month, 2);
    }
    if (date.month > 0 && date.day > 0) {
        *at++ = '-';
        at = write_digits(at, date.day, 2);
    }
    *at = '\0';
}

/* Seconds since 1970: SOURCE_DATE_EPOCH where it is set and a number of at most year 9999, else the clock. */
static int64_t seconds_now(int *milliseconds)
{
    *milliseconds = 0;
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    double seconds;
    if (fixed != NULL && number_read(slice_of(fixed), &seconds) == NUMBER_OK && seconds >= 0 &&
        seconds < 253402300800.0)
        return (int64_t)seconds;
    struct timespec moment = {0};
    clock_gettime(CLOCK_REALTIME, &moment);
    *milliseconds = (int)(moment.tv_nsec / 1000000);
    return moment.tv_sec;
}

static struct date date_of_seconds(int64_t seconds)
{
    int64_t day = seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0);
    return date_from_day_number((int32_t)day);
}

struct date date_today(void)
{
    int milliseconds;
    return date_of_seconds(seconds_now(&milliseconds));
}

void date_write_now(char out[32])
{
    int milliseconds;
    int64_t seconds = seconds_now(&milliseconds);
    char day[16];
    date_write(date_of_seconds(seconds), day);
    int of_day = (int)((seconds % SECONDS_A_DAY + SECONDS_A_DAY) % SECONDS_A_DAY);
    snprintf(out, 32, "%sT%02d:%02d:%02d.%03dZ", day, of_day / 3600, of_day / 60 % 60, of_day % 60, milliseconds);
}
