/* What is told of facilities, accessibility and single households, and how labels say that distances were measured. The
 * city is drawn in coverage_city.h. */
#include "count/catchment_table.h"
#include "coverage_tables.h"

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
    /* Of two schools the other one goes as well: all pupils less these would be those of the first. */
    expect(out, 0, "demand", (double)NAN);
    expect(out, 0, "demand_mig", (double)NAN);
    assert_true(has_text(out, 0, "flag", "S4"));
    expect(out, 1, "demand", (double)NAN);
    expect(out, 1, "demand_mig", (double)NAN);
    expect(out, 1, "utilisation", (double)NAN);  /* times capacity and norm it would be the demand */
    assert_true(has_text(out, 1, "flag", "S4")); /* one code for both */
    assert_true(is_listed("1", "demand.B", "S4"));
    assert_true(is_listed("1", "demand_mig.B", "S4"));
    assert_true(is_listed("1", "demand.A", "S4"));
    finish();
}

/* Pupils over the places of a norm for all inhabitants would be no share of anything. */
static void a_norm_for_other_people_gives_no_utilisation(void **state)
{
    (void)state;
    static const struct target_group others[] = {{.is_all = true}, {.bands = 1 << 3}, {.bands = 1 << 2 | 1 << 3}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        coverage_city_draw(&city);
        city.norm.target = others[i];
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            coverage_city_add(&city, &plain[k]);
        demand_at(SCHOOL_A, 92, 90, 44, 12);
        assert_int_equal(coverage_city_publish(&city, PROFILE_PUBLIC), MAH_OK);
        const struct release_table *out = release_table_named(city.release, "services_out");
        expect(out, 0, "demand", 90);
        expect(out, 0, "capacity", 2);
        expect(out, 0, "utilisation", (double)NAN);
        finish();
    }
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
        expect(wide, ESKI, "acc_primary", profiles[p] != PROFILE_SECURE ? 12.8 : 1000 * 100 * (2.0 / 104) / 150);
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
        cmocka_unit_test(a_school_that_few_depend_on),
        cmocka_unit_test(a_norm_for_other_people_gives_no_utilisation),
        cmocka_unit_test(everybody_who_depends_on_it_is_a_migrant),
        cmocka_unit_test(accessibility_does_not_tell_hidden_coverage),
        cmocka_unit_test(households_are_listed_inside_the_house_only),
        cmocka_unit_test(labels_say_how_distances_were_measured),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
