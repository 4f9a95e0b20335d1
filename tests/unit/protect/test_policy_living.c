/* What may be shown of whom the networks reach? Some tables by hand, and many at random that try to give something
 * away.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "indicate/living.h"
#include "protect/policy.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const struct policy secure_policy = {PROFILE_SECURE, 0, 0, 0, 0, 2025, 2021, 2020};

/* Households of four persons. */
static struct count of(double persons)
{
    return (struct count){.value = persons, .records = (int64_t)ceil(persons / 4), .state = COUNT_KNOWN};
}

struct mahalle_case {
    struct area_counts area[1];
    struct living_counts living[2]; /* the mahalle and, the same again, the city */
    struct counts counts;
};

/* Persons of a group: with water, without, and without an answer. */
struct line {
    double yes, no, unknown;
};

static void fill(struct mahalle_case *out, struct line recent, struct line settled)
{
    memset(out, 0, sizeof *out);
    struct network_counts *water = &out->living[0].network[NETWORK_WATER];
    const struct line lines[LIVING_GROUPS] = {
        {recent.yes + settled.yes, recent.no + settled.no, recent.unknown + settled.unknown}, recent, settled};
    for (int group = 0; group < LIVING_GROUPS; group++) {
        const struct line *line = &lines[group];
        water->persons[group][IS_YES] = of(line->yes);
        water->persons[group][IS_NO] = of(line->no);
        water->persons[group][IS_UNKNOWN] = of(line->unknown);
        out->living[0].group[group] = of(line->yes + line->no + line->unknown);
    }
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        water->households[answer] = water->persons[LIVING_ALL][answer];
        water->households[answer].value = (double)water->households[answer].records;
    }
    out->living[1] = out->living[0];
    double persons = out->living[0].group[LIVING_ALL].value;
    struct area_counts *area = &out->area[0];
    area->records = of(persons);
    area->records.value = (double)area->records.records;
    area->measure[MEASURE_HOUSEHOLDS] = area->records;
    area->measure[MEASURE_PERSONS] = of(persons);
    area->measure[MEASURE_RECENT] = out->living[0].group[LIVING_RECENT];
    out->counts = (struct counts){.mahalle = out->area, .mahalle_count = 1, .city = *area, .living = out->living};
}

static const struct count *cell(const struct mahalle_case *it, enum living_group group, enum yes_no answer)
{
    return &it->living[0].network[NETWORK_WATER].persons[group][answer];
}

static void large_cells_are_shown_in_fives(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){81, 42, 0}, (struct line){403, 98, 0});
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    assert_true(cell(&it, LIVING_ALL, IS_YES)->value == 485);
    assert_true(cell(&it, LIVING_RECENT, IS_NO)->value == 40);
    assert_true(cell(&it, LIVING_SETTLED, IS_NO)->value == 100);
    assert_int_equal(cell(&it, LIVING_SETTLED, IS_NO)->state, COUNT_KNOWN);
    assert_int_equal(cell(&it, LIVING_ALL, IS_UNKNOWN)->state, COUNT_KNOWN); /* nobody: a zero is shown */
}

static void a_hidden_migrants_cell_takes_the_settled_one_with_it(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){80, 8, 40}, (struct line){400, 100, 60});
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    assert_int_equal(cell(&it, LIVING_RECENT, IS_NO)->state, COUNT_SUPPRESSED_SMALL);
    assert_int_equal(cell(&it, LIVING_SETTLED, IS_NO)->state, COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(cell(&it, LIVING_ALL, IS_NO)->state, COUNT_KNOWN);
    /* and the smaller of the other answers, else the group less the two shown would give it away */
    assert_int_equal(cell(&it, LIVING_RECENT, IS_UNKNOWN)->state, COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(cell(&it, LIVING_SETTLED, IS_UNKNOWN)->state, COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(cell(&it, LIVING_RECENT, IS_YES)->state, COUNT_KNOWN);
    assert_false(network_gap(&it.living[0].network[NETWORK_WATER]).known);
}

static void few_unserved_hide_their_households_and_all_but_few_served_hide_too(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){100, 0, 0}, (struct line){400, 8, 0});
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    const struct network_counts *water = &it.living[0].network[NETWORK_WATER];
    assert_int_equal(cell(&it, LIVING_ALL, IS_NO)->state, COUNT_SUPPRESSED_SMALL);
    assert_int_equal(water->households[IS_NO].state, COUNT_SUPPRESSED_SMALL);
    assert_int_equal(cell(&it, LIVING_ALL, IS_YES)->state, COUNT_SUPPRESSED_COMPLEMENT);
    assert_false(network_share(water, LIVING_ALL).known);
}

static void few_missing_answers_hide_nothing_else(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){80, 40, 0}, (struct line){400, 100, 6});
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    const struct network_counts *water = &it.living[0].network[NETWORK_WATER];
    assert_int_equal(cell(&it, LIVING_ALL, IS_UNKNOWN)->state, COUNT_SUPPRESSED_SMALL);
    assert_true(network_share(water, LIVING_ALL).known);
    assert_false(network_share_min(water, LIVING_ALL).known);
    assert_true(network_gap(water).known);
}

static void hidden_migrants_of_a_mahalle_are_not_added_up_again(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){480, 120, 0}, (struct line){8, 0, 0}); /* all but a few are recent: S3 in mah_indicators */
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    assert_int_equal(it.area[0].measure[MEASURE_RECENT].state, COUNT_SUPPRESSED_COMPLEMENT);
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        assert_int_not_equal(cell(&it, LIVING_RECENT, (enum yes_no)answer)->state, COUNT_KNOWN);
        assert_int_not_equal(cell(&it, LIVING_SETTLED, (enum yes_no)answer)->state, COUNT_KNOWN);
    }
}

static void a_small_mahalle_is_hidden_and_a_secure_one_is_not(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){30, 10, 0}, (struct line){30, 10, 0});
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    assert_int_equal(cell(&it, LIVING_ALL, IS_YES)->state, COUNT_SUPPRESSED_UNIT);
    assert_int_equal(cell(&it, LIVING_SETTLED, IS_UNKNOWN)->state, COUNT_SUPPRESSED_UNIT);
    fill(&it, (struct line){1, 1, 0}, (struct line){1, 1, 0});
    assert_int_equal(policy_apply(&secure_policy, &it.counts, NULL), MAH_OK);
    assert_true(cell(&it, LIVING_RECENT, IS_NO)->value == 1);
    assert_int_equal(cell(&it, LIVING_RECENT, IS_NO)->state, COUNT_KNOWN);
}

static struct rate crowded_share(struct policy policy, double yes, double no)
{
    struct mahalle_case it;
    fill(&it, (struct line){100, 100, 0}, (struct line){100, 100, 0});
    it.living[0].crowded[IS_YES] = (struct count){yes, (int64_t)yes, COUNT_KNOWN};
    it.living[0].crowded[IS_NO] = (struct count){no, (int64_t)no, COUNT_KNOWN};
    assert_int_equal(policy_apply(&policy, &it.counts, NULL), MAH_OK);
    return housing_rate(HOUSING_CROWDED, &it.living[0]);
}

static void a_share_of_few_households_or_of_all_is_not_shown(void **state)
{
    (void)state;
    assert_true(crowded_share(public_policy, 20, 60).value == 0.25);
    assert_false(crowded_share(public_policy, 4, 60).known);
    assert_false(crowded_share(public_policy, 60, 4).known);
    assert_false(crowded_share(public_policy, 60, 0).known); /* everybody */
    assert_true(crowded_share(public_policy, 0, 60).known);
    assert_false(crowded_share(public_policy, 0, 3).known);
    assert_true(crowded_share(internal_policy, 60, 0).known);
    assert_false(crowded_share(internal_policy, 60, 4).known);
}

static uint64_t seed = 20251231;

static double draw(void)
{
    static const double kinds[] = {0, 4, 8, 12, 20, 44, 120, 400};
    seed = seed * 6364136223846793005u + 1442695040888963407u; /* Knuth (MMIX) */
    return kinds[seed >> 61];
}

static bool hidden(const struct count *count)
{
    return count->state > COUNT_NOT_ASKED;
}

/* No hidden cell is a sum or a difference of cells that are shown. */
static void nothing_hidden_can_be_worked_out(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct mahalle_case it;
        fill(&it, (struct line){draw(), draw(), draw()}, (struct line){draw(), draw(), draw()});
        assert_int_equal(policy_apply(i % 2 == 0 ? &public_policy : &internal_policy, &it.counts, NULL), MAH_OK);
        assert_memory_equal(&it.living[1], &it.living[0],
                            sizeof it.living[0]); /* the city is judged and rounded, too */
        if (hidden(&it.area[0].records))
            continue;
        const struct network_counts *water = &it.living[0].network[NETWORK_WATER];
        for (int answer = 0; answer < YES_NO_COUNT; answer++) {
            const struct count *all = cell(&it, LIVING_ALL, (enum yes_no)answer);
            const struct count *recent = cell(&it, LIVING_RECENT, (enum yes_no)answer);
            const struct count *settled = cell(&it, LIVING_SETTLED, (enum yes_no)answer);
            assert_int_equal(hidden(recent), hidden(settled));
            assert_true(!hidden(all) || hidden(settled));
        }
        for (int group = 0; group < LIVING_GROUPS; group++) {
            const struct count *line = water->persons[group];
            int alone = hidden(&line[IS_YES]) + hidden(&line[IS_NO]);
            bool others = line[IS_YES].value > 0 && line[IS_NO].value > 0;
            assert_false(alone == 1 && !hidden(&line[IS_UNKNOWN]) && others);
        }
        assert_int_equal(hidden(&water->households[IS_NO]), hidden(cell(&it, LIVING_ALL, IS_NO)));
    }
}

/* Persons a room are a quotient of two rounded counts, or the exact ones could be worked out from it. */
static void persons_and_rooms_are_rounded(void **state)
{
    (void)state;
    struct mahalle_case it;
    fill(&it, (struct line){81, 42, 0}, (struct line){403, 98, 0});
    it.living[0].roomed_persons = of(603);
    it.living[0].rooms = of(398);
    it.living[0].crowded[IS_YES] = it.living[0].slum[IS_NO] = of(122);
    it.living[0].crowded[IS_NO] = it.living[0].slum[IS_YES] = of(203);
    assert_int_equal(policy_apply(&public_policy, &it.counts, NULL), MAH_OK);
    assert_true(it.living[0].roomed_persons.value == 605);
    assert_true(it.living[0].rooms.value == 400);
    assert_true(it.living[0].crowded[IS_YES].value == 120 && it.living[0].crowded[IS_NO].value == 205);
    assert_true(it.living[0].slum[IS_YES].value == 205 && it.living[0].slum[IS_NO].value == 120);
    assert_true(it.living[0].network[NETWORK_WATER].households[IS_NO].value == 35); /* 35 of 140 persons */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_cells_are_shown_in_fives),
        cmocka_unit_test(a_hidden_migrants_cell_takes_the_settled_one_with_it),
        cmocka_unit_test(few_unserved_hide_their_households_and_all_but_few_served_hide_too),
        cmocka_unit_test(few_missing_answers_hide_nothing_else),
        cmocka_unit_test(hidden_migrants_of_a_mahalle_are_not_added_up_again),
        cmocka_unit_test(a_small_mahalle_is_hidden_and_a_secure_one_is_not),
        cmocka_unit_test(a_share_of_few_households_or_of_all_is_not_shown),
        cmocka_unit_test(persons_and_rooms_are_rounded),
        cmocka_unit_test(nothing_hidden_can_be_worked_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
