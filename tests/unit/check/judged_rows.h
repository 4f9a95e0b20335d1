/*
 * Rows as a planner would type them, judged: "hh_size;arr_year\n4;2023\n". A cell "#2023" is a number (as in a
 * GeoPackage), any other cell is text, an empty one is missing. Rows without hh_size get 3 persons, rows that say
 * nothing of where they lie get a mahalle code, so that a test names only what it is about.
 */
#ifndef TESTS_JUDGED_ROWS_H
#define TESTS_JUDGED_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "check/household.h"

enum { TEST_ROWS = 64 };

/* The judged rows and all that stands behind them. */
struct judged {
    struct check_rules *rules;
    struct checker *checker;
    struct checked_batch *out;
    uint64_t warnings[CHECK_WARNING_COUNT];
    struct batch batch;
    struct point points[TEST_ROWS];
    uint8_t point_kinds[TEST_ROWS];
    char *text;
};

static inline struct project test_project(void)
{
    return (struct project){.reference_date = {2025, 12, 31}, .recent_years = 5, .province = (char *)"Gaziantep"};
}

static inline struct crs test_crs(bool geographic)
{
    return (struct crs){.geographic = geographic};
}

static inline enum field test_field(const char *name)
{
    for (int field = 0; field < FIELD_COUNT; field++)
        if (strcmp(field_name((enum field)field), name) == 0)
            return (enum field)field;
    fail_msg("no field is called '%s'", name);
    return FIELD_COUNT;
}

static inline void test_column(struct batch *batch, enum field field)
{
    struct column *column = &batch->columns[field];
    column->present = true;
    column->kind = calloc(TEST_ROWS, sizeof *column->kind);
    column->cell = calloc(TEST_ROWS, sizeof *column->cell);
}

static inline void test_cell(struct batch *batch, enum field field, size_t row, const char *text)
{
    struct column *column = &batch->columns[field];
    double number = 0;
    if (text[0] == '#') {
        column->kind[row] = CELL_NUMBER;
        number_read(slice_of(text + 1), &number);
        column->cell[row].number = number;
    } else if (text[0] != '\0') {
        column->kind[row] = CELL_TEXT;
        column->cell[row].text = slice_of(text);
    }
}

/* Columns that the test does not care about. */
static inline void test_defaults(struct batch *batch)
{
    const struct column *columns = batch->columns;
    bool placed = columns[FIELD_LON].present || columns[FIELD_LAT].present || columns[FIELD_X].present ||
                  columns[FIELD_GPS].present || columns[FIELD_MAH_CODE].present || columns[FIELD_MAH_NAME].present ||
                  batch->has_geometry;
    bool sized = columns[FIELD_HH_SIZE].present;
    if (!placed)
        test_column(batch, FIELD_MAH_CODE);
    if (!sized)
        test_column(batch, FIELD_HH_SIZE);
    for (size_t row = 0; row < batch->rows; row++) {
        if (!placed)
            test_cell(batch, FIELD_MAH_CODE, row, "1");
        if (!sized)
            test_cell(batch, FIELD_HH_SIZE, row, "3");
    }
}

/* Takes the next piece up to one of the ends off *at and ends it with NUL; *end is what ended it. */
static inline char *test_take(char **at, const char *ends, char *end)
{
    char *piece = *at;
    size_t length = strcspn(piece, ends);
    *end = piece[length];
    *at = piece + length + (*end != '\0');
    piece[length] = '\0';
    return piece;
}

/* The first line names the fields; "-" in it makes a file without columns (rows are then counted by empty lines). */
static inline void test_fill(struct judged *judged, const char *text)
{
    enum field fields[FIELD_COUNT];
    size_t field_count = 0;
    struct batch *batch = &judged->batch;
    judged->text = strdup(text);
    char *at = judged->text, end = ';';
    while (end == ';') {
        char *name = test_take(&at, ";\n", &end);
        if (strcmp(name, "-") != 0) {
            fields[field_count] = test_field(name);
            test_column(batch, fields[field_count++]);
        }
    }
    batch->fault = calloc(TEST_ROWS, 1);
    while (*at != '\0') {
        size_t cell = 0;
        for (end = ';'; end == ';'; cell++) {
            char *value = test_take(&at, ";\n", &end);
            if (cell < field_count)
                test_cell(batch, fields[cell], batch->rows, value);
        }
        batch->rows++;
        assert_true(batch->rows <= TEST_ROWS);
    }
    test_defaults(batch);
}

static inline void judge_again(struct judged *judged, const struct crs *crs)
{
    assert_int_equal(checker_check(judged->checker, &judged->out, &judged->batch, crs, judged->warnings, NULL), MAH_OK);
}

static inline struct judged *judged_new(const struct project *project, const char *text)
{
    struct judged *judged = calloc(1, sizeof *judged);
    assert_int_equal(check_rules_new(&judged->rules, project, NULL), MAH_OK);
    assert_int_equal(checker_new(&judged->checker, judged->rules, NULL), MAH_OK);
    test_fill(judged, text);
    return judged;
}

/* Judged with positions in degrees. */
static inline struct judged *judge(const struct project *project, const char *text)
{
    struct judged *judged = judged_new(project, text);
    struct crs degrees = test_crs(true);
    judge_again(judged, &degrees);
    return judged;
}

static inline void test_batch_release(struct batch *batch)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        free(batch->columns[field].kind);
        free(batch->columns[field].cell);
    }
    free(batch->fault);
    *batch = (struct batch){0};
}

static inline void judged_free(struct judged *judged)
{
    checker_free(judged->checker);
    check_rules_free(judged->rules);
    test_batch_release(&judged->batch);
    free(judged->text);
    free(judged);
}

static inline void assert_reason(const struct judged *judged, size_t row, enum reject_reason reason)
{
    if (judged->out->reason[row] != reason)
        fail_msg("row %zu: '%s' instead of '%s'", row, reject_word((enum reject_reason)judged->out->reason[row]),
                 reject_word(reason));
}

static inline void assert_all_sound(const struct judged *judged)
{
    for (size_t row = 0; row < judged->out->rows; row++)
        assert_reason(judged, row, REJECT_NONE);
}

static inline void assert_class(const struct judged *judged, size_t row, enum arrival_class arrival_class)
{
    assert_reason(judged, row, REJECT_NONE);
    if (judged->out->arrival_class[row] != arrival_class)
        fail_msg("row %zu: class %d instead of %d", row, judged->out->arrival_class[row], arrival_class);
}

static inline void assert_warned(const struct judged *judged, enum check_warning warning, uint64_t times)
{
    if (judged->warnings[warning] != times)
        fail_msg("'%s': %d times", check_warning_meaning(warning), (int)judged->warnings[warning]);
}

/* Origins are loaded once for the process; this gives them back so that leaks can be seen. */
static inline int unload_origins(void **state)
{
    (void)state;
    origins_unload();
    return 0;
}

#endif
