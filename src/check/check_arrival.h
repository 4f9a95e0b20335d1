/* When did the household come, and is that recent? domain.md 3.1 to 3.3. */
#ifndef CHECK_CHECK_ARRIVAL_H
#define CHECK_CHECK_ARRIVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "check/household.h"
#include "config/project.h"

enum { FIRST_ARRIVAL_YEAR = 1900, COHORT_BOUNDS = 4 };
/* Between enum arrival_cohort: years since arrival that belong to the older of two cohorts. */
extern const int cohort_years[COHORT_BOUNDS];

/* What an arrival makes of a household. */
struct arrival {
    uint8_t arrival_class; /* CLASS_RECENT or CLASS_LONG_TERM */
    uint8_t cohort;
    bool ambiguous;
    int16_t year;
    int32_t recent_ppb; /* of CLASS_RECENT: share of the period in which it came that lies in the window */
};

enum arrival_outcome { ARRIVAL_OK, ARRIVAL_BAD, ARRIVAL_FUTURE };

struct arrival_rules {
    struct date reference;
    int recent_years;
    enum arrival_rule rule;
    int32_t window_day;                /* the last day that is not recent: reference - recent_years */
    int32_t cohort_day[COHORT_BOUNDS]; /* the last day on which an arrival is 1, 5, 10, 20 years ago */
    struct arrival *by_year;           /* of FIRST_ARRIVAL_YEAR .. year of the reference date */
};

enum mah_status arrival_rules_init(struct arrival_rules *out, const struct project *project, struct mah_error *err);
void arrival_rules_release(struct arrival_rules *rules);

/* A day, a month or a year, as exactly as it is known. */
enum arrival_outcome arrival_of_date(const struct arrival_rules *rules, struct date date, struct arrival *out);
/* The same for a year only: looked up. */
enum arrival_outcome arrival_of_year(const struct arrival_rules *rules, int year, struct arrival *out);
/* Years since the arrival, fractions allowed: recent below recent_years. */
enum arrival_outcome arrival_of_years_here(const struct arrival_rules *rules, double years, struct arrival *out);

#endif
