/* A small list worked out by hand, needs that count once, and steps against trying every number of units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "plan/investment_needs.h"
#include "plan/investments.h"

static struct investment classrooms(const char *mahalle, double quantity, double persons, double unit_cost)
{
    return (struct investment){.mah_code = mahalle,
                               .code = "primary",
                               .kind = INVESTMENT_CAPACITY,
                               .quantity = quantity,
                               .persons = persons,
                               .persons_unit = 30,
                               .lot = 1,
                               .unit_cost = unit_cost};
}

static const struct investment *of_mahalle(const struct investment *list, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].mah_code, code) == 0)
            return &list[i];
    fail();
    return NULL;
}

/*
 * Classrooms at 4: A lacks 3 for 69 children (30, 30, 9), B 1 for 20, C 2 for 60. 17 buys four: A 30 + 30, C 30 + 30,
 * 120 children for 16. Rank by children a cost: C 60/8, A 69/12, B 20/4.
 */
static void test_by_hand(void **unused)
{
    (void)unused;
    struct investment list[] = {classrooms("A", 3, 69, 4), classrooms("B", 1, 20, 4), classrooms("C", 2, 60, 4)};
    struct investment_plan plan = {.budget = 17};
    assert_int_equal(investments_choose(list, 3, &plan, 1, 0, NULL), MAH_OK);
    assert_string_equal(list[0].mah_code, "C");
    assert_string_equal(list[1].mah_code, "A");
    assert_string_equal(list[2].mah_code, "B");
    assert_int_equal(list[0].rank, 1);
    assert_int_equal(list[2].rank, 3);
    assert_true(list[0].built == 2 && list[0].built_cost == 8 && list[0].built_persons == 60);
    assert_true(list[0].reason == INVESTMENT_CHOSEN);
    assert_true(list[1].built == 2 && list[1].built_persons == 60 && list[1].reason == INVESTMENT_OVER_BUDGET);
    assert_true(list[2].built == 0 && list[2].reason == INVESTMENT_OVER_BUDGET);
    assert_true(plan.spent == 16 && plan.persons == 120 && plan.chosen == 2 && plan.projects == 3);
    assert_true(plan.is_proved && plan.bound == 120);
}

static void test_reasons(void **unused)
{
    (void)unused;
    struct investment list[] = {classrooms("A", 1, 30, NAN), classrooms("B", 1, NAN, 4), classrooms("C", 1, 0, 4),
                                classrooms("D", NAN, 30, 4), classrooms("E", 1, 30, 4)};
    list[4].department = 1;
    struct investment_plan plans[] = {{.budget = 100}, {.budget = NAN}};
    assert_int_equal(investments_choose(list, 5, plans, 2, 0, NULL), MAH_OK);
    assert_int_equal(of_mahalle(list, 5, "A")->reason, INVESTMENT_NO_COST);
    assert_int_equal(of_mahalle(list, 5, "B")->reason, INVESTMENT_HIDDEN);
    assert_int_equal(of_mahalle(list, 5, "C")->reason, INVESTMENT_NO_PERSONS);
    assert_int_equal(of_mahalle(list, 5, "D")->reason, INVESTMENT_HIDDEN);
    assert_int_equal(of_mahalle(list, 5, "E")->reason, INVESTMENT_NO_BUDGET);
    assert_int_equal(of_mahalle(list, 5, "A")->rank, 0);
    assert_true(plans[0].without_cost == 1 && plans[0].chosen == 0 && isnan(plans[1].bound));
}

/* Land in steps of 1000, the last one with what is left (here 1500); a network only as a whole. */
static void test_steps(void **unused)
{
    (void)unused;
    struct investment park = {.mah_code = "A",
                              .code = "green",
                              .kind = INVESTMENT_AREA,
                              .quantity = 2500,
                              .persons = 250,
                              .persons_unit = 0.1,
                              .lot = 1000,
                              .unit_cost = 1};
    struct investment sewer = {.mah_code = "B",
                               .code = "sewer",
                               .kind = INVESTMENT_NETWORK,
                               .quantity = 10,
                               .persons = 40,
                               .persons_unit = 4,
                               .lot = NAN,
                               .unit_cost = 100};
    struct investment list[] = {park, sewer};
    struct investment_plan plan = {.budget = 1999};
    assert_int_equal(investments_choose(list, 2, &plan, 1, 0, NULL), MAH_OK);
    assert_true(of_mahalle(list, 2, "A")->built == 1500 && of_mahalle(list, 2, "A")->built_persons == 150);
    assert_true(of_mahalle(list, 2, "B")->built == 0);
    list[0] = park;
    list[1] = sewer;
    plan = (struct investment_plan){.budget = 2500};
    assert_int_equal(investments_choose(list, 2, &plan, 1, 0, NULL), MAH_OK);
    assert_true(of_mahalle(list, 2, "A")->built == 2500 && of_mahalle(list, 2, "A")->reason == INVESTMENT_CHOSEN);
}

static uint64_t seed = 2463534242u;
static size_t draw(size_t most)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % most) + 1;
}

/* Most children by trying every number of classrooms of every project. */
static double try_all(const struct investment *list, size_t count, double budget)
{
    if (count == 0)
        return 0;
    double best = 0;
    for (double units = 0; units <= list->quantity && units * list->unit_cost <= budget; units++) {
        double here = investment_helps(list, units) + try_all(list + 1, count - 1, budget - units * list->unit_cost);
        best = here > best ? here : best;
    }
    return best;
}

static void test_every_number(void **unused)
{
    (void)unused;
    static const char *const codes[] = {"A", "B", "C", "D", "E"};
    for (int instance = 0; instance < 1000; instance++) {
        struct investment list[5];
        size_t count = draw(5);
        double all = 0;
        for (size_t i = 0; i < count; i++) {
            double quantity = (double)draw(4);
            list[i] = classrooms(codes[i], quantity, 30 * (quantity - 1) + (double)draw(30), (double)draw(9) + 0.25);
            all += quantity * list[i].unit_cost;
        }
        struct investment_plan plan = {.budget = floor(all * (double)draw(10) / 10)};
        double best = try_all(list, count, plan.budget);
        assert_int_equal(investments_choose(list, count, &plan, 1, 0, NULL), MAH_OK);
        assert_true(plan.persons == best && plan.is_proved && plan.bound == best);
        assert_true(plan.spent <= plan.budget);
    }
}

static void test_needs(void **unused)
{
    (void)unused;
    struct investment project = {0};
    struct investment_need need = {
        .kind = INVESTMENT_CAPACITY, .population = 69, .norm = 30, .exist = 0, .deficit = 2, .units = 3};
    assert_int_equal(investment_of_need(&project, &need), NEED_IS_PROJECT);
    assert_true(project.quantity == 3 && project.persons == 69 && project.persons_unit == 30);
    need.exist = 1;
    need.units = 2;
    assert_int_equal(investment_of_need(&project, &need), NEED_IS_PROJECT);
    assert_true(project.quantity == 2 && project.persons == 39);
    need.units = 0;
    assert_int_equal(investment_of_need(&project, &need), NEED_IS_MET);
    need.units = need.deficit = NAN;
    assert_int_equal(investment_of_need(&project, &need), NEED_IS_UNKNOWN);
    struct investment_need land = {
        .kind = INVESTMENT_AREA, .population = 1000, .norm = 10, .exist = 4000, .deficit = 6000, .units = NAN};
    assert_int_equal(investment_of_need(&project, &land), NEED_IS_PROJECT);
    assert_true(project.quantity == 6000 && project.persons == 600);
    struct investment_need network = {.kind = INVESTMENT_NETWORK, .unserved = 20, .households = NAN};
    assert_int_equal(investment_of_need(&project, &network), NEED_IS_PROJECT);
    assert_true(isnan(project.quantity) && project.persons == 20);
    network.unserved = NAN;
    assert_int_equal(investment_of_need(&project, &network), NEED_IS_UNKNOWN);
}

static void test_once(void **unused)
{
    (void)unused;
    const struct investment_need needs[] = {
        {.kind = INVESTMENT_CAPACITY, .code = "primary", .group = "basic_edu"},
        {.kind = INVESTMENT_AREA, .code = "primary", .group = "basic_edu"},
        {.kind = INVESTMENT_AREA, .code = "basic_edu"},
        {.kind = INVESTMENT_AREA, .code = "green_ilce"},
        {.kind = INVESTMENT_NETWORK, .code = "water"},
    };
    const bool is_double[] = {false, true, true, false, false};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(investment_need_is_double(&needs[i], needs, 5), is_double[i]);
}

/* To choose nothing of nothing is the best choice. Another department's projects do not help. */
static void test_no_project(void **unused)
{
    (void)unused;
    struct investment list[] = {classrooms("A", 1, 30, 4)};
    struct investment_plan plans[] = {{.budget = 100}, {.budget = 100}, {.budget = NAN}};
    assert_int_equal(investments_choose(list, 1, plans, 3, 0, NULL), MAH_OK);
    assert_true(plans[0].is_proved && plans[0].bound == 30);
    assert_true(plans[1].is_proved && plans[1].bound == 0 && plans[1].persons == 0 && plans[1].projects == 0);
    assert_true(!plans[2].is_proved && isnan(plans[2].bound));
    assert_int_equal(investments_choose(NULL, 0, plans, 3, 0, NULL), MAH_OK);
    assert_true(plans[0].is_proved && plans[0].bound == 0 && plans[0].spent == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),      cmocka_unit_test(test_reasons), cmocka_unit_test(test_steps),
        cmocka_unit_test(test_every_number), cmocka_unit_test(test_needs),   cmocka_unit_test(test_once),
        cmocka_unit_test(test_no_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
