/* One city on the table, its layer gap_grid, and how to look at it: for the tests of that layer. */
#ifndef TESTS_PROTECT_GAP_LAYER_H
#define TESTS_PROTECT_GAP_LAYER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "gap_city.h"

static struct gap_city city;
static struct gap_grid_notes notes;

static inline void start(enum profile profile, enum language language, const char *boundaries)
{
    notes = (struct gap_grid_notes){0};
    assert_true(gap_city_make(&city, profile, language, boundaries));
}

static inline void finish(void)
{
    gap_grid_notes_release(&notes);
    gap_city_release(&city);
}

static inline void add(int column, int row, int households, int persons, int recent, float asm_m, float primary_m)
{
    assert_true(gap_city_add(&city, column, row, households, persons, recent, asm_m, primary_m));
}

static inline const struct release_table *make_table(void)
{
    assert_int_equal(add_gap_grid(&city.context, &notes, NULL), MAH_OK);
    return release_table_named(city.release, "gap_grid");
}

static inline struct release_cell cell_of(const struct release_table *table, size_t row, const char *field)
{
    size_t column = 0;
    if (!release_column_find(table, field, &column))
        fail_msg("no column '%s'", field);
    return release_cell(table, row, column);
}

static inline void expect_text(const struct release_table *table, size_t row, const char *field, const char *value)
{
    struct release_cell cell = cell_of(table, row, field);
    assert_int_equal(cell.kind, RELEASE_CELL_TEXT);
    assert_string_equal(cell.value.text, value);
}

static inline void expect_real(const struct release_table *table, size_t row, const char *field, double value)
{
    struct release_cell cell = cell_of(table, row, field);
    assert_int_equal(cell.kind, RELEASE_CELL_REAL);
    if (fabs(cell.value.real - value) > 1e-9)
        fail_msg("%s of row %zu is %g, not %g", field, row, cell.value.real, value);
}

#endif
