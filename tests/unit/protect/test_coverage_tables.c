/*
 * What is told of coverage, rule by rule, by examples that a data-protection officer can read. A cell needs 5
 * households and 10 persons, a row 100 persons; counts are rounded to 5. The city is drawn in coverage_city.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "count/catchment_table.h"
#include "coverage_city.h"

static struct coverage_city city;

static void publish(const struct homes *homes, size_t count, enum profile profile)
{
    coverage_city_draw(&city);
    for (size_t i = 0; i < count; i++)
        coverage_city_add(&city, &homes[i]);
    assert_int_equal(coverage_city_publish(&city, profile), MAH_OK);
}
#define PUBLISH(homes, profile) publish(homes, sizeof(homes) / sizeof *(homes), profile)

static void publish_again(enum profile profile)
{
    coverage_city_withdraw(&city);
    assert_int_equal(coverage_city_publish(&city, profile), MAH_OK);
}

static void finish(void)
{
    coverage_city_release(&city);
}

/* ---- looking at the tables ---- */

static struct release_cell cell_of(const struct release_table *table, size_t row, const char *field)
{
    size_t column = 0;
    if (!release_column_find(table, field, &column))
        fail_msg("no column '%s'", field);
    return release_cell(table, row, column);
}

static bool has_text(const struct release_table *table, size_t row, const char *field, const char *text)
{
    struct release_cell cell = cell_of(table, row, field);
    if (cell.kind == RELEASE_CELL_NULL)
        return text == NULL;
    return text != NULL && strcmp(cell.value.text, text) == 0;
}

static void expect(const struct release_table *table, size_t row, const char *field, double value)
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
static int find_row(const char *code, const char *group)
{
    const struct release_table *table = release_table_named(city.release, "mah_service");
    for (size_t row = 0; row < release_row_count(table); row++)
        if (has_text(table, row, "mah_code", code) && has_text(table, row, "grp", group))
            return (int)row;
    return -1;
}

static void expect_group(const char *code, const char *group, const char *field, double value)
{
    int row = find_row(code, group);
    if (row < 0)
        fail_msg("no row of %s", group);
    expect(release_table_named(city.release, "mah_service"), (size_t)row, field, value);
}

static void expect_flag(const char *code, const char *group, const char *flag)
{
    int row = find_row(code, group);
    if (row < 0)
        fail_msg("no row of %s", group);
    if (!has_text(release_table_named(city.release, "mah_service"), (size_t)row, "flag", flag))
        fail_msg("the flag of %s is not %s", group, flag != NULL ? flag : "empty");
}

/* Nothing of a hidden group is told: no count, no share, no distance. */
static void expect_hidden(const char *code, const char *group, const char *flag)
{
    static const char *const fields[] = {"pop",    "covered", "uncovered", "unknown", "share",
                                         "d_mean", "d_med",   "d_p90",     "gap",     "equity"};
    expect_flag(code, group, flag);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        expect_group(code, group, fields[i], (double)NAN);
}

static bool is_listed(const char *code, const char *field, const char *rule)
{
    const struct release_table *table = release_table_named(city.release, "suppression");
    for (size_t row = 0; row < release_row_count(table); row++)
        if (has_text(table, row, "mah_code", code) && has_text(table, row, "field", field) &&
            has_text(table, row, "rule", rule))
            return true;
    return false;
}

/* ---- the rules ---- */

/* 100 households of 4 in Yeni, 40 of them recent migrants; every household has a pupil. 20 migrants are far off. */
static const struct homes plain[] = {
    {YENI, 60, 4, 0, 1, true, 300}, {YENI, 20, 4, 4, 1, true, 300}, {YENI, 20, 4, 4, 1, true, 903}};

static void what_everybody_may_know(void **state)
{
    (void)state;
    PUBLISH(plain, PROFILE_PUBLIC);
    static const struct {
        const char *group;
        double pop, covered, uncovered, share, median_m, p90_m;
    } rows[] = {{"all", 400, 320, 80, 0.8, 300, 900},
                {"mig", 160, 80, 80, 0.5, 300, 900},
                {"set", 240, 240, 0, 1, 300, 300},
                {"target", 100, 80, 20, 0.8, 300, 900}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_group("1", rows[i].group, "pop", rows[i].pop);
        expect_group("1", rows[i].group, "covered", rows[i].covered);
        expect_group("1", rows[i].group, "uncovered", rows[i].uncovered);
        expect_group("1", rows[i].group, "unknown", 0);
        expect_group("1", rows[i].group, "share", rows[i].share);
        expect_group("1", rows[i].group, "d_med", rows[i].median_m);
        expect_group("1", rows[i].group, "d_p90", rows[i].p90_m); /* 903 m goes to whole 10 m */
        expect_flag("1", rows[i].group, NULL);
    }
    expect_group("1", "all", "gap", 50); /* settled 100 %, migrants 50 % */
    expect_group("1", "all", "equity", 0.5);
    expect_group("1", "mig", "gap", (double)NAN);
    finish();
}

static void the_wide_fields_say_what_the_long_table_says(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"cov_primary", "share"},
                                           {"unc_primary", "uncovered"},
                                           {"d50_primary", "d_med"},
                                           {"d90_primary", "d_p90"},
                                           {"gap_primary", "gap"}};
    for (int profile = PROFILE_PUBLIC; profile <= PROFILE_SECURE; profile++) {
        PUBLISH(plain, (enum profile)profile);
        const struct release_table *wide = release_table_named(city.release, "mah_indicators");
        const struct release_table *city_rows = release_table_named(city.release, "city_service");
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            struct release_cell cell = cell_of(wide, YENI, pairs[i][0]);
            assert_int_equal(cell.kind, RELEASE_CELL_REAL);
            expect_group("1", "all", pairs[i][1], cell.value.real);
        }
        expect_group(NULL, "mig", "share", cell_of(city_rows, 0, "cov_mig").value.real);
        expect_group(NULL, "all", "uncovered", cell_of(city_rows, 0, "uncovered").value.real);
        finish();
    }
}

/* S1: four households in a mahalle: nothing of them, whatever they do. The city speaks of all. */
static void a_mahalle_of_four_households(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 4, 30, 10, 1, true, 300}, {ESKI, 60, 4, 0, 1, true, 300}, {ESKI, 40, 4, 4, 1, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    static const char *const groups[] = {"all", "mig", "set", "target"};
    for (size_t i = 0; i < 4; i++)
        expect_hidden("1", groups[i], "S1");
    expect(release_table_named(city.release, "mah_indicators"), YENI, "cov_primary", (double)NAN);
    expect(release_table_named(city.release, "mah_indicators"), YENI, "d50_primary", (double)NAN);
    expect_flag("2", "all", NULL);
    assert_true(is_listed("1", "primary.all", "S1"));
    finish();
}

/* S2: three households within reach could be named by their neighbours; a median beyond 500 m would tell of them. */
static void three_households_within_reach(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 3, 5, 0, 0, true, 300}, {YENI, 90, 4, 0, 1, true, 900}, {YENI, 7, 4, 0, 0, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_hidden("1", "all", "S2");
    expect_hidden("1", "set", "S2");
    expect(release_table_named(city.release, "mah_indicators"), YENI, "unc_primary", (double)NAN);
    expect(release_table_named(city.release, "mah_indicators"), YENI, "d90_primary", (double)NAN);
    expect_flag("1", "target", NULL); /* of the pupils none is within reach: zero is told */
    expect_group("1", "target", "covered", 0);
    assert_true(is_listed("1", "primary.all", "S2"));
    finish();
}

/* S3: all but three households are within reach. */
static void all_but_three_households(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 97, 4, 0, 1, true, 300}, {YENI, 3, 5, 0, 0, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_hidden("1", "all", "S3");
    expect_hidden("1", "set", "S3");
    finish();
}

/* Three households of migrants are not told, nor the settled, who are all but them. */
static void few_migrants(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 60, 4, 0, 1, true, 300}, {YENI, 37, 4, 0, 1, true, 900}, {YENI, 3, 4, 4, 1, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_flag("1", "all", NULL);
    expect_hidden("1", "mig", "S2");
    expect_hidden("1", "set", "S3");
    expect_group("1", "all", "gap", (double)NAN);
    expect_group("1", "all", "equity", (double)NAN);
    assert_true(is_listed("1", "primary.mig", "S2"));
    assert_true(is_listed("1", "primary.set", "S3"));
    finish();
}

/* S4: many migrants, of whom three households are within reach. The settled are hidden for their sake: covered settled
 * and covered of all would give them. */
static void few_migrants_within_reach(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 60, 4, 0, 1, true, 300}, {YENI, 37, 4, 4, 1, true, 900}, {YENI, 3, 4, 4, 1, true, 300}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_flag("1", "all", NULL);
    expect_hidden("1", "mig", "S2");
    expect_hidden("1", "set", "S4");
    assert_true(is_listed("1", "primary.set", "S4"));
    const struct release_table *whole = release_table_named(city.release, "city_service");
    expect(whole, 0, "cov_mig", (double)NAN);
    expect(whole, 0, "cov_set", (double)NAN);
    expect(whole, 0, "gap", (double)NAN);
    finish();
}

/* Everybody is a recent migrant: that must not be read off any row. */
static void nobody_but_migrants(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 60, 4, 4, 1, true, 300}, {YENI, 40, 4, 4, 1, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_hidden("1", "mig", "S3");
    expect_hidden("1", "set", "S4");
    expect_flag("1", "all", NULL);
    finish();
}

/* 55 of 60 covered persons are of the target: the other 5 would be the difference of two rows. */
static void all_but_a_few_of_the_covered_are_pupils(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 11, 5, 0, 5, true, 300}, {YENI, 5, 1, 0, 0, true, 300}, {YENI, 60, 4, 0, 1, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_flag("1", "all", NULL);
    expect_hidden("1", "target", "S3");
    finish();
}

/* The same on the other side: of 60 uncovered persons 55 are pupils. */
static void all_but_a_few_of_the_uncovered_are_pupils(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 11, 5, 0, 5, true, 900}, {YENI, 5, 1, 0, 0, true, 900}, {YENI, 60, 4, 0, 1, true, 300}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_flag("1", "all", NULL);
    expect_hidden("1", "target", "S3");
    finish();
}

/* Two households without a position are a small cell. It must not stand next to the three numbers that give it. */
static void few_whose_distance_is_not_known(void **state)
{
    (void)state;
    const struct homes homes[] = {
        {YENI, 60, 4, 0, 1, true, 300}, {YENI, 38, 4, 4, 1, true, 900}, {YENI, 2, 4, 4, 1, true, NAN}};
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL};
    for (size_t p = 0; p < 2; p++) {
        PUBLISH(homes, profiles[p]);
        static const char *const groups[] = {"all", "mig", "set"};
        for (size_t i = 0; i < 3; i++) {
            expect_group("1", groups[i], "unknown", (double)NAN);
            expect_group("1", groups[i], "pop", (double)NAN);
            expect_flag("1", groups[i], NULL); /* how they are served is told */
        }
        expect_group("1", "all", "covered", 240);
        expect_group("1", "mig", "uncovered", profiles[p] == PROFILE_PUBLIC ? 150 : 152);
        expect_group("1", "set", "share", 1);
        assert_true(is_listed("1", "primary.all.unknown", "S2"));
        assert_true(is_listed("1", "primary.all.pop", "S4"));
        assert_true(is_listed("1", "primary.mig.unknown", "S2"));
        assert_true(is_listed("1", "primary.set.unknown", "S4")); /* else: all - set */
        finish();
    }
    PUBLISH(homes, PROFILE_SECURE);
    expect_group("1", "all", "unknown", 8);
    expect_group("1", "all", "pop", 400);
    finish();
}

/* Enough of them: told, and the parts add up. */
static void many_whose_distance_is_not_known(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 80, 4, 0, 1, true, 300}, {YENI, 20, 4, 0, 1, true, NAN}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_group("1", "all", "pop", 400);
    expect_group("1", "all", "covered", 320);
    expect_group("1", "all", "unknown", 80);
    expect_group("1", "all", "share", 1);
    finish();
}

static void without_a_radius_only_distances_are_told(void **state)
{
    (void)state;
    coverage_city_draw(&city);
    city.used.radius_m = (double)NAN;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        coverage_city_add(&city, &plain[i]);
    assert_int_equal(coverage_city_publish(&city, PROFILE_PUBLIC), MAH_OK);
    expect_group("1", "all", "pop", 400);
    expect_group("1", "all", "d_med", 300);
    static const char *const fields[] = {"radius_m", "covered", "uncovered", "share", "gap"};
    for (size_t i = 0; i < 5; i++)
        expect_group("1", "all", fields[i], (double)NAN);
    finish();
}

/* Nobody told when they came: neither group has a row, and nobody is said to be no migrant. */
static void arrivals_nobody_told(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 60, 4, 0, 1, false, 300}, {YENI, 40, 4, 0, 1, false, 900}};
    coverage_city_draw(&city);
    for (size_t i = 0; i < 2; i++)
        coverage_city_add(&city, &homes[i]);
    city.demand[SCHOOL_A].target_nano = 100 * (int64_t)WEIGHT_ONE;
    city.demand[SCHOOL_A].target_records = 100;
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_SECURE};
    for (size_t p = 0; p < 2; p++) {
        assert_int_equal(coverage_city_publish(&city, profiles[p]), MAH_OK);
        assert_int_equal(find_row("1", "mig"), -1);
        assert_int_equal(find_row("1", "set"), -1);
        expect_group("1", "all", "covered", 240);
        const struct release_table *out = release_table_named(city.release, "services_out");
        expect(out, SCHOOL_A, "demand", 100);
        expect(out, SCHOOL_A, "demand_mig", (double)NAN);
        coverage_city_withdraw(&city);
    }
    finish();
}

static void ages_nobody_told(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 60, 4, 0, -1, true, 300}, {YENI, 40, 4, 0, -1, true, 900}};
    PUBLISH(homes, PROFILE_PUBLIC);
    assert_int_equal(find_row("1", "target"), -1);
    const struct release_table *out = release_table_named(city.release, "services_out");
    expect(out, SCHOOL_A, "demand", (double)NAN);
    expect(out, SCHOOL_A, "utilisation", (double)NAN);
    expect(release_table_named(city.release, "city_service"), 0, "cov_target", (double)NAN);
    finish();
}

/* A percentile of few is the distance of one: ten households in public, five inside the house. */
static void distances_need_households(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 9, 20, 0, 2, true, 123}};
    PUBLISH(homes, PROFILE_PUBLIC);
    expect_group("1", "all", "covered", 180);
    expect_group("1", "all", "d_med", (double)NAN);
    expect_group("1", "all", "d_mean", (double)NAN);
    publish_again(PROFILE_INTERNAL);
    expect_group("1", "all", "d_med", 123);
    finish();
}

/* ---- services_out ---- */

static void demand_at(size_t facility, int persons, int records, int recent, int recent_records)
{
    city.demand[facility] =
        (struct facility_demand){(int64_t)persons * WEIGHT_ONE, records, (int64_t)recent * WEIGHT_ONE, recent_records};
}

static void a_school_that_few_depend_on(void **state)
{
    (void)state;
    coverage_city_draw(&city);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        coverage_city_add(&city, &plain[i]);
    demand_at(SCHOOL_A, 92, 90, 44, 12);
    demand_at(SCHOOL_B, 8, 4, 3, 1);
    assert_int_equal(coverage_city_publish(&city, PROFILE_PUBLIC), MAH_OK);
    const struct release_table *out = release_table_named(city.release, "services_out");
    assert_int_equal(release_row_count(out), 2); /* the shelter is not there */
    expect(out, 0, "demand", 90);
    expect(out, 0, "demand_mig", 45);
    expect(out, 0, "utilisation", 1.5); /* 90 / (2 classrooms x 30) */
    assert_true(has_text(out, 0, "flag", NULL));
    expect(out, 1, "demand", (double)NAN);
    expect(out, 1, "demand_mig", (double)NAN);
    expect(out, 1, "utilisation", (double)NAN); /* times capacity and norm it would be the demand */
    assert_true(has_text(out, 1, "flag", "S2"));
    assert_true(is_listed("1", "demand.B", "S2"));
    assert_true(is_listed("1", "demand_mig.B", "S2"));
    assert_false(is_listed("1", "demand.A", "S2"));
    finish();
}

/* Where everybody is the target, migrants are a part of the demand: all of it, or all but a few, is not told. */
static void everybody_who_depends_on_it_is_a_migrant(void **state)
{
    (void)state;
    static const int recent[] = {92, 87, 60};
    for (size_t i = 0; i < 3; i++) {
        coverage_city_draw(&city);
        city.target = (struct target_group){.is_all = true};
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            coverage_city_add(&city, &plain[k]);
        demand_at(SCHOOL_A, 92, 30, recent[i], i == 0 ? 30 : 20);
        assert_int_equal(coverage_city_publish(&city, PROFILE_PUBLIC), MAH_OK);
        const struct release_table *out = release_table_named(city.release, "services_out");
        expect(out, 0, "demand", 90);
        expect(out, 0, "demand_mig", i < 2 ? (double)NAN : 60);
        finish();
    }
}

/* Capacity, catchment and pupils are told: accessibility would give the four pupils within reach that are hidden. */
static void accessibility_does_not_tell_hidden_coverage(void **state)
{
    (void)state;
    static const struct homes homes[] = {{YENI, 4, 4, 0, 1, true, 300},
                                         {YENI, 96, 4, 0, 1, true, 900},
                                         {ESKI, 100, 4, 0, 1, true, 300},
                                         {ESKI, 50, 4, 0, 1, true, 900}};
    coverage_city_draw(&city);
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        coverage_city_add(&city, &homes[i]);
    city.used.has_catchments = true;
    const struct catchment_cell cells[] = {
        {SCHOOL_A, YENI, 4 * (int64_t)WEIGHT_ONE, 4 * (int64_t)WEIGHT_ONE, 4},
        {SCHOOL_A, ESKI, 100 * (int64_t)WEIGHT_ONE, 100 * (int64_t)WEIGHT_ONE, 100},
    };
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(catchment_table_add(&city.ways, &cells[i], NULL), MAH_OK);
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL, PROFILE_SECURE};
    for (size_t p = 0; p < 3; p++) {
        assert_int_equal(coverage_city_publish(&city, profiles[p]), MAH_OK);
        const struct release_table *wide = release_table_named(city.release, "mah_indicators");
        expect_flag("1", "target", profiles[p] == PROFILE_SECURE ? NULL : "S2");
        double exact = 1000 * 4 * (2.0 / 104) / 100; /* places per 1,000 pupils */
        expect(wide, YENI, "acc_primary", profiles[p] == PROFILE_SECURE ? exact : (double)NAN);
        expect(wide, YENI, "eac_primary", profiles[p] == PROFILE_SECURE ? exact : (double)NAN);
        expect(wide, YENI, "acn_primary", profiles[p] == PROFILE_SECURE ? exact * 30 / 1000 : (double)NAN);
        expect(wide, ESKI, "acc_primary", profiles[p] == PROFILE_PUBLIC ? 12.8 : 1000 * 100 * (2.0 / 104) / 150);
        coverage_city_withdraw(&city);
    }
    finish();
}

/* ---- unreached ---- */

static enum mah_status publish_unreached(enum profile profile)
{
    enum mah_status status = coverage_city_prepare(&city, profile);
    return status == MAH_OK ? add_unreached(&city.context, NULL) : status;
}

/* Ids and places of households, for those who mend them; for nobody else. */
static void households_are_listed_inside_the_house_only(void **state)
{
    (void)state;
    struct source_books source = {.name = coverage_text("haneler.csv")};
    const struct books books = {&source, 1};
    struct unreached list = {0};
    for (int i = 0; i < 2; i++) {
        struct unreached_row row = {.row = 7 + i,
                                    .outcome = i == 0 ? REACH_PLACED : REACH_NO_POSITION,
                                    .id = memory_copy_text(i == 0 ? "h7" : ""),
                                    .types = memory_copy_text("primary"),
                                    .mahalle = ESKI,
                                    .has_position = i == 0,
                                    .position = {500100, 4450000}};
        assert_int_equal(unreached_add(&list, row, NULL), MAH_OK);
    }
    coverage_city_draw(&city);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        coverage_city_add(&city, &plain[i]);
    city.input.books = &books;
    city.input.unreached = &list;
    for (int profile = PROFILE_PUBLIC; profile < PROFILE_SECURE; profile++) {
        assert_int_equal(publish_unreached((enum profile)profile), MAH_OK);
        assert_null(release_table_named(city.release, "unreached"));
        coverage_city_withdraw(&city);
    }
    assert_int_equal(publish_unreached(PROFILE_SECURE), MAH_OK);
    const struct release_table *table = release_table_named(city.release, "unreached");
    assert_int_equal(release_row_count(table), 2);
    assert_true(has_text(table, 0, "hh_id", "h7"));
    assert_true(has_text(table, 0, "reason", "no_way"));
    assert_true(has_text(table, 0, "mah_name", "Eski"));
    assert_true(has_text(table, 1, "reason", "no_position"));
    assert_true(has_text(table, 1, "hh_id", NULL));
    assert_int_equal(cell_of(table, 1, "row").value.integer, 8);
    struct point point;
    assert_true(release_point(table, 0, &point));
    assert_false(release_point(table, 1, &point));
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        coverage_city_withdraw(&city);
        memory_fail_from(nth);
        status = publish_unreached(PROFILE_SECURE);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    unreached_release(&list);
    finish();
}

/* ---- labels ---- */

static void labels_say_how_distances_were_measured(void **state)
{
    (void)state;
    static const struct {
        double detour, radius_m;
        enum reach_metric metric;
        const char *english, *turkish;
    } all[] = {
        {1, 500, REACH_STRAIGHT, "500 m straight line", "500 m kuş uçuşu"},
        {1.3, 500, REACH_STRAIGHT, "500 m straight line × 1.3", "500 m kuş uçuşu × 1.3"},
        {1.3, 500, REACH_NETWORK, "500 m walking", "500 m yürüme"}, /* streets need no detour */
        {1, 1250.5, REACH_NETWORK, "1250.5 m walking", "1250.5 m yürüme"},
        {1, NAN, REACH_STRAIGHT, "straight line", "kuş uçuşu"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        coverage_city_draw(&city);
        city.project.coverage_detour = all[i].detour;
        city.used.radius_m = all[i].radius_m;
        city.services.metric = all[i].metric;
        assert_int_equal(type_labels_fill(&city.labels, &city.input, NULL), MAH_OK);
        assert_int_equal(city.labels.count, 1);
        const struct output_type *label = &city.labels.types[0];
        assert_string_equal(label->how[LANGUAGE_ENGLISH], all[i].english);
        assert_string_equal(label->how[LANGUAGE_TURKISH], all[i].turkish);
        assert_string_equal(label->name[LANGUAGE_TURKISH], "İlkokul");
        assert_string_equal(label->unit[LANGUAGE_ENGLISH], "classrooms");
        finish();
    }
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    coverage_city_draw(&city);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        coverage_city_add(&city, &plain[i]);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        memory_fail_from(nth);
        status = coverage_city_publish(&city, PROFILE_PUBLIC);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        coverage_city_withdraw(&city);
    }
    finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_everybody_may_know),
        cmocka_unit_test(the_wide_fields_say_what_the_long_table_says),
        cmocka_unit_test(a_mahalle_of_four_households),
        cmocka_unit_test(three_households_within_reach),
        cmocka_unit_test(all_but_three_households),
        cmocka_unit_test(few_migrants),
        cmocka_unit_test(few_migrants_within_reach),
        cmocka_unit_test(nobody_but_migrants),
        cmocka_unit_test(all_but_a_few_of_the_covered_are_pupils),
        cmocka_unit_test(all_but_a_few_of_the_uncovered_are_pupils),
        cmocka_unit_test(few_whose_distance_is_not_known),
        cmocka_unit_test(many_whose_distance_is_not_known),
        cmocka_unit_test(without_a_radius_only_distances_are_told),
        cmocka_unit_test(arrivals_nobody_told),
        cmocka_unit_test(ages_nobody_told),
        cmocka_unit_test(distances_need_households),
        cmocka_unit_test(a_school_that_few_depend_on),
        cmocka_unit_test(everybody_who_depends_on_it_is_a_migrant),
        cmocka_unit_test(accessibility_does_not_tell_hidden_coverage),
        cmocka_unit_test(households_are_listed_inside_the_house_only),
        cmocka_unit_test(labels_say_how_distances_were_measured),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
