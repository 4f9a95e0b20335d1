/* Calendar dates as they stand in registers: ISO, dd.mm.yyyy, Excel serials. Proleptic Gregorian, no time zones. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

struct date {
    int year, month, day; /* month and day are 1-based; 0 means unknown (only the year, or year and month, is known) */
};

enum date_outcome { DATE_OK, DATE_MISSING, DATE_BAD };

/*
 * Reads 2023-05-17, 2023-05, 2023, 17.05.2023, 17/05/2023, 17-05-2023, 2023/05/17, each with an optional time after it
 * (T or blank), or an Excel day serial (10000..80000, 1900 date system). Day before month: Turkish order.
 */
enum date_outcome date_read(struct slice text, struct date *out);

bool date_is_valid(struct date date);                       /* a full, existing day, year 1..9999 */
int date_compare(struct date a, struct date b);             /* <0, 0, >0 for full dates */
struct date date_years_before(struct date date, int years); /* 29 February becomes 28 February */
int32_t date_day_number(struct date date);                  /* days since 1970-01-01 */
struct date date_from_day_number(int32_t day);
void date_write(struct date date, char out[16]); /* ISO: 2023-05-17 */

/* Today in UTC; SOURCE_DATE_EPOCH, where set, stands for the clock. */
struct date date_today(void);
/* The moment of the run as 2026-01-31T12:00:00.000Z; SOURCE_DATE_EPOCH, where set, stands for the clock. */
void date_write_now(char out[32]);

#endif
