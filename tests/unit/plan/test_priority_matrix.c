/* Which figures does a department find in a file? Patterns share their weight, what is missing is left out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "plan/priority_matrix.h"

enum { ROWS = 2, COLUMNS = 7 };

static const char *const names[COLUMNS] = {"area_km2",    "den_mig", "cov_primary", "cov_asm",
                                           "unc_primary", "unc_asm", "cov_park"};
static const double cells[ROWS][COLUMNS] = {{2, 10, 0.5, 0.25, 40, NAN, NAN}, {0, 20, 1, NAN, 30, NAN, NAN}};

static const char *name_of(const void *table, size_t column)
{
    (void)table;
    return names[column];
}

static double figure_of(const void *table, size_t row, size_t column)
{
    (void)table;
    return cells[row][column];
}

static const struct figure_source source = {COLUMNS, ROWS, name_of, figure_of, NULL};

static void make(struct priority_matrix *out, struct department_indicator *indicators, size_t count, double least)
{
    struct service_types types;
    struct department department = {.indicators = indicators, .indicator_count = count, .least_present = least};
    assert_int_equal(service_types_read(&types, NULL), MAH_OK);
    assert_int_equal(priority_matrix_make(out, &department, &types, &source, NULL), MAH_OK);
    service_types_release(&types);
}

static void types_share_the_weight_of_a_pattern(void **state)
{
    (void)state;
    struct priority_matrix matrix;
    struct department_indicator indicators[] = {
        {.field = (char *)(uintptr_t) "den_mig", .weight = 1, .target = NAN},
        {.field = (char *)(uintptr_t) "cov_*", .weight = 3, .less_is_worse = true, .target = NAN}};
    make(&matrix, indicators, 2, 0.5);
    assert_int_equal(matrix.table.column_count, 3); /* cov_park has no figure */
    assert_string_equal(matrix.indicators[1].field, "cov_primary");
    assert_true(matrix.columns[0].weight == 1 && matrix.columns[1].weight == 1.5 && matrix.columns[2].weight == 1.5);
    assert_true(matrix.columns[2].less_is_worse && !matrix.columns[0].less_is_worse);
    assert_true(matrix.columns[1].values[0] == 0.5 && isnan(matrix.columns[2].values[1]));
    assert_int_equal(matrix.absent_count, 1);
    assert_string_equal(matrix.absent[0], "cov_park");
    assert_true(matrix.present == 1);
    priority_matrix_release(&matrix);
}

static void a_sector_takes_its_types_only(void **state)
{
    (void)state;
    struct priority_matrix matrix;
    struct department_indicator indicator = {
        .field = (char *)(uintptr_t) "cov_*", .sector = (char *)(uintptr_t) "health", .weight = 1, .target = NAN};
    make(&matrix, &indicator, 1, 0.5);
    assert_int_equal(matrix.count, 1);
    assert_string_equal(matrix.indicators[0].field, "cov_asm");
    priority_matrix_release(&matrix);
}

static void what_is_divided_by_nothing_is_unknown(void **state)
{
    (void)state;
    struct priority_matrix matrix;
    struct department_indicator indicator = {
        .field = (char *)(uintptr_t) "unc_primary", .per = (char *)(uintptr_t) "area_km2", .weight = 1, .target = NAN};
    make(&matrix, &indicator, 1, 0.5);
    assert_true(matrix.columns[0].values[0] == 20 && isnan(matrix.columns[0].values[1]));
    priority_matrix_release(&matrix);
    indicator.per = (char *)(uintptr_t) "pop_est"; /* not in this file */
    make(&matrix, &indicator, 1, 0.5);
    assert_int_equal(matrix.count, 0);
    assert_string_equal(matrix.absent[0], "unc_primary");
    priority_matrix_release(&matrix);
}

static void too_little_there_is_no_index(void **state)
{
    (void)state;
    struct priority_matrix matrix;
    struct department_indicator indicators[] = {
        {.field = (char *)(uintptr_t) "den_mig", .weight = 1, .target = NAN},
        {.field = (char *)(uintptr_t) "net_water", .weight = 1.5, .target = NAN}};
    make(&matrix, indicators, 2, 0.5);
    assert_true(fabs(matrix.present - 0.4) < 1e-12 && !matrix.is_enough);
    assert_int_equal(matrix.table.column_count, 0);
    priority_matrix_release(&matrix);
    make(&matrix, indicators, 2, 0.4);
    assert_true(matrix.is_enough && matrix.table.column_count == 1);
    priority_matrix_release(&matrix);
}

static void the_departments_of_the_program_are_sound(void **state)
{
    (void)state;
    static const char *const codes[] = {"general", "housing", "infrastructure", "education", "health", "social"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct department department;
        struct mah_error err = {0};
        assert_int_equal(department_read(&department, codes[i], &err), MAH_OK);
        assert_true(department.indicator_count >= 5 && department.winsorise && department.least_known == 0.7);
        assert_string_equal(department.code, codes[i]);
        department_release(&department);
    }
    static const char *const called[][2] = {{"Eğitim", "education"},
                                            {"EĞİTİM", "education"},
                                            {"egitim", "education"},
                                            {"Housing", "housing"},
                                            {"sağlık", "health"}};
    for (size_t i = 0; i < sizeof called / sizeof *called; i++) {
        struct department department;
        assert_int_equal(department_read(&department, called[i][0], NULL), MAH_OK);
        assert_string_equal(department.code, called[i][1]);
        department_release(&department);
    }
    struct department none;
    assert_int_equal(department_read(&none, "../general", NULL), MAH_BAD_USAGE);
    department_release(&none);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (size_t n = 1; n < 20000; n += n < 50 ? 1 : 37) {
        struct department department;
        struct service_types types = {0};
        struct priority_matrix matrix = {0};
        memory_fail_from(n);
        enum mah_status status = department_read(&department, "education", NULL);
        if (status == MAH_OK)
            status = service_types_read(&types, NULL);
        if (status == MAH_OK)
            status = priority_matrix_make(&matrix, &department, &types, &source, NULL);
        memory_fail_from(0);
        priority_matrix_release(&matrix);
        service_types_release(&types);
        department_release(&department);
        if (status == MAH_OK)
            return;
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_share_the_weight_of_a_pattern),      cmocka_unit_test(a_sector_takes_its_types_only),
        cmocka_unit_test(what_is_divided_by_nothing_is_unknown),    cmocka_unit_test(too_little_there_is_no_index),
        cmocka_unit_test(the_departments_of_the_program_are_sound), cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
