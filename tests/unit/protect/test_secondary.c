/* Can what is hidden of a small city be worked out? Tables drawn by hand, and random ones attacked by trying numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "indicate/living.h"
#include "protect/audit.h"
#include "protect/secondary.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

enum { MOST = 6, CLASSES = 3, CITY = MOST };

/* Persons by class, a row a mahalle; four to a household. */
struct city {
    struct area_counts mahalle[MOST];
    struct counts counts;
    struct additive *additive;
    double *truth;
};

static const enum measure classes[CLASSES] = {MEASURE_RECENT, MEASURE_LONG_TERM, MEASURE_NATIVE};

static struct count people(double value, double size)
{
    return (struct count){.value = value, .records = (int64_t)(value / size + 0.5), .state = COUNT_KNOWN};
}

static void fill(struct area_counts *area, const int row[CLASSES])
{
    double persons = row[0] + row[1] + row[2];
    memset(area, 0, sizeof *area);
    for (int i = 0; i < MEASURE_COUNT; i++)
        area->measure[i].state = COUNT_NOT_ASKED;
    area->measure[MEASURE_HOUSEHOLDS] = people(persons, 1);
    area->measure[MEASURE_PERSONS] = people(persons, 1);
    area->records = people(persons, 1);
    for (int i = 0; i < CLASSES; i++)
        area->measure[classes[i]] = people(row[i], 1);
}

static void draw(struct city *city, const int (*rows)[CLASSES], size_t count)
{
    int sum[CLASSES] = {0};
    *city = (struct city){.counts = {.mahalle = city->mahalle, .mahalle_count = count}};
    for (size_t m = 0; m < count; m++) {
        fill(&city->mahalle[m], rows[m]);
        for (int i = 0; i < CLASSES; i++)
            sum[i] += rows[m][i];
    }
    fill(&city->counts.city, sum);
}

static enum mah_status protect(struct city *city, const struct policy *policy, struct secondary_report *report)
{
    enum mah_status status = policy_judge(policy, &city->counts, NULL);
    if (status == MAH_OK)
        status = additive_new(&city->additive, &city->counts, NULL, NULL);
    if (status == MAH_OK)
        status = secondary_protect(report, policy, city->additive, NULL);
    if (status == MAH_OK)
        status = audit_remember(&city->truth, city->additive, NULL);
    return status;
}

static void finish(struct city *city)
{
    additive_free(city->additive);
    memory_free(city->truth);
}

static enum count_state state_of(const struct city *city, size_t mahalle, enum measure measure)
{
    const struct area_counts *area = mahalle < CITY ? &city->mahalle[mahalle] : &city->counts.city;
    return (enum count_state)area->measure[measure].state;
}

/* Of 200 people four are recent migrants. Exact figures: the row gives them away, and so does the city. */
static void a_lone_number_gets_company(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 3);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(state_of(&city, 0, MEASURE_RECENT), COUNT_SUPPRESSED_SMALL);
    assert_int_equal(state_of(&city, 0, MEASURE_LONG_TERM), COUNT_SUPPRESSED_SECONDARY); /* smaller than the natives */
    assert_int_equal(state_of(&city, 0, MEASURE_NATIVE), COUNT_KNOWN);
    /* The same two where they cost least: 80 + 60, not 60 + 140. */
    assert_int_equal(state_of(&city, 2, MEASURE_RECENT), COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(state_of(&city, 2, MEASURE_LONG_TERM), COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(state_of(&city, 1, MEASURE_RECENT), COUNT_KNOWN);
    assert_int_equal(state_of(&city, CITY, MEASURE_RECENT), COUNT_KNOWN);
    finish(&city);
}

/* All but ten are natives, which is to stay open by ten in both directions together. The only other mahalle of which
 * something is hidden can give away as many recent migrants as it has beyond five, and take any number. */
static size_t hidden_for_all_but_a_few(int others)
{
    const int rows[][CLASSES] = {{7, 3, 190}, {others, 80, 120}, {60, 80, 120}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 3);
    city.mahalle[0].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
    city.mahalle[0].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_COMPLEMENT;
    city.mahalle[1].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SECONDARY;
    city.mahalle[1].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_SECONDARY;
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(secondary_protect(&report, &internal_policy, city.additive, NULL), MAH_OK);
    assert_int_equal(report.broken, 0);
    assert_int_equal(report.promises, 3); /* two of the migrants, one of the natives */
    additive_free(city.additive);
    return report.hidden;
}

static void half_below_and_half_above_is_enough(void **state)
{
    (void)state;
    assert_int_equal(hidden_for_all_but_a_few(15), 0); /* ten below */
    assert_int_equal(hidden_for_all_but_a_few(11), 0); /* six below, so five and five */
    assert_true(hidden_for_all_but_a_few(9) > 0);      /* four below */
}

/* The same where those who make up for it are the first mahalle: what is hidden once serves all promises. */
static void the_first_mahalle_keeps_company_too(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{80, 60, 90}, {60, 140, 100}, {4, 96, 100}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 3);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(state_of(&city, 2, MEASURE_RECENT), COUNT_SUPPRESSED_SMALL);
    assert_int_equal(state_of(&city, 2, MEASURE_LONG_TERM), COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(state_of(&city, 0, MEASURE_RECENT), COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(state_of(&city, 0, MEASURE_LONG_TERM), COUNT_SUPPRESSED_SECONDARY);
    assert_int_equal(report.hidden, 3);
    assert_int_equal(report.broken, 0);
    finish(&city);
}

/* Mahalle of two recent migrants and two natives are hidden as a whole. Two could be nine if the others had seven: four
 * others have eight, three have six. */
static size_t hidden_beside_whole_mahalle(size_t small)
{
    const int rows[MOST][CLASSES] = {{60, 140, 100}, {2, 0, 2}, {2, 0, 2}, {2, 0, 2}, {2, 0, 2}, {2, 0, 2}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 1 + small);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(state_of(&city, 1, MEASURE_RECENT), COUNT_SUPPRESSED_UNIT);
    assert_int_equal(report.broken, 0);
    assert_true(report.promises >= 4 * small); /* more and less of both */
    finish(&city);
    return report.hidden;
}

static void people_of_hidden_mahalle_may_live_in_another(void **state)
{
    (void)state;
    assert_int_equal(hidden_beside_whole_mahalle(5), 0);
    assert_true(hidden_beside_whole_mahalle(4) > 0);
}

/* Four recent migrants could be nine if five of the hidden mahalle moved here, and five of long ago went there. */
static void hidden_mahalle_make_up_for_others(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {4, 0, 0}, {0, 4, 0}, {2, 2, 0}, {60, 140, 100}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 5);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(state_of(&city, 0, MEASURE_LONG_TERM), COUNT_SUPPRESSED_SECONDARY);
    for (int i = 0; i < CLASSES; i++)
        assert_int_equal(state_of(&city, 4, classes[i]), COUNT_KNOWN);
    assert_int_equal(report.broken, 0);
    finish(&city);
}

static void nothing_small_nothing_hidden(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{40, 96, 100}, {60, 140, 100}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 2);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(report.promises, 0);
    assert_int_equal(report.hidden, 0);
    finish(&city);
}

static void a_broken_promise_is_refused(void **state)
{
    (void)state;
    struct mah_error err = {0};
    char name[] = "Yenidoğan";
    struct mahalle mahalle = {.name = name};
    const struct boundary_set set = {.mahalle = &mahalle, .count = 1};
    assert_int_equal(secondary_refuse(&(struct secondary_report){.promises = 9, .hidden = 9}, &set, &err), MAH_OK);
    struct secondary_report broken = {
        .promises = 9, .broken = 2, .broken_layer = "mah_infra", .broken_place = {"water", "mig", "served"}};
    assert_int_equal(secondary_refuse(&broken, &set, &err), MAH_UNSAFE);
    assert_non_null(strstr(err.message, "in 'mah_infra' 2 hidden numbers"));
    assert_non_null(strstr(err.message, "the first of them 'water.mig.served' of 'Yenidoğan'"));
}

/* The audit looks at what is published: a figure shown by mistake is found, whatever the protection thought. */
static void the_audit_finds_what_was_left_open(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    struct city city;
    struct secondary_report report;
    struct mah_error err = {0};
    draw(&city, rows, 3);
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(audit_release(&internal_policy, city.additive, city.truth, &err), MAH_OK);
    city.mahalle[0].measure[MEASURE_LONG_TERM].state = COUNT_KNOWN;
    assert_int_equal(audit_release(&internal_policy, city.additive, city.truth, &err), MAH_UNSAFE);
    assert_non_null(strstr(err.message, "mah_indicators"));
    finish(&city);
}

static const enum count_state S2 = COUNT_SUPPRESSED_SMALL, S3 = COUNT_SUPPRESSED_COMPLEMENT,
                              S4 = COUNT_SUPPRESSED_SECONDARY;

/* A hidden count; mahalle CITY is the city. */
struct hidden {
    size_t mahalle;
    enum measure measure;
    enum count_state state;
};

static enum mah_status audit_of(const int (*rows)[CLASSES], const struct hidden *hidden, size_t count)
{
    struct city city;
    draw(&city, rows, 3);
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(audit_remember(&city.truth, city.additive, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++) {
        struct area_counts *area = hidden[i].mahalle == CITY ? &city.counts.city : &city.mahalle[hidden[i].mahalle];
        area->measure[hidden[i].measure].state = (uint8_t)hidden[i].state;
    }
    enum mah_status status = audit_release(&internal_policy, city.additive, city.truth, NULL);
    finish(&city);
    return status;
}

/* What is hidden by hand, and whether a row, a column, or one after the other gives it away. */
static void the_audit_follows_rows_and_columns(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    const struct hidden by_column[] = {{0, MEASURE_RECENT, S2}, {0, MEASURE_LONG_TERM, S4}};
    assert_int_equal(audit_of(rows, by_column, 1), MAH_UNSAFE); /* the row, too */
    assert_int_equal(audit_of(rows, by_column, 2), MAH_UNSAFE);
    const struct hidden closed[] = {
        {0, MEASURE_RECENT, S2}, {0, MEASURE_LONG_TERM, S4}, {2, MEASURE_RECENT, S4}, {2, MEASURE_LONG_TERM, S4}};
    assert_int_equal(audit_of(rows, closed, 3), MAH_UNSAFE); /* the row of the last, then the column, then the row */
    assert_int_equal(audit_of(rows, closed, 4), MAH_OK);
    const struct hidden column_then_row[] = {{0, MEASURE_RECENT, S2}, {0, MEASURE_LONG_TERM, S4},
                                             {1, MEASURE_RECENT, S4}, {1, MEASURE_NATIVE, S4},
                                             {2, MEASURE_RECENT, S4}, {2, MEASURE_NATIVE, S4}};
    assert_int_equal(audit_of(rows, column_then_row, 6), MAH_UNSAFE);
    const struct hidden ring[] = {{0, MEASURE_RECENT, S2}, {0, MEASURE_LONG_TERM, S4}, {1, MEASURE_LONG_TERM, S4},
                                  {1, MEASURE_NATIVE, S4}, {2, MEASURE_NATIVE, S4},    {2, MEASURE_RECENT, S4}};
    assert_int_equal(audit_of(rows, ring, 6), MAH_OK);
    const struct hidden of_city[] = {{CITY, MEASURE_RECENT, S2}, {CITY, MEASURE_LONG_TERM, S4}};
    assert_int_equal(audit_of(rows, of_city, 2), MAH_UNSAFE); /* all mahalle together are the city */
    const struct hidden with_city[] = {
        {CITY, MEASURE_RECENT, S2}, {CITY, MEASURE_LONG_TERM, S4}, {1, MEASURE_RECENT, S4}, {1, MEASURE_LONG_TERM, S4}};
    assert_int_equal(audit_of(rows, with_city, 4), MAH_OK);
    assert_int_equal(audit_of(rows, NULL, 0), MAH_OK);
}

/* All but four are natives: what is left of ten people in both directions together is enough, of nine it is not. */
static void the_audit_keeps_all_but_a_few(void **state)
{
    (void)state;
    for (int other = 7; other <= 12; other++) { /* the other mahalle can take over so many natives, and give as many */
        const int rows[][CLASSES] = {{2, 2, 196}, {other, 80, 120}, {60, 80, 120}};
        const struct hidden hidden[] = {
            {0, MEASURE_RECENT, S4}, {0, MEASURE_NATIVE, S3}, {1, MEASURE_RECENT, S4}, {1, MEASURE_NATIVE, S4}};
        /* two of the first may be recent migrants of the second, and all of those the first's: other + 2 */
        assert_int_equal(audit_of(rows, hidden, 4), other + 2 >= 10 ? MAH_OK : MAH_UNSAFE);
    }
}

/* Everybody in the city came lately, which is hidden and no secret; 104 of 105 is what the rounded figures say. */
static void of_everybody_nothing_is_promised_whatever_is_rounded(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{104, 0, 0}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 1);
    assert_int_equal(protect(&city, &public_policy, &report), MAH_OK);
    assert_int_equal(state_of(&city, 0, MEASURE_RECENT), COUNT_SUPPRESSED_COMPLEMENT);
    assert_int_equal(policy_round(&public_policy, &city.counts, NULL), MAH_OK);
    assert_int_equal(audit_release(&public_policy, city.additive, city.truth, NULL), MAH_OK);
    finish(&city);
}

/* Where only migrants were asked where they come from, the natives are the people of no origin. */
static void the_same_number_in_two_columns_is_hidden_in_both(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{100, 96, 4}, {60, 140, 100}, {80, 60, 90}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 3);
    for (int m = 0; m < 3; m++)
        city.mahalle[m].measure[MEASURE_ORIGIN_UNKNOWN] = city.mahalle[m].measure[MEASURE_NATIVE];
    city.counts.city.measure[MEASURE_ORIGIN_UNKNOWN] = city.counts.city.measure[MEASURE_NATIVE];
    city.mahalle[0].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_SMALL; /* judged alone */
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(secondary_protect(&report, &internal_policy, city.additive, NULL), MAH_OK);
    assert_int_equal(state_of(&city, 0, MEASURE_ORIGIN_UNKNOWN), COUNT_SUPPRESSED_SECONDARY);
    additive_free(city.additive);
}

/* Three from Gaziantep in the first mahalle: the others of the mahalle give them away, and so does the city. */
static void a_small_origin_gets_company(void **state)
{
    (void)state;
    enum { DIYARBAKIR = 21, GAZIANTEP = 27, SANLIURFA = 63 };
    static const int rows[][CLASSES] = {{60, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    static const int persons[4][3] = {{203, 3, 50}, {100, 120, 80}, {90, 100, 40}, {393, 223, 170}};
    static const int origins[] = {DIYARBAKIR, GAZIANTEP, SANLIURFA};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 3);
    city.counts.origins = memory_new(12, sizeof *city.counts.origins);
    for (size_t area = 0; area < 4; area++) {
        struct area_counts *it = area < 3 ? &city.mahalle[area] : &city.counts.city;
        it->measure[MEASURE_ORIGIN_UNKNOWN] = people(0, 1);
        for (size_t i = 0; i < 3; i++)
            city.counts.origins[city.counts.origin_count++] =
                (struct origin_counts){area, origins[i], people(persons[area][i], 1), {.state = COUNT_NOT_ASKED}};
    }
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_OK);
    assert_int_equal(report.broken, 0);
    assert_true(report.hidden >= 3);
    assert_int_equal(city.counts.origins[1].persons.state, COUNT_SUPPRESSED_SMALL);
    assert_int_equal(city.counts.origins[2].persons.state, COUNT_SUPPRESSED_SECONDARY); /* smaller than 203 */
    assert_int_equal(audit_release(&internal_policy, city.additive, city.truth, NULL), MAH_OK);
    policy_fold_origins(&internal_policy, &city.counts);
    assert_int_equal(city.counts.origins[0].origin, DIYARBAKIR);
    assert_true(city.counts.origins[0].persons.value == 203);
    assert_int_equal(city.counts.origins[1].origin, ORIGIN_OTHER);
    assert_true(city.counts.origins[1].persons.value == 53);
    finish(&city);
    memory_free(city.counts.origins);
}

/* ---- random tables, attacked by trying ---- */

static bool fits(const struct city *city, const struct policy *policy, size_t mahalle, int kind, double change)
{
    const struct area_counts *area =
        mahalle < city->counts.mahalle_count ? &city->mahalle[mahalle] : &city->counts.city;
    const struct count *count = &area->measure[classes[kind]];
    if (count->state > COUNT_NOT_ASKED)
        return count->value + change >= 0;
    if (policy->round_to == 0)
        return change == 0;
    double before = (double)(int)(count->value / 5 + 0.5), after = (double)(int)((count->value + change) / 5 + 0.5);
    return count->value + change >= 0 && before == after && (count->value > 0 || change == 0);
}

/* Moves so many of a mahalle from one class to another, and as many the other way in another mahalle or the city. */
static bool is_possible(const struct city *city, const struct policy *policy, size_t mahalle, int kind, double change)
{
    for (int other = 0; other < CLASSES; other++) {
        if (other == kind || !fits(city, policy, mahalle, other, -change))
            continue;
        double left = change > 0 ? change : -change, sign = change > 0 ? 1 : -1;
        for (size_t m = 0; m <= city->counts.mahalle_count; m++) {
            double way = m == city->counts.mahalle_count ? sign : -sign;
            for (double step = left; m != mahalle && step > 0; step--)
                if (fits(city, policy, m, kind, way * step) && fits(city, policy, m, other, -way * step)) {
                    left -= step;
                    break;
                }
        }
        if (left <= 0)
            return true;
    }
    return false;
}

/* Twins of the simplest kind alone must be found for nearly all; where they are not, the linear program found others.
 */
static void of_random_cities_no_number_is_open(void **state)
{
    (void)state;
    size_t tried = 0, simple = 0;
    srand(7);
    for (int round = 0; round < 400; round++) {
        int rows[MOST][CLASSES];
        struct city city;
        struct secondary_report report;
        size_t count = 2 + (size_t)(rand() % (MOST - 1));
        for (size_t m = 0; m < count; m++) {
            rows[m][0] = rand() % 3 == 0 ? rand() % 12 : 20 + rand() % 100;
            rows[m][1] = 30 + rand() % 100;
            rows[m][2] = rand() % 5 == 0 ? rand() % 15 : 60 + rand() % 200;
        }
        const struct policy *policy = round % 2 == 0 ? &public_policy : &internal_policy;
        draw(&city, (const int(*)[CLASSES])rows, count);
        assert_int_equal(protect(&city, policy, &report), MAH_OK);
        assert_int_equal(report.broken, 0);
        for (size_t m = 0; m < count; m++)
            for (int i = 0; i < CLASSES; i++) {
                double value = rows[m][i];
                if (state_of(&city, m, classes[i]) != COUNT_SUPPRESSED_SMALL || value < 1 || value > 9)
                    continue;
                tried++;
                simple += is_possible(&city, policy, m, i, 1 - value) && is_possible(&city, policy, m, i, 9 - value);
            }
        assert_int_equal(policy_round(policy, &city.counts, NULL), MAH_OK);
        assert_int_equal(audit_release(policy, city.additive, city.truth, NULL), MAH_OK);
        finish(&city);
    }
    assert_true(tried > 300);
    print_message("%zu of %zu hidden numbers have twins of the simplest kind\n", simple, tried);
    assert_true(simple * 10 >= tried * 6);
}

/* From the n-th request on, or that one alone: what fails is passed on, whatever is granted after it. */
static void it_ends_cleanly_without_memory(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    static void (*const fails[])(size_t) = {memory_fail_from, memory_fail_only};
    for (size_t i = 0; i < 2; i++)
        for (size_t n = 1, requests = n; requests >= n; n++) {
            struct city city;
            struct secondary_report report;
            draw(&city, rows, 3);
            city.truth = NULL;
            fails[i](n);
            enum mah_status status = protect(&city, &internal_policy, &report);
            requests = memory_request_count();
            memory_fail_from(0);
            finish(&city);
            assert_int_equal(status, requests < n ? MAH_OK : MAH_NO_MEMORY);
            requests += requests >= n; /* there may be one more */
        }
}

/* Last: a signal is not taken back. */
static void a_signal_ends_it(void **state)
{
    (void)state;
    static const int rows[][CLASSES] = {{4, 96, 100}, {60, 140, 100}};
    struct city city;
    struct secondary_report report;
    draw(&city, rows, 2);
    interrupted_set();
    assert_int_equal(protect(&city, &internal_policy, &report), MAH_INTERRUPTED);
    finish(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lone_number_gets_company),
        cmocka_unit_test(half_below_and_half_above_is_enough),
        cmocka_unit_test(the_first_mahalle_keeps_company_too),
        cmocka_unit_test(people_of_hidden_mahalle_may_live_in_another),
        cmocka_unit_test(hidden_mahalle_make_up_for_others),
        cmocka_unit_test(nothing_small_nothing_hidden),
        cmocka_unit_test(a_broken_promise_is_refused),
        cmocka_unit_test(the_audit_finds_what_was_left_open),
        cmocka_unit_test(the_audit_follows_rows_and_columns),
        cmocka_unit_test(the_audit_keeps_all_but_a_few),
        cmocka_unit_test(of_everybody_nothing_is_promised_whatever_is_rounded),
        cmocka_unit_test(the_same_number_in_two_columns_is_hidden_in_both),
        cmocka_unit_test(a_small_origin_gets_company),
        cmocka_unit_test(of_random_cities_no_number_is_open),
        cmocka_unit_test(it_ends_cleanly_without_memory),
        cmocka_unit_test(a_signal_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
