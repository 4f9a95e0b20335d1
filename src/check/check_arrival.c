/* When did the household come, and is that recent? */
#include "check/check_arrival.h"

#include <math.h>

#include "base/memory.h"

const int cohort_years[COHORT_BOUNDS] = {1, 5, 10, 20};

/* The first and the last day of a day, a month or a year. */
static void period_of(struct date date, int32_t *first, int32_t *last)
{
    struct date from = {date.year, date.month > 0 ? date.month : 1, date.day > 0 ? date.day : 1};
    *first = *last = date_day_number(from);
    if (date.day > 0)
        return;
    bool next_year = date.month == 0 || date.month == 12;
    struct date next = next_year ? (struct date){date.year + 1, 1, 1} : (struct date){date.year, date.month + 1, 1};
    *last = date_day_number(next) - 1;
}

/*
 * Completed years decide, the lower bound of a bin belongs to it: exactly five years ago is 5-10. Where the day is not
 * known, the difference of the years (or months) stands for it.
 */
static uint8_t cohort_of_date(const struct arrival_rules *rules, struct date date)
{
    int bound = 0;
    if (date.day > 0) {
        int32_t day = date_day_number(date);
        while (bound < COHORT_BOUNDS && day <= rules->cohort_day[bound])
            bound++;
    } else {
        int months = (rules->reference.year - date.year) * 12;
        if (date.month > 0)
            months += rules->reference.month - date.month;
        while (bound < COHORT_BOUNDS && months >= 12 * cohort_years[bound])
            bound++;
    }
    return (uint8_t)(COHORT_0_1 + bound);
}

/* A period that begins before the edge of the window and ends after it: nobody knows on which side they came. */
static void judge_ambiguous(const struct arrival_rules *rules, int32_t first, int32_t last, struct arrival *arrival)
{
    int64_t days = last - first + 1, recent_days = last - rules->window_day;
    arrival->ambiguous = true;
    arrival->arrival_class = rules->rule == ARRIVAL_STRICT ? CLASS_LONG_TERM : CLASS_RECENT;
    if (rules->rule == ARRIVAL_INCLUSIVE)
        arrival->recent_ppb = WEIGHT_ONE;
    if (rules->rule == ARRIVAL_FRACTION)
        arrival->recent_ppb = (int32_t)((recent_days * WEIGHT_ONE + days / 2) / days);
}

enum arrival_outcome arrival_of_date(const struct arrival_rules *rules, struct date date, struct arrival *out)
{
    if (date.year < FIRST_ARRIVAL_YEAR)
        return ARRIVAL_BAD;
    int32_t first, last;
    period_of(date, &first, &last);
    if (first > date_day_number(rules->reference))
        return ARRIVAL_FUTURE;
    *out = (struct arrival){.year = (int16_t)date.year, .cohort = cohort_of_date(rules, date)};
    bool starts_recent = first > rules->window_day, ends_recent = last > rules->window_day;
    if (starts_recent == ends_recent) {
        out->arrival_class = starts_recent ? CLASS_RECENT : CLASS_LONG_TERM;
        out->recent_ppb = starts_recent ? WEIGHT_ONE : 0;
    } else {
        judge_ambiguous(rules, first, last, out);
    }
    return ARRIVAL_OK;
}

enum arrival_outcome arrival_of_year(const struct arrival_rules *rules, int year, struct arrival *out)
{
    if (year < FIRST_ARRIVAL_YEAR)
        return ARRIVAL_BAD;
    if (year > rules->reference.year)
        return ARRIVAL_FUTURE;
    *out = rules->by_year[year - FIRST_ARRIVAL_YEAR];
    return ARRIVAL_OK;
}

/* The calendar year so many years before the reference date. */
static int year_before(const struct arrival_rules *rules, double years)
{
    struct date whole = date_years_before(rules->reference, (int)years);
    double rest_days = (years - floor(years)) * 365;
    return date_from_day_number(date_day_number(whole) - (int32_t)rest_days).year;
}

enum arrival_outcome arrival_of_years_here(const struct arrival_rules *rules, double years, struct arrival *out)
{
    if (!(years >= 0) || years > rules->reference.year - FIRST_ARRIVAL_YEAR)
        return ARRIVAL_BAD;
    int bound = 0;
    while (bound < COHORT_BOUNDS && years >= cohort_years[bound])
        bound++;
    bool recent = years < rules->recent_years;
    *out = (struct arrival){.arrival_class = recent ? CLASS_RECENT : CLASS_LONG_TERM,
                            .cohort = (uint8_t)(COHORT_0_1 + bound),
                            .year = (int16_t)year_before(rules, years),
                            .recent_ppb = recent ? WEIGHT_ONE : 0};
    return ARRIVAL_OK;
}

enum mah_status arrival_rules_init(struct arrival_rules *out, const struct project *project, struct mah_error *err)
{
    *out = (struct arrival_rules){
        .reference = project->reference_date, .recent_years = project->recent_years, .rule = project->arrival_rule};
    out->window_day = date_day_number(date_years_before(out->reference, out->recent_years));
    for (int bound = 0; bound < COHORT_BOUNDS; bound++)
        out->cohort_day[bound] = date_day_number(date_years_before(out->reference, cohort_years[bound]));
    int years = out->reference.year - FIRST_ARRIVAL_YEAR + 1;
    if (years <= 0)
        return MAH_OK; /* every year is in the future of such a reference date */
    out->by_year = memory_new((size_t)years, sizeof *out->by_year);
    if (out->by_year == NULL)
        return mah_no_memory(err);
    for (int i = 0; i < years; i++)
        (void)arrival_of_date(out, (struct date){.year = FIRST_ARRIVAL_YEAR + i}, &out->by_year[i]);
    return MAH_OK;
}

void arrival_rules_release(struct arrival_rules *rules)
{
    memory_free(rules->by_year);
    *rules = (struct arrival_rules){0};
}
