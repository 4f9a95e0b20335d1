/*
 * What is told of coverage, rule by rule, by examples that a data-protection officer can read. A cell needs 5
 * households and 10 persons, a row 100 persons; counts are rounded to 5. The city is drawn in coverage_city.h.
 */
#include "coverage_tables.h"

/* ---- the rules ---- */

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

/* Hardly anybody has a known distance, and nobody of them is within reach: the uncovered are those few households. */
static void few_whose_distance_is_known(void **state)
{
    (void)state;
    const struct homes homes[] = {{YENI, 3, 5, 0, 1, true, 900}, {YENI, 90, 4, 0, 1, true, NAN}};
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL};
    for (size_t p = 0; p < 2; p++) {
        PUBLISH(homes, profiles[p]);
        expect_hidden("1", "all", "S2");
        expect_hidden("1", "set", "S2");
        expect_hidden("1", "target", "S2");
        expect(release_table_named(city.release, "mah_indicators"), YENI, "unc_primary", (double)NAN);
        expect(release_table_named(city.release, "mah_indicators"), YENI, "cov_primary", (double)NAN);
        finish();
    }
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
    expect_group("1", "all", "d_med", 120); /* nobody's address is found by a distance to the metre */
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
        cmocka_unit_test(few_whose_distance_is_known),
        cmocka_unit_test(many_whose_distance_is_not_known),
        cmocka_unit_test(without_a_radius_only_distances_are_told),
        cmocka_unit_test(arrivals_nobody_told),
        cmocka_unit_test(ages_nobody_told),
        cmocka_unit_test(distances_need_households),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
