/* Does the release say what is needed, and nothing of those it must hide? The city is drawn in service_city.h. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/need_figures.h"
#include "protect/release_build.h"
#include "service_city.h"

static struct crs crs;
static struct output_fields fields;
static struct service_city city;

/* A release under one profile, and its table. */
struct published {
    struct counts *counts;
    struct policy policy;
    struct table_context context;
    struct mah_release *release;
    const struct release_table *table;
};

static enum mah_status start(struct published *out, enum profile profile)
{
    const struct release_facts facts = {.title = "Kent",
                                        .language = LANGUAGE_TURKISH,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &crs};
    *out = (struct published){0};
    city.project->profile = profile;
    out->policy = policy_of(city.project);
    enum mah_status status = counts_new(&out->counts, city.tally, &city.boundaries, NULL);
    if (status == MAH_OK)
        status = release_new(&out->release, &facts, NULL);
    if (status == MAH_OK) {
        out->context = (struct table_context){.input = &city.input,
                                              .fields = &fields,
                                              .policy = &out->policy,
                                              .counts = out->counts,
                                              .release = out->release};
        status = plan_population_of(&out->context.plan_population, &out->context, NULL);
        assert_int_equal(policy_apply(&out->policy, out->counts, NULL), MAH_OK);
    }
    return status;
}

static void finish(struct published *published)
{
    release_free(published->release);
    counts_free(published->counts);
}

static struct published publish(enum profile profile)
{
    struct published published;
    assert_int_equal(start(&published, profile), MAH_OK);
    assert_int_equal(add_service_need(&published.context, NULL), MAH_OK);
    published.table = release_table_named(published.release, "service_need");
    assert_non_null(published.table);
    return published;
}

/* 3,012 people would be shown as 3,010: which band holds must not depend on who reads the map. */
static void a_band_is_chosen_before_anything_is_rounded(void **state)
{
    (void)state;
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL, PROFILE_SECURE};
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct published published;
        assert_int_equal(start(&published, profiles[i]), MAH_OK);
        assert_true(published.context.plan_population.known);
        assert_true(fabs(published.context.plan_population.value - 3012) < 1e-9);
        finish(&published);
    }
}

static struct release_cell cell_of(const struct release_table *table, size_t row, const char *column)
{
    size_t index = 0;
    assert_true(release_column_find(table, column, &index));
    return release_cell(table, row, index);
}

static bool has_text(const struct release_table *table, size_t row, const char *column, const char *text)
{
    struct release_cell cell = cell_of(table, row, column);
    if (cell.kind == RELEASE_CELL_NULL)
        return text == NULL;
    return text != NULL && strcmp(cell.value.text, text) == 0;
}

/* The row of a mahalle ("1", NULL), an ilçe (NULL, "Merkez") or the city (NULL, NULL). */
static size_t row_of(const struct release_table *table, const char *type, const char *kind, const char *code,
                     const char *ilce)
{
    for (size_t row = 0; row < release_row_count(table); row++)
        if (has_text(table, row, "service_type", type) && has_text(table, row, "kind", kind) &&
            has_text(table, row, "mah_code", code) && (code != NULL || has_text(table, row, "ilce_name", ilce)))
            return row;
    fail_msg("no row of %s", type);
    return 0;
}

static void check(const struct release_table *table, size_t row, const char *column, double expected)
{
    struct release_cell cell = cell_of(table, row, column);
    if (isnan(expected)) {
        assert_int_equal(cell.kind, RELEASE_CELL_NULL);
        return;
    }
    assert_int_equal(cell.kind, RELEASE_CELL_REAL);
    if (fabs(cell.value.real - expected) > 1e-9)
        fail_msg("%s is %.10g, not %.10g", column, cell.value.real, expected);
}

static void check_row(const struct release_table *table, size_t row, const double expected[5], const char *flag)
{
    static const char *const columns[] = {"need", "exist", "deficit", "surplus", "units"};
    for (size_t i = 0; i < 5; i++)
        check(table, row, columns[i], expected[i]);
    assert_true(has_text(table, row, "flag", flag));
}

static void classrooms_by_mahalle_ilce_and_city(void **state)
{
    (void)state;
    struct published published = publish(PROFILE_PUBLIC);
    const struct release_table *table = published.table;
    check_row(table, row_of(table, "primary", "capacity", "1", NULL), (double[]){2, 1, 1, 0, 1}, NULL);
    check_row(table, row_of(table, "primary", "capacity", "2", NULL), (double[]){5, NAN, NAN, NAN, NAN},
              "capacity_unknown");
    check_row(table, row_of(table, "primary", "capacity", "3", NULL), (double[]){NAN, 0, NAN, NAN, NAN}, "hidden");
    check_row(table, row_of(table, "primary", "capacity", NULL, "Merkez"), (double[]){7, 1, 6, 0, 6},
              "capacity_unknown");
    check_row(table, row_of(table, "primary", "capacity", NULL, "Kırsal"), (double[]){NAN, 0, NAN, NAN, NAN}, "hidden");
    size_t whole = row_of(table, "primary", "capacity", NULL, NULL);
    check_row(table, whole, (double[]){7, 1, 6, 0, 6}, "capacity_unknown"); /* 212 children are shown as 210 */
    check(table, whole, "population", 210);
    check(table, whole, "norm", 30);
    assert_true(has_text(table, whole, "level", "city"));
    assert_true(has_text(table, whole, "unit", "derslik"));
    assert_true(has_text(table, whole, "service_name", "İlkokul"));
    assert_int_equal(cell_of(table, whole, "verified").value.integer, 0);
    assert_int_equal(cell_of(table, whole, "n_unknown").value.integer, 1);
    finish(&published);
}

static void land_is_a_share_below_its_scope(void **state)
{
    (void)state;
    struct published published = publish(PROFILE_PUBLIC);
    const struct release_table *table = published.table;
    size_t first = row_of(table, "primary", "area", "1", NULL);
    check_row(table, first, (double[]){2000, 1500, 500, 0, 1}, "scope");
    assert_int_equal(cell_of(table, first, "fair_share").value.integer, 1);
    assert_true(has_text(table, first, "source", "MPYY EK-2, 2017-05-17"));
    assert_true(has_text(table, first, "scope", "plan"));
    assert_true(has_text(table, first, "unit", "m²"));
    size_t merkez = row_of(table, "green_ilce", "area", NULL, "Merkez");
    check_row(table, merkez, (double[]){30000, 4000, 26000, 0, NAN}, NULL);
    check(table, merkez, "cost", 2600000);
    assert_int_equal(cell_of(table, merkez, "fair_share").value.integer, 0);
    assert_int_equal(cell_of(table, merkez, "verified").value.integer, 1);
    assert_true(has_text(table, merkez, "service_name", "Yeşil alan"));
    size_t whole = row_of(table, "green_ilce", "area", NULL, NULL);
    check_row(table, whole, (double[]){30100, 4000, 26100, 0, NAN}, "area_unknown");
    size_t health = row_of(table, "health", "area", NULL, NULL); /* no band, and no file */
    check_row(table, health, (double[]){NAN, NAN, NAN, NAN, NAN}, "no_standard no_service");
    assert_int_equal(cell_of(table, health, "verified").kind, RELEASE_CELL_NULL);
    finish(&published);
}

/* The value of a row of params, with its origin; NULL: there is none. */
static const char *param(const struct release_table *table, const char *key, const char **origin)
{
    for (size_t row = 0; row < release_row_count(table); row++) {
        if (!has_text(table, row, "key", key))
            continue;
        struct release_cell from = cell_of(table, row, "origin");
        *origin = from.kind == RELEASE_CELL_NULL ? NULL : from.value.text;
        return cell_of(table, row, "value").value.text;
    }
    return NULL;
}

static void params_name_the_standards_that_were_followed(void **state)
{
    (void)state;
    struct published published;
    const char *origin = NULL;
    city.standard[2].file = city_text("norms");
    city.standard[2].line = 12;
    assert_int_equal(start(&published, PROFILE_PUBLIC), MAH_OK);
    assert_int_equal(add_params(&published.context, NULL), MAH_OK);
    const struct release_table *table = release_table_named(published.release, "params");
    assert_string_equal(param(table, "plan_population", &origin), "3010"); /* 3,012 as it is shown */
    assert_string_equal(param(table, "standard.primary.persons_per_unit", &origin), "30");
    assert_string_equal(origin, "norms:12, planlama hedefi, not verified");
    assert_string_equal(param(table, "standard.green_ilce.area_m2_pp", &origin), "10");
    assert_string_equal(origin, "MPYY EK-2, verified");
    assert_string_equal(param(table, "standard.green_ilce.cost_per_m2", &origin), "100");
    assert_null(param(table, "standard.health.area_m2_pp", &origin)); /* for larger plans */
    finish(&published);
    city.standard[2].service_type = city_text("womens_shelter");
    assert_int_equal(start(&published, PROFILE_SECURE), MAH_OK);
    assert_int_equal(add_params(&published.context, NULL), MAH_OK);
    assert_null(
        param(release_table_named(published.release, "params"), "standard.womens_shelter.persons_per_unit", &origin));
    finish(&published);
    city.standard[2].service_type = city_text("primary");
    city.standard[2].file = NULL;
}

/* C has no official number, and its 12 people are hidden: the sum less the two official numbers would tell them. */
static void the_plan_population_does_not_tell_a_hidden_mahalle(void **state)
{
    (void)state;
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL, PROFILE_SECURE};
    const char *origin = NULL;
    city.project->need_population = NEED_OFFICIAL;
    city.mahalle[2].population_official = NAN;
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct published published;
        assert_int_equal(start(&published, profiles[i]), MAH_OK);
        assert_int_equal(add_params(&published.context, NULL), MAH_OK);
        const struct release_table *params = release_table_named(published.release, "params");
        const char *told = param(params, "plan_population", &origin);
        if (profiles[i] == PROFILE_SECURE)
            assert_string_equal(told, "3112");
        else
            assert_null(told);
        assert_string_equal(param(params, "standard.primary.persons_per_unit", &origin), "30");
        finish(&published);
    }
    city.project->need_population = NEED_ESTIMATED;
    city.mahalle[2].population_official = 15;
}

static void a_shelter_is_nowhere(void **state)
{
    (void)state;
    struct published published = publish(PROFILE_SECURE);
    const struct release_table *table = published.table;
    check_row(table, row_of(table, "green_ilce", "area", "2", NULL), (double[]){20000, 0, 20000, 0, NAN}, "scope");
    finish(&published);
    city.standard[0].service_type = city_text("womens_shelter");
    published = publish(PROFILE_SECURE);
    for (size_t row = 0; row < release_row_count(published.table); row++)
        assert_false(has_text(published.table, row, "service_type", "womens_shelter"));
    finish(&published);
    city.standard[0].service_type = city_text("primary");
}

static void secure_figures_are_exact(void **state)
{
    (void)state;
    struct published published = publish(PROFILE_SECURE);
    const struct release_table *table = published.table;
    check_row(table, row_of(table, "green_ilce", "area", NULL, NULL), (double[]){30120, 4000, 26120, 0, NAN},
              "area_unknown");
    check(table, row_of(table, "primary", "capacity", "3", NULL), "need", 2.0 / 30);
    finish(&published);
}

static void official_people_replace_the_counted(void **state)
{
    (void)state;
    city.project->need_population = NEED_OFFICIAL;
    struct published published = publish(PROFILE_PUBLIC);
    const struct release_table *table = published.table;
    check(table, row_of(table, "green_ilce", "area", "1", NULL), "population", 1100);
    check(table, row_of(table, "green_ilce", "area", "3", NULL), "need", 150); /* official figures hide nobody */
    check(table, row_of(table, "green_ilce", "area", NULL, NULL), "population", 3115);
    check(table, row_of(table, "primary", "capacity", "1", NULL), "population", 66); /* 60 * 1,100 / 1,000 */
    assert_true(has_text(table, row_of(table, "primary", "capacity", "3", NULL), "flag", "hidden"));
    finish(&published);
    city.project->plan_population = 80000; /* another band, for another plan */
    published = publish(PROFILE_PUBLIC);
    check(published.table, row_of(published.table, "health", "area", "1", NULL), "need", 1650);
    assert_true(has_text(published.table, row_of(published.table, "primary", "area", NULL, NULL), "flag",
                         "no_standard area_unknown"));
    finish(&published);
    city.project->plan_population = 0;
    city.project->need_population = NEED_ESTIMATED;
}

static void ages_that_were_not_asked_are_unknown(void **state)
{
    (void)state;
    city.tally->age_answers[2] = 0;
    struct published published = publish(PROFILE_PUBLIC);
    size_t row = row_of(published.table, "primary", "capacity", "1", NULL);
    check_row(published.table, row, (double[]){NAN, 1, NAN, NAN, NAN}, "not_asked");
    check(published.table, row_of(published.table, "primary", "area", "1", NULL), "need", 2000);
    finish(&published);
    city.tally->age_answers[2] = 603;
}

static void a_file_of_nothing_but_errors_says_nothing(void **state)
{
    (void)state;
    city.books[0] = (struct service_books){.type = CITY_PRIMARY, .read = 3};
    struct published published = publish(PROFILE_PUBLIC);
    size_t row = row_of(published.table, "primary", "capacity", "1", NULL);
    check(published.table, row, "exist", NAN);
    assert_true(has_text(published.table, row, "flag", "no_service"));
    assert_int_equal(cell_of(published.table, row, "n_unknown").kind, RELEASE_CELL_NULL);
    finish(&published);
    city.books[0] = (struct service_books){.type = CITY_PRIMARY, .read = 3, .used = 2, .closed = 1};
}

static void without_services_there_is_no_table(void **state)
{
    (void)state;
    struct published published;
    city.input.services = NULL;
    assert_int_equal(start(&published, PROFILE_PUBLIC), MAH_OK);
    assert_int_equal(add_service_need(&published.context, NULL), MAH_OK);
    assert_null(release_table_named(published.release, "service_need"));
    finish(&published);
    city.input.services = &city.services;
}

/* mah_indicators with its fields of types, a row a mahalle. */
static enum mah_status fill_wide(struct published *out, enum profile profile)
{
    struct need_figures *needs = NULL;
    struct access_figures *access = NULL;
    struct release_table *table = NULL;
    enum mah_status status = start(out, profile);
    if (status == MAH_OK)
        status =
            output_table_add(out->release, &table, &fields, "mah_indicators", RELEASE_NO_GEOMETRY, NULL, NULL, 0, NULL);
    if (status == MAH_OK)
        status = need_figures_new(&needs, &out->context, NULL);
    if (status == MAH_OK)
        status = access_figures_new(&access, &out->context, NULL);
    for (size_t i = 0; status == MAH_OK && i < 3; i++) {
        status = table_add_row(table, NULL);
        if (status == MAH_OK)
            status = set_need(&out->context, table, i, needs, NULL);
        if (status == MAH_OK)
            status = set_accessibility(&out->context, table, i, access, NULL);
    }
    need_figures_free(needs);
    access_figures_free(access);
    out->table = table;
    return status;
}

static void fields_of_a_type(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        double shown[3], exact[3];
    } all[] = {
        {"need_primary", {2, 5, NAN}, {2, 5, 2.0 / 30}},
        {"def_primary", {1, NAN, NAN}, {1, NAN, 2.0 / 30}},
        {"units_primary", {1, NAN, NAN}, {1, NAN, 1}},
        {"acc_primary", {11.1, 2.22, NAN}, {1000.0 / 90, 1000.0 / 90 * 30 / 150, 0}},
        {"eac_primary", {13.3, 1.33, NAN}, {1000.0 / 75, 1000.0 / 75 * 15 / 150, 0}},
        {"acn_primary", {0.333, 0.0667, NAN}, {30.0 / 90, 30.0 / 90 * 30 / 150, 0}},
    };
    for (int exact = 0; exact < 2; exact++) {
        struct published published;
        assert_int_equal(fill_wide(&published, exact ? PROFILE_SECURE : PROFILE_PUBLIC), MAH_OK);
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            for (size_t m = 0; m < 3; m++)
                check(published.table, m, all[i].column, exact ? all[i].exact[m] : all[i].shown[m]);
        finish(&published);
    }
}

static void a_norm_for_other_people_is_no_norm(void **state)
{
    (void)state;
    struct published published;
    const struct target_group children = city.standard[2].target, everybody = {.is_all = true};
    city.standard[2].target = everybody;
    assert_int_equal(fill_wide(&published, PROFILE_PUBLIC), MAH_OK);
    check(published.table, 0, "acc_primary", 11.1);
    check(published.table, 0, "acn_primary", NAN);
    finish(&published);
    city.standard[2].target = children;
}

static void units_and_labels_name_no_law(void **state)
{
    (void)state;
    size_t column = 0;
    struct published published;
    assert_int_equal(fill_wide(&published, PROFILE_PUBLIC), MAH_OK);
    assert_true(release_column_find(published.table, "def_primary", &column));
    const struct release_column *facts = release_column_at(published.table, column);
    assert_string_equal(facts->title_tr, "İlkokul: tabloya göre açık");
    assert_string_equal(facts->title_en, "Primary school: deficit by the table");
    assert_string_equal(facts->unit, "derslik");
    finish(&published);
    for (size_t row = 0; row < fields.table.row_count; row++)
        for (size_t c = 0; c < fields.table.column_count; c++) {
            const char *text = data_table_cell(&fields.table, row, fields.table.columns[c]);
            assert_null(strstr(text, "yasal"));
            assert_null(strstr(text, "legal"));
        }
    assert_string_equal(need_unit_of_type(&city.services, &city.type[CITY_PARK], LANGUAGE_ENGLISH), "m²");
    assert_string_equal(need_unit_of_type(&city.services, &city.type[CITY_PRIMARY], LANGUAGE_ENGLISH), "classrooms");
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        enum mah_status status = MAH_NO_MEMORY;
        for (size_t nth = 1; status != MAH_OK; nth++) {
            struct published published;
            memory_fail_from(nth);
            status = wide ? fill_wide(&published, PROFILE_PUBLIC) : start(&published, PROFILE_PUBLIC);
            if (status == MAH_OK && !wide)
                status = add_service_need(&published.context, NULL);
            if (status == MAH_OK && !wide)
                status = add_params(&published.context, NULL);
            memory_fail_from(0);
            assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
            finish(&published);
        }
    }
}

static int set_up(void **state)
{
    (void)state;
    static const struct output_type types[] = {
        {.code = "primary",
         .name = {[LANGUAGE_TURKISH] = "İlkokul", [LANGUAGE_ENGLISH] = "Primary school"},
         .how = {"500 m", "500 m"},
         .unit = {[LANGUAGE_TURKISH] = "derslik", [LANGUAGE_ENGLISH] = "classrooms"},
         .need_unit = {[LANGUAGE_TURKISH] = "derslik", [LANGUAGE_ENGLISH] = "classrooms"}}};
    if (crs_resolve(&crs, "EPSG:4326", NULL) != MAH_OK || output_fields_read(&fields, NULL) != MAH_OK)
        return -1;
    fields.types = types;
    fields.type_count = 1;
    return service_city_draw(&city);
}

static int tear_down(void **state)
{
    (void)state;
    service_city_release(&city);
    output_fields_release(&fields);
    crs_release(&crs);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_band_is_chosen_before_anything_is_rounded),
        cmocka_unit_test(classrooms_by_mahalle_ilce_and_city),
        cmocka_unit_test(land_is_a_share_below_its_scope),
        cmocka_unit_test(params_name_the_standards_that_were_followed),
        cmocka_unit_test(the_plan_population_does_not_tell_a_hidden_mahalle),
        cmocka_unit_test(a_shelter_is_nowhere),
        cmocka_unit_test(secure_figures_are_exact),
        cmocka_unit_test(official_people_replace_the_counted),
        cmocka_unit_test(ages_that_were_not_asked_are_unknown),
        cmocka_unit_test(a_file_of_nothing_but_errors_says_nothing),
        cmocka_unit_test(without_services_there_is_no_table),
        cmocka_unit_test(fields_of_a_type),
        cmocka_unit_test(a_norm_for_other_people_is_no_norm),
        cmocka_unit_test(units_and_labels_name_no_law),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
