/*
 * Do needs and deficits come out as a planner works them out on paper?
 *
 *   mahalle                 1 (ilçe Batı)   2 (ilçe Doğu)   3 (ilçe Doğu)    ilçe Doğu     city
 *   persons                     1,000           2,000            500            2,500      3,500
 *   parks that exist, m2        4,000          25,000              -           25,000     29,000
 *   needed at 10 m2 each       10,000          20,000          5,000           25,000     35,000
 *   deficit, m2                 6,000               -          5,000                -      6,000
 *   surplus, m2                     -           5,000              -                -          -
 *   plots of 2,500 m2               3               -              2                -          3
 *
 *   children of 6 to 9             60             150             20              170        230
 *   classrooms that exist           1               6              -                6          7
 *   needed, one for 30              2               5           0.67             5.67       7.67
 *   deficit                         1               -           0.67                -       0.67
 *   whole classrooms                1               -              1                -          1
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "indicate/need.h"

#define NEAR(actual, expected)                                                                                         \
    do {                                                                                                               \
        struct rate near_rate = (actual);                                                                              \
        assert_true(near_rate.known);                                                                                  \
        if (!(fabs(near_rate.value - (expected)) <= 1e-9))                                                             \
            fail_msg("%.12f is not %.12f", near_rate.value, (double)(expected));                                       \
    } while (0)

enum { FIRST, SECOND, THIRD, BATI, DOGU, CITY, AREAS };

static char bati[] = "Batı", dogu[] = "Doğu";
static struct mahalle mahalle[] = {{.ilce_name = bati}, {.ilce_name = dogu}, {.ilce_name = dogu}};
static const struct boundary_set boundaries = {.mahalle = mahalle, .count = 3, .has_ilce_names = true};

static const struct need_rule parks = {
    NEED_AREA, .norm = 10, .unit_min_m2 = 2500, .unit_cost = 100, .target_is_all = true, .is_given = true};
static const struct need_rule classrooms = {NEED_CAPACITY, .norm = 30, .unit_min_m2 = NAN, .unit_cost = NAN,
                                            .is_given = true};

/* Counted and official: the same persons. */
static struct need_people of(double persons, double children)
{
    return (struct need_people){rate_of(persons), rate_of(children), rate_of(persons), 0};
}

static struct need_areas *draw_areas(struct need_people people[AREAS])
{
    struct need_areas *areas = NULL;
    assert_int_equal(need_areas_new(&areas, &boundaries, NULL), MAH_OK);
    assert_int_equal(need_area_count(areas), AREAS);
    people[FIRST] = of(1000, 60);
    people[SECOND] = of(2000, 150);
    people[THIRD] = of(500, 20);
    people[CITY] = of(3500, 230);
    need_people_sum(people, areas);
    return areas;
}

static void sum_stock(struct need_stock stock[AREAS], const struct need_areas *areas, double first, double second)
{
    const double amounts[] = {first, second / 2, 1e6, second / 2, 1e6};
    const bool counted[] = {true, true, false, true, true}; /* a closed one, and one outside of the city */
    const int32_t place[] = {0, 1, 2, 1, -1};
    need_stock_sum(stock, areas, amounts, counted, place, 5);
}

static void work_out(struct need needs[AREAS], const struct need_rule *rule, double first, double second)
{
    struct need_people people[AREAS];
    struct need_stock stock[AREAS];
    struct need_areas *areas = draw_areas(people);
    sum_stock(stock, areas, first, second);
    for (size_t i = 0; i < AREAS; i++)
        needs[i] = need_of(rule, need_area_level(areas, i), &people[i], NEED_ESTIMATED, &stock[i]);
    need_areas_free(areas);
}

static void land_as_on_paper(void **state)
{
    (void)state;
    static const double need[] = {10000, 20000, 5000, 10000, 25000, 35000},
                        exist[] = {4000, 25000, 0, 4000, 25000, 29000}, deficit[] = {6000, 0, 5000, 6000, 0, 6000},
                        surplus[] = {0, 5000, 0, 0, 0, 0}, plots[] = {3, 0, 2, 3, 0, 3};
    struct need needs[AREAS];
    work_out(needs, &parks, 4000, 25000);
    for (size_t i = 0; i < AREAS; i++) {
        NEAR(needs[i].need, need[i]);
        NEAR(needs[i].exist, exist[i]);
        NEAR(needs[i].deficit, deficit[i]);
        NEAR(needs[i].surplus, surplus[i]);
        NEAR(needs[i].units, plots[i]);
        NEAR(needs[i].cost, 100 * deficit[i]);
        assert_int_equal(needs[i].flags, 0);
    }
}

static void classrooms_as_on_paper(void **state)
{
    (void)state;
    static const double need[] = {2, 5, 2.0 / 3, 2, 17.0 / 3, 23.0 / 3}, deficit[] = {1, 0, 2.0 / 3, 1, 0, 2.0 / 3},
                        whole[] = {1, 0, 1, 1, 0, 1};
    struct need needs[AREAS];
    work_out(needs, &classrooms, 1, 6);
    for (size_t i = 0; i < AREAS; i++) {
        NEAR(needs[i].need, need[i]);
        NEAR(needs[i].deficit, deficit[i]);
        NEAR(needs[i].units, whole[i]);
        assert_false(needs[i].cost.known);
    }
}

static void a_figure_below_the_scope_is_a_share(void **state)
{
    (void)state;
    static const bool ilce[AREAS] = {true, true, true, false, false, false},
                      city[AREAS] = {true, true, true, true, true, false};
    struct need needs[AREAS];
    struct need_rule rule = parks;
    rule.scope = STANDARD_ILCE;
    work_out(needs, &rule, 4000, 25000);
    for (size_t i = 0; i < AREAS; i++)
        assert_int_equal(needs[i].is_fair_share, ilce[i]);
    assert_int_equal(needs[FIRST].flags, NEED_SCOPE);
    NEAR(needs[FIRST].deficit, 6000);
    for (int scope = STANDARD_IL; scope <= STANDARD_PLAN; scope++) {
        rule.scope = (enum standard_scope)scope;
        work_out(needs, &rule, 4000, 25000);
        for (size_t i = 0; i < AREAS; i++)
            assert_int_equal(needs[i].is_fair_share, city[i]);
    }
}

static void no_band_no_need(void **state)
{
    (void)state;
    struct need needs[AREAS];
    struct need_rule rule = parks;
    rule.norm = NAN;
    work_out(needs, &rule, 4000, 25000);
    assert_int_equal(needs[FIRST].flags, NEED_NO_STANDARD);
    assert_false(needs[FIRST].need.known || needs[FIRST].deficit.known || needs[FIRST].units.known);
    NEAR(needs[FIRST].exist, 4000);
}

static void no_file_is_not_no_park(void **state)
{
    (void)state;
    struct need needs[AREAS];
    struct need_rule rule = parks;
    rule.is_given = false;
    work_out(needs, &rule, 4000, 25000);
    assert_int_equal(needs[FIRST].flags, NEED_NO_SERVICE);
    NEAR(needs[FIRST].need, 10000);
    assert_false(needs[FIRST].exist.known || needs[FIRST].deficit.known || needs[FIRST].surplus.known);
}

static void facilities_of_unknown_size_make_a_bound(void **state)
{
    (void)state;
    struct need needs[AREAS];
    work_out(needs, &parks, NAN, 25000);
    assert_int_equal(needs[CITY].flags, NEED_AREA_UNKNOWN);
    assert_int_equal(needs[CITY].unknown, 1);
    NEAR(needs[CITY].exist, 25000);
    NEAR(needs[CITY].deficit, 10000);
    assert_false(needs[FIRST].exist.known); /* there is a park, and nobody knows how large: not 0 */
    assert_false(needs[FIRST].deficit.known);
    assert_int_equal(needs[SECOND].flags, 0);
    NEAR(needs[THIRD].exist, 0); /* there is none */
    work_out(needs, &classrooms, NAN, 6);
    assert_int_equal(needs[CITY].flags, NEED_CAPACITY_UNKNOWN);
}

static struct need need_by(struct need_people people, enum need_population key, bool target_is_all)
{
    struct need need = {.flags = 0};
    need_persons(&need, &people, key, target_is_all);
    return need;
}

static void a_target_takes_its_share_of_the_official_figure(void **state)
{
    (void)state;
    struct need_people people = {rate_of(400), rate_of(30), rate_of(1000), 0}; /* a sample of two in five */
    NEAR(need_by(people, NEED_ESTIMATED, true).persons, 400);
    NEAR(need_by(people, NEED_ESTIMATED, false).persons, 30);
    NEAR(need_by(people, NEED_OFFICIAL, true).persons, 1000);
    NEAR(need_by(people, NEED_OFFICIAL, false).persons, 75);
}

/* Children of households that did not tell ages are missing in the target: a lower bound, which says so. */
static void ages_that_are_not_known_are_not_zero(void **state)
{
    (void)state;
    struct need_people people = {rate_of(400), rate_of(30), rate_of(1000), NEED_AGES_UNKNOWN};
    NEAR(need_by(people, NEED_ESTIMATED, false).persons, 30);
    assert_int_equal(need_by(people, NEED_ESTIMATED, false).flags, NEED_AGES_UNKNOWN);
    assert_int_equal(need_by(people, NEED_OFFICIAL, false).flags, NEED_AGES_UNKNOWN);
    assert_int_equal(need_by(people, NEED_ESTIMATED, true).flags, 0); /* everybody is counted, of whatever age */
    people.target = rate_unknown;
    assert_int_equal(need_by(people, NEED_ESTIMATED, false).flags, 0);
}

static void people_without_a_record_are_not_nobody(void **state)
{
    (void)state;
    struct need_people people = {rate_of(0), rate_of(0), rate_of(1000), 0};
    NEAR(need_by(people, NEED_OFFICIAL, true).persons, 1000);
    assert_int_equal(need_by(people, NEED_OFFICIAL, true).flags, NEED_NO_SAMPLE);
    assert_false(need_by(people, NEED_OFFICIAL, false).persons.known);
    assert_false(need_by(people, NEED_ESTIMATED, true).persons.known);
    assert_false(need_by(people, NEED_ESTIMATED, false).persons.known);
    assert_int_equal(need_by(people, NEED_ESTIMATED, false).flags, NEED_NO_SAMPLE);
    people.official = rate_of(0); /* an empty mahalle needs nothing */
    NEAR(need_by(people, NEED_OFFICIAL, false).persons, 0);
    NEAR(need_by(people, NEED_ESTIMATED, false).persons, 0);
    people.official = rate_unknown;
    NEAR(need_by(people, NEED_ESTIMATED, true).persons, 0);
    assert_int_equal(need_by(people, NEED_OFFICIAL, true).flags, NEED_NO_OFFICIAL);
    assert_false(need_by(people, NEED_OFFICIAL, true).persons.known);
}

static void hidden_people_have_a_hidden_need(void **state)
{
    (void)state;
    struct need_people people[AREAS];
    struct need_areas *areas = draw_areas(people);
    people[THIRD] = (struct need_people){rate_unknown, rate_unknown, rate_of(500), NEED_HIDDEN};
    need_people_sum(people, areas);
    assert_false(need_by(people[THIRD], NEED_ESTIMATED, true).persons.known);
    assert_int_equal(need_by(people[THIRD], NEED_ESTIMATED, true).flags, NEED_HIDDEN);
    NEAR(need_by(people[THIRD], NEED_OFFICIAL, true).persons, 500); /* official figures hide nobody */
    assert_false(need_by(people[THIRD], NEED_OFFICIAL, false).persons.known);
    assert_false(people[DOGU].persons.known); /* else the sum less the other mahalle would give it away */
    assert_int_equal(need_by(people[DOGU], NEED_ESTIMATED, true).flags, NEED_HIDDEN);
    NEAR(people[BATI].persons, 1000);
    NEAR(people[CITY].persons, 3500);
    NEAR(people[CITY].official, 3500);
    need_areas_free(areas);
}

static void the_plan_population_chooses_the_band(void **state)
{
    (void)state;
    struct need_people people[AREAS];
    struct need_areas *areas = draw_areas(people);
    people[THIRD].official = rate_unknown;
    people[FIRST].official = rate_of(1100.4);
    need_people_sum(people, areas);
    NEAR(need_plan_population(people, areas, NEED_ESTIMATED, 150000), 150000);
    NEAR(need_plan_population(people, areas, NEED_ESTIMATED, 0), 3500);
    NEAR(need_plan_population(people, areas, NEED_OFFICIAL, 0), 3600); /* 1,100.4 + 2,000 + 500 counted, whole */
    people[CITY].persons = rate_unknown;
    assert_false(need_plan_population(people, areas, NEED_ESTIMATED, 0).known);
    need_areas_free(areas);
}

static void more_people_never_need_less(void **state)
{
    (void)state;
    const struct need_rule *rules[] = {&parks, &classrooms};
    const struct need_stock stock = {12345.5, 3, 1};
    for (size_t r = 0; r < 2; r++) {
        struct need before =
            need_of(rules[r], NEED_CITY, &(struct need_people){rate_of(0), rate_of(0), rate_unknown, 0}, NEED_ESTIMATED,
                    &stock);
        for (double persons = 0.5; persons < 1e6; persons *= 1.37) {
            struct need_people people = {rate_of(persons), rate_of(persons), rate_unknown, 0};
            struct need after = need_of(rules[r], NEED_CITY, &people, NEED_ESTIMATED, &stock);
            assert_true(after.need.value > before.need.value);
            assert_true(after.deficit.value >= before.deficit.value);
            assert_true(after.units.value >= before.units.value);
            assert_true(after.surplus.value <= before.surplus.value);
            assert_true(fabs(after.need.value - stock.amount - after.deficit.value + after.surplus.value) < 1e-6);
            before = after;
        }
    }
}

static void decimals_do_not_ask_for_another_school(void **state)
{
    (void)state;
    struct need_rule rule = parks;
    const struct need_stock nothing = {0, 0, 0};
    rule.norm = 0.1; /* 0.1 x 3 is a little above 0.3 in binary */
    rule.unit_min_m2 = 0.3;
    struct need need = need_of(&rule, NEED_CITY, &(struct need_people){rate_of(3), rate_of(3), rate_unknown, 0},
                               NEED_ESTIMATED, &nothing);
    assert_true(need.need.value > 0.3);
    NEAR(need.units, 1);
    need = need_of(&rule, NEED_CITY, &(struct need_people){rate_of(3.01), rate_of(3), rate_unknown, 0}, NEED_ESTIMATED,
                   &nothing);
    NEAR(need.units, 2);
    rule.unit_min_m2 = NAN;
    assert_false(need_of(&rule, NEED_CITY, &(struct need_people){rate_of(3), rate_of(3), rate_unknown, 0},
                         NEED_ESTIMATED, &nothing)
                     .units.known);
}

static void ilce_stand_in_byte_order_and_need_their_names(void **state)
{
    (void)state;
    char merkez[] = "Merkez", mus[] = "Muş", van[] = "Van", can[] = "Çan";
    struct mahalle places[] = {{.ilce_name = merkez, .il_name = van},
                               {.ilce_name = can, .il_name = van},
                               {.ilce_name = merkez, .il_name = mus},
                               {.ilce_name = merkez, .il_name = van}};
    struct boundary_set set = {.mahalle = places, .count = 4, .has_ilce_names = true};
    struct need_areas *areas = NULL;
    assert_int_equal(need_areas_new(&areas, &set, NULL), MAH_OK);
    assert_int_equal(areas->ilce_count, 3); /* Merkez of Muş, Merkez of Van, Çan: bytes, not the alphabet */
    assert_string_equal(areas->ilce_names[0], "Merkez");
    assert_string_equal(areas->ilce_names[2], "Çan");
    assert_int_equal(need_area_of_ilce(areas, 2), 4);
    assert_int_equal(need_area_of_ilce(areas, 0), 5);
    assert_int_equal(need_area_of_ilce(areas, 3), 5);
    assert_int_equal(need_area_level(areas, 6), NEED_ILCE);
    assert_int_equal(need_area_level(areas, 7), NEED_CITY);
    need_areas_free(areas);
    places[3].ilce_name = NULL;
    assert_int_equal(need_areas_new(&areas, &set, NULL), MAH_OK);
    assert_int_equal(areas->ilce_count, 0);
    assert_int_equal(need_area_of_city(areas), 4);
    need_areas_free(areas);
    need_areas_free(NULL);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct need_areas *areas = NULL;
    size_t nth = 1;
    for (;; nth++) {
        memory_fail_from(nth);
        enum mah_status status = need_areas_new(&areas, &boundaries, NULL);
        memory_fail_from(0);
        if (status == MAH_OK)
            break;
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_null(areas);
    }
    assert_int_equal(nth, 5);
    need_areas_free(areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_as_on_paper),
        cmocka_unit_test(classrooms_as_on_paper),
        cmocka_unit_test(a_figure_below_the_scope_is_a_share),
        cmocka_unit_test(no_band_no_need),
        cmocka_unit_test(no_file_is_not_no_park),
        cmocka_unit_test(facilities_of_unknown_size_make_a_bound),
        cmocka_unit_test(a_target_takes_its_share_of_the_official_figure),
        cmocka_unit_test(ages_that_are_not_known_are_not_zero),
        cmocka_unit_test(people_without_a_record_are_not_nobody),
        cmocka_unit_test(hidden_people_have_a_hidden_need),
        cmocka_unit_test(the_plan_population_chooses_the_band),
        cmocka_unit_test(more_people_never_need_less),
        cmocka_unit_test(decimals_do_not_ask_for_another_school),
        cmocka_unit_test(ilce_stand_in_byte_order_and_need_their_names),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
