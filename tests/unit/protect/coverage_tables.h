/* The tables of the city of coverage_city.h, and what they say, for tests that read like sentences. */
#ifndef TEST_COVERAGE_TABLES_H
#define TEST_COVERAGE_TABLES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coverage_city.h"

static struct coverage_city city;

static inline void publish(const struct homes *homes, size_t count, enum profile profile)
{
    coverage_city_draw(&city);
    for (size_t i = 0; i < count; i++)
        coverage_city_add(&city, &homes[i]);
    assert_int_equal(coverage_city_publish(&city, profile), MAH_OK);
}
#define PUBLISH(homes, profile) publish(homes, sizeof(homes) / sizeof *(homes), profile)

static inline void publish_again(enum profile profile)
{
    coverage_city_withdraw(&city);
    assert_int_equal(coverage_city_publish(&city, profile), MAH_OK);
}

static inline void finish(void)
{
    coverage_city_release(&city);
}

/* ---- looking at the tables ---- */

static inline struct release_cell cell_of(const struct release_table *table, size_t row, const char *field)
{
    size_t column = 0;
    if (!release_column_find(table, field, &column))
        fail_msg("no column '%s'", field);
    return release_cell(table, row, column);
}

static inline bool has_text(const struct release_table *table, size_t row, const char *field, const char *text)
{
    struct release_cell cell = cell_of(table, row, field);
    if (cell.kind == RELEASE_CELL_NULL)
        return text == NULL;
    return text != NULL && strcmp(cell.value.text, text) == 0;
}

static inline void expect(const struct release_table *table, size_t row, const char *field, double value)
{
    struct release_cell cell = cell_of(table, row, field);
    if (isnan(value)) {
        if (cell.kind != RELEASE_CELL_NULL)
            fail_msg("%s is told", field);
        return;
    }
    if (cell.kind != RELEASE_CELL_REAL)
        fail_msg("%s is not told", field);
    if (fabs(cell.value.real - value) > 1e-9)
        fail_msg("%s is %.12g, not %.12g", field, cell.value.real, value);
}

/* The row of mah_service; code NULL: the city. -1: there is none. */
static inline int find_row(const char *code, const char *group)
{
    const struct release_table *table = release_table_named(city.release, "mah_service");
    for (size_t row = 0; row < release_row_count(table); row++)
        if (has_text(table, row, "mah_code", code) && has_text(table, row, "grp", group))
            return (int)row;
    return -1;
}

static inline void expect_group(const char *code, const char *group, const char *field, double value)
{
    int row = find_row(code, group);
    if (row < 0)
        fail_msg("no row of %s", group);
    expect(release_table_named(city.release, "mah_service"), (size_t)row, field, value);
}

static inline void expect_flag(const char *code, const char *group, const char *flag)
{
    int row = find_row(code, group);
    if (row < 0)
        fail_msg("no row of %s", group);
    if (!has_text(release_table_named(city.release, "mah_service"), (size_t)row, "flag", flag))
        fail_msg("the flag of %s is not %s", group, flag != NULL ? flag : "empty");
}

/* Nothing of a hidden group is told: no count, no share, no distance. */
static inline void expect_hidden(const char *code, const char *group, const char *flag)
{
    static const char *const fields[] = {"pop",    "covered", "uncovered", "unknown", "share",
                                         "d_mean", "d_med",   "d_p90",     "gap",     "equity"};
    expect_flag(code, group, flag);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        expect_group(code, group, fields[i], (double)NAN);
}

static inline bool is_listed(const char *code, const char *field, const char *rule)
{
    const struct release_table *table = release_table_named(city.release, "suppression");
    for (size_t row = 0; row < release_row_count(table); row++)
        if (has_text(table, row, "mah_code", code) && has_text(table, row, "field", field) &&
            has_text(table, row, "rule", rule))
            return true;
    return false;
}

/* 100 households of 4 in Yeni, 40 of them recent migrants; every household has a pupil. 20 migrants are far off. */
static const struct homes plain[] = {
    {YENI, 60, 4, 0, 1, true, 300}, {YENI, 20, 4, 4, 1, true, 300}, {YENI, 20, 4, 4, 1, true, 903}};

#endif
