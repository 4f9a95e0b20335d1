/* The knapsack finds what trying every choice finds, to the last tie; and where it stops early, its bound is true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plan/knapsack.h"

enum { MOST = 14, INSTANCES = 3000 };
static uint64_t seed = 88172645463325252u;

static int64_t draw(int64_t most) /* 1 .. most */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int64_t)(seed % (uint64_t)most) + 1;
}

/* Is a before b in the order of the rule? */
static bool is_before(const struct knapsack_item *items, size_t a, size_t b)
{
    int64_t left = items[a].gain * items[b].cost, right = items[b].gain * items[a].cost;
    if (left != right)
        return left > right;
    return items[a].cost != items[b].cost ? items[a].cost < items[b].cost : a < b;
}

/* Does choice a hold an earlier item than b, at the first place where they differ? */
static bool holds_earlier(const struct knapsack_item *items, size_t count, unsigned a, unsigned b)
{
    size_t first = count;
    for (size_t i = 0; i < count; i++)
        if (((a ^ b) >> i & 1u) != 0 && (first == count || is_before(items, i, first)))
            first = i;
    return first < count && (a >> first & 1u) != 0;
}

struct tried {
    unsigned choice;
    int64_t cost, gain;
};

static struct tried try_all(const struct knapsack_item *items, size_t count, int64_t budget)
{
    struct tried best = {0};
    for (unsigned choice = 1; choice < 1u << count; choice++) {
        int64_t cost = 0, gain = 0;
        for (size_t i = 0; i < count; i++)
            if ((choice >> i & 1u) != 0) {
                cost += items[i].cost;
                gain += items[i].gain;
            }
        bool better = gain > best.gain || (gain == best.gain && cost < best.cost) ||
                      (gain == best.gain && cost == best.cost && holds_earlier(items, count, choice, best.choice));
        if (cost <= budget && better)
            best = (struct tried){choice, cost, gain};
    }
    return best;
}

static size_t draw_items(struct knapsack_item *items, int instance)
{
    size_t count = (size_t)draw(MOST);
    int64_t spread = instance % 3 == 0 ? 4 : instance % 3 == 1 ? 40 : 1000000007; /* many ties, some, hardly any */
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct knapsack_item){draw(spread), draw(spread)};
        if (instance % 5 == 4) /* strongly correlated: the hard ones */
            items[i].gain = items[i].cost + spread / 10;
    }
    return count;
}

static void test_every_choice(void **unused)
{
    (void)unused;
    for (int instance = 0; instance < INSTANCES; instance++) {
        struct knapsack_item items[MOST];
        bool chosen[MOST];
        struct knapsack_result result;
        size_t count = draw_items(items, instance);
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += items[i].cost;
        int64_t budget = draw(sum + sum / 5 + 1) - 1;
        assert_int_equal(knapsack_solve(chosen, &result, items, count, budget, 0, NULL), MAH_OK);
        struct tried best = try_all(items, count, budget);
        assert_true(result.is_proved && result.bound == best.gain);
        assert_true(result.gain == best.gain && result.cost == best.cost);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(chosen[i], best.choice >> i & 1u);
    }
}

/* With room for few states the answer may be worse, but it fits, is what it says, and its bound is true. */
static void test_stopped_early(void **unused)
{
    (void)unused;
    size_t unproved = 0, worse = 0;
    for (int instance = 0; instance < INSTANCES; instance++) {
        struct knapsack_item items[MOST];
        bool chosen[MOST];
        struct knapsack_result result;
        size_t count = draw_items(items, instance);
        int64_t budget = 0, cost = 0, gain = 0;
        for (size_t i = 0; i < count; i++)
            budget += items[i].cost;
        budget = draw(budget);
        assert_int_equal(knapsack_solve(chosen, &result, items, count, budget, 2, NULL), MAH_OK);
        struct tried best = try_all(items, count, budget);
        for (size_t i = 0; i < count; i++) {
            cost += chosen[i] ? items[i].cost : 0;
            gain += chosen[i] ? items[i].gain : 0;
        }
        assert_true(cost == result.cost && gain == result.gain && cost <= budget);
        assert_true(result.gain <= best.gain && best.gain <= result.bound);
        assert_true(result.is_proved == (result.gain == result.bound));
        unproved += !result.is_proved;
        worse += result.gain < best.gain;
    }
    assert_true(unproved > 20 && worse > 5); /* else this test looks at nothing */
}

static void test_edges(void **unused)
{
    (void)unused;
    struct knapsack_result result;
    bool chosen[3] = {true, true, true};
    struct knapsack_item items[3] = {{KNAPSACK_MOST, KNAPSACK_MOST}, {KNAPSACK_MOST, 1}, {1, 1}};
    assert_int_equal(knapsack_solve(chosen, &result, items, 0, 100, 0, NULL), MAH_OK);
    assert_true(result.is_proved && result.gain == 0 && result.cost == 0);
    assert_int_equal(knapsack_solve(chosen, &result, items, 3, 0, 0, NULL), MAH_OK);
    assert_true(result.gain == 0 && !chosen[0] && !chosen[1] && !chosen[2]);
    assert_int_equal(knapsack_solve(chosen, &result, items, 3, KNAPSACK_MOST, 0, NULL), MAH_OK);
    assert_true(chosen[0] && !chosen[1] && !chosen[2] && result.cost == KNAPSACK_MOST);
}

/* A city: 20,000 steps of costs in hundredths. Proved, or the bound is near. */
static void test_city(void **unused)
{
    (void)unused;
    enum { STEPS = 20000 };
    struct knapsack_item *items = memory_new(STEPS, sizeof *items);
    bool *chosen = memory_new(STEPS, sizeof *chosen);
    struct knapsack_result result;
    int64_t sum = 0;
    for (size_t i = 0; i < STEPS; i++) {
        items[i] = (struct knapsack_item){draw(900000000) + 100000000, draw(30000)};
        sum += items[i].cost;
    }
    assert_int_equal(knapsack_solve(chosen, &result, items, STEPS, sum / 4, 0, NULL), MAH_OK);
    assert_true(result.cost <= sum / 4);
    assert_true((double)(result.bound - result.gain) <= 1e-6 * (double)result.bound);
    memory_free(items);
    memory_free(chosen);
}

static void test_memory(void **unused)
{
    (void)unused;
    struct knapsack_item items[] = {{3, 4}, {4, 5}, {5, 6}, {6, 7}};
    bool chosen[4];
    struct knapsack_result result;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 100; nth++) {
        memory_fail_from(nth);
        status = knapsack_solve(chosen, &result, items, 4, 10, 2, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_choice), cmocka_unit_test(test_stopped_early), cmocka_unit_test(test_edges),
        cmocka_unit_test(test_city),         cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
