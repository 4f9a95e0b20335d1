/* Are the fields pri_* what the table itself says? A table of the indicators of the housing department, drawn by hand.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "degrees.h"
#include "protect/release_build.h"
#include "protect/tables.h"

enum { ROWS = 4, FIELDS = 6 };

struct ranked {
    struct project *project;
    struct protect_input input;
    struct table_context context;
    struct mah_release *release;
    struct release_table *table;
};

/* Whoever has the file can compute them from it, so a count (here tenants, as whole numbers) is as good as a share. */
static void fill_row(struct release_table *table, double crowded, int64_t tenants)
{
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    for (size_t column = 0; column < FIELDS; column++)
        if (column != 4)
            assert_int_equal(table_set_real(table, column, column == 0 ? crowded : 0.5, NULL), MAH_OK);
    assert_int_equal(table_set_integer(table, 4, tenants, NULL), MAH_OK);
}

static void start(struct ranked *out, const char *department, int draws)
{
    static const char *const names[FIELDS] = {"crowd_sh", "ppr", "slum_sh", "gecek_sh", "rent_sh", "den_mig"};
    static const char *const places[] = {"pri_score", "pri_rank", "pri_lo", "pri_hi"};
    const struct release_facts facts = {.title = "Kent",
                                        .language = LANGUAGE_TURKISH,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &crs};
    const struct release_table_facts table_facts = {"mah_indicators", "Başlık", "Title", "Açıklama",
                                                    RELEASE_NO_GEOMETRY};
    *out = (struct ranked){0};
    assert_int_equal(project_new(&out->project, NULL), MAH_OK);
    memory_free(out->project->priority_department);
    out->project->priority_department = (char *)(uintptr_t)department;
    out->project->priority_draws = draws;
    out->input = (struct protect_input){.project = out->project};
    out->context = (struct table_context){.input = &out->input};
    assert_int_equal(release_new(&out->release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(out->release, &out->table, &table_facts, NULL), MAH_OK);
    for (size_t i = 0; i < FIELDS; i++) {
        const struct release_column column = {.name = names[i], .type = i == 4 ? RELEASE_INTEGER : RELEASE_REAL};
        assert_int_equal(table_add_column(out->table, &column, NULL), MAH_OK);
    }
    for (size_t i = 0; i < 4; i++) {
        const struct release_column column = {.name = places[i], .type = i == 0 ? RELEASE_REAL : RELEASE_INTEGER};
        assert_int_equal(table_add_column(out->table, &column, NULL), MAH_OK);
    }
    fill_row(out->table, 0.2, 10);
    fill_row(out->table, 0.2, 40);
    assert_int_equal(table_add_row(out->table, NULL), MAH_OK); /* nothing is known of it */
    fill_row(out->table, 0.2, 20);
}

static void finish(struct ranked *ranked)
{
    ranked->project->priority_department = NULL; /* it was a constant */
    project_free(ranked->project);
    release_free(ranked->release);
}

static struct release_cell cell_of(const struct ranked *ranked, size_t row, const char *name)
{
    size_t column = 0;
    assert_true(release_column_find(ranked->table, name, &column));
    return release_cell(ranked->table, row, column);
}

static int64_t integer_of(const struct ranked *ranked, size_t row, const char *name)
{
    struct release_cell cell = cell_of(ranked, row, name);
    assert_int_equal(cell.kind, RELEASE_CELL_INTEGER);
    return cell.value.integer;
}

static double real_of(const struct ranked *ranked, size_t row, const char *name)
{
    struct release_cell cell = cell_of(ranked, row, name);
    assert_int_equal(cell.kind, RELEASE_CELL_REAL);
    return cell.value.real;
}

/* Only the tenants differ: they alone make the order. Five of eight parts of the weight say 0.5 to all. */
static void the_order_is_that_of_the_table(void **state)
{
    (void)state;
    static const int64_t ranks[ROWS] = {3, 1, 0, 2};
    struct ranked ranked;
    start(&ranked, "housing", 50);
    assert_int_equal(set_priority(&ranked.context, ranked.table, NULL), MAH_OK);
    for (size_t row = 0; row < ROWS; row++) {
        if (ranks[row] == 0)
            continue;
        assert_int_equal(integer_of(&ranked, row, "pri_rank"), ranks[row]);
        assert_true(integer_of(&ranked, row, "pri_lo") >= 1);
        assert_true(integer_of(&ranked, row, "pri_lo") <= ranks[row]);
        assert_true(integer_of(&ranked, row, "pri_hi") >= ranks[row]);
        assert_true(integer_of(&ranked, row, "pri_hi") <= 3);
    }
    /* 7 of 8 parts of the weight give 0.5, the last 0 to 1. */
    assert_true(fabs(real_of(&ranked, 0, "pri_score") - 3.5 / 8) < 1e-6);
    assert_true(fabs(real_of(&ranked, 1, "pri_score") - 4.5 / 8) < 1e-6);
    assert_true(real_of(&ranked, 3, "pri_score") > 3.5 / 8);
    assert_true(real_of(&ranked, 3, "pri_score") < 4 / 8.0);
    finish(&ranked);
}

/* Of a mahalle of which nothing is shown nothing is worked out. */
static void what_is_hidden_has_no_rank(void **state)
{
    (void)state;
    static const char *const places[] = {"pri_score", "pri_rank", "pri_lo", "pri_hi"};
    struct ranked ranked;
    start(&ranked, "housing", 50);
    assert_int_equal(set_priority(&ranked.context, ranked.table, NULL), MAH_OK);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(cell_of(&ranked, 2, places[i]).kind, RELEASE_CELL_NULL);
    finish(&ranked);
}

/* One draw is one rank. */
static void a_single_draw_is_an_interval(void **state)
{
    (void)state;
    struct ranked ranked;
    start(&ranked, "housing", 1);
    assert_int_equal(set_priority(&ranked.context, ranked.table, NULL), MAH_OK);
    for (size_t row = 0; row < ROWS; row++)
        if (row != 2)
            assert_int_equal(integer_of(&ranked, row, "pri_lo"), integer_of(&ranked, row, "pri_hi"));
    finish(&ranked);
}

/* Without draws nothing is known of how far the order depends on the choices. */
static void without_draws_there_is_no_interval(void **state)
{
    (void)state;
    struct ranked ranked;
    start(&ranked, "housing", 0);
    assert_int_equal(set_priority(&ranked.context, ranked.table, NULL), MAH_OK);
    for (size_t row = 0; row < ROWS; row++) {
        assert_int_equal(cell_of(&ranked, row, "pri_lo").kind, RELEASE_CELL_NULL);
        assert_int_equal(cell_of(&ranked, row, "pri_hi").kind, RELEASE_CELL_NULL);
    }
    assert_int_equal(integer_of(&ranked, 1, "pri_rank"), 1);
    finish(&ranked);
}

static void without_a_department_there_is_no_order(void **state)
{
    (void)state;
    struct ranked ranked;
    struct mah_error err = {0};
    start(&ranked, NULL, 50);
    assert_int_equal(set_priority(&ranked.context, ranked.table, NULL), MAH_OK);
    for (size_t row = 0; row < ROWS; row++)
        assert_int_equal(cell_of(&ranked, row, "pri_rank").kind, RELEASE_CELL_NULL);
    ranked.project->priority_department = (char *)(uintptr_t) "parks";
    assert_int_equal(set_priority(&ranked.context, ranked.table, &err), MAH_BAD_USAGE);
    finish(&ranked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_is_that_of_the_table),         cmocka_unit_test(what_is_hidden_has_no_rank),
        cmocka_unit_test(a_single_draw_is_an_interval),           cmocka_unit_test(without_draws_there_is_no_interval),
        cmocka_unit_test(without_a_department_there_is_no_order),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
