/* A mahalle and the years in which its people came, for tests of what may be told of them. */
#ifndef TESTS_PROTECT_VILLAGE_H
#define TESTS_PROTECT_VILLAGE_H

#include <stdio.h>
#include <string.h>

#include "indicate/arrivals.h"

enum { MOST_YEARS = 12 };

/* One mahalle: its years, and what else is published of it. */
struct village {
    struct area_counts area[2];
    struct arrival_counts rows[MOST_YEARS];
    struct counts counts;
};

static inline void add_to(struct count *count, double persons, int64_t records)
{
    count->value += persons;
    count->records += records;
}

static inline enum measure cohort_of(int years_ago)
{
    return years_ago < 1    ? MEASURE_COHORT_0_1
           : years_ago < 5  ? MEASURE_COHORT_1_5
           : years_ago < 10 ? MEASURE_COHORT_5_10
           : years_ago < 20 ? MEASURE_COHORT_10_20
                            : MEASURE_COHORT_20_UP;
}

/* "2021:40/10 2023:4/1": 40 persons of 10 households in 2021, 4 of one in 2023; `natives` others live there. */
static inline struct village *village_of(struct village *village, int last_settled_year, const char *years,
                                         double natives)
{
    *village = (struct village){.counts = {.mahalle_count = 1}};
    village->counts.mahalle = village->area;
    village->counts.arrivals = village->rows;
    struct area_counts *area = &village->area[0];
    for (const char *at = years; *at != '\0'; at += strcspn(at, " ")) {
        int year = 0, persons = 0, records = 0;
        at += strspn(at, " ");
        assert_int_equal(sscanf(at, "%d:%d/%d", &year, &persons, &records), 3);
        village->rows[village->counts.arrival_count++] = (struct arrival_counts){0, year, {persons, records, 0}};
        add_to(&area->measure[year > last_settled_year ? MEASURE_RECENT : MEASURE_LONG_TERM], persons, records);
        add_to(&area->measure[cohort_of(2025 - year)], persons, records);
        add_to(&area->measure[MEASURE_PERSONS], persons, records);
    }
    add_to(&area->measure[MEASURE_NATIVE], natives, (int64_t)natives / 4);
    add_to(&area->measure[MEASURE_COHORT_NATIVE], natives, (int64_t)natives / 4);
    add_to(&area->measure[MEASURE_PERSONS], natives, (int64_t)natives / 4);
    area->records = area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS];
    area->records.value = area->measure[MEASURE_HOUSEHOLDS].value = (double)area->records.records;
    village->counts.city = *area;
    return village;
}

/* A second mahalle, where a thousand people came in the year 2000, so that the years since are told. */
static inline void add_old_town(struct village *village)
{
    village->rows[village->counts.arrival_count++] = (struct arrival_counts){1, 2000, {1000, 250, 0}};
    struct area_counts *area = &village->area[1];
    const enum measure those[] = {MEASURE_LONG_TERM, MEASURE_COHORT_20_UP, MEASURE_PERSONS};
    for (size_t i = 0; i < sizeof those / sizeof *those; i++)
        add_to(&area->measure[those[i]], 1000, 250);
    add_to(&area->measure[MEASURE_PERSONS], 1000, 250);
    area->records = area->measure[MEASURE_PERSONS];
    village->counts.mahalle_count = 2;
}

#endif
