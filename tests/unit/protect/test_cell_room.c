/* How far a count could be from what it is, and how far it must be able to be: by hand, at each end of each rule. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/cell_room.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const double anywhere = 1e9;

static struct count count_of(double value, enum count_state state)
{
    return (struct count){.value = value, .records = (int64_t)value, .state = (uint8_t)state};
}

struct room_case {
    double value;
    enum count_state state;
    bool counts_persons, is_integral, hidden;
    double up, down;
};

static void check_rooms(const struct policy *policy, const struct room_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct room_case *it = &cases[i];
        struct count cell = count_of(it->value, it->state);
        struct room room = count_room(policy, &cell, it->counts_persons, it->is_integral, it->hidden);
        if (fabs(room.up - it->up) > 1e-5 || fabs(room.down - it->down) > 1e-5)
            fail_msg("case %zu, %g in state %d: %g up and %g down instead of %g and %g", i, it->value, (int)it->state,
                     room.up, room.down, it->up, it->down);
    }
}

/* What is shown keeps to its interval, and to what may be shown at all; what is hidden for another is no small one. */
static void rooms_of_the_public(void **state)
{
    (void)state;
    static const struct room_case cases[] = {
        {12, COUNT_KNOWN, true, true, false, 0, 2},      /* 8 to 12 are 10; 8 and 9 are hidden */
        {13, COUNT_KNOWN, true, true, false, 4, 0},      /* 13 to 17 are 15 */
        {17, COUNT_KNOWN, true, true, false, 0, 4},      /* and of them the other end */
        {20, COUNT_KNOWN, false, true, false, 2, 2},     /* 18 to 22 */
        {6, COUNT_KNOWN, false, true, false, 1, 1},      /* 3 to 7, of which 3 and 4 are hidden */
        {12, COUNT_KNOWN, true, false, false, 0.5, 2},   /* 7.5 to 12.5, of which less than 10 is hidden */
        {12.5, COUNT_KNOWN, true, false, false, 5, 0},   /* just 15 */
        {3, COUNT_KNOWN, false, false, false, 4.5, 0.5}, /* weighted households: 2.5 to 7.5 */
        {0, COUNT_KNOWN, true, true, false, 0, 0},       /* nobody is nobody */
        {50, COUNT_NOT_ASKED, true, true, false, 0, 0},
        {50, COUNT_NOT_ASKED, true, true, true, 0, 0},
        {12, COUNT_SUPPRESSED_SECONDARY, true, true, false, anywhere, 2},
        {12, COUNT_SUPPRESSED_SECONDARY, true, false, false, anywhere, 2},
        {12, COUNT_SUPPRESSED_SECONDARY, false, true, false, anywhere, 7},
        {12, COUNT_SUPPRESSED_SECONDARY, false, false, false, anywhere, 12},
        {4, COUNT_SUPPRESSED_SECONDARY, true, true, false, anywhere, 0},
        {3, COUNT_SUPPRESSED_SMALL, true, true, false, anywhere, 3}, /* persons of few households may be many */
        {3, COUNT_SUPPRESSED_SMALL, false, true, false, 1, 3},       /* households are fewer than five */
        {7, COUNT_SUPPRESSED_SMALL, false, true, false, 2, 7},       /* or their people fewer than ten */
        {10, COUNT_SUPPRESSED_SMALL, false, true, false, anywhere, 10},
        {0, COUNT_SUPPRESSED_SMALL, false, true, false, 4, 0},
        {3, COUNT_SUPPRESSED_SMALL, false, false, false, anywhere, 3}, /* with weights few may stand for many */
        {30, COUNT_SUPPRESSED_UNIT, true, true, false, anywhere, 30},
        {30, COUNT_SUPPRESSED_COMPLEMENT, true, true, true, anywhere, 30},
        {30, COUNT_KNOWN, true, true, true, anywhere, 20}, /* if it were hidden for another */
        {0, COUNT_KNOWN, true, true, true, anywhere, 0},   /* then of a zero a small number is said */
    };
    check_rooms(&public_policy, cases, sizeof cases / sizeof *cases);
}

/* Nothing is rounded, so what is shown does not move. */
static void rooms_of_the_office(void **state)
{
    (void)state;
    static const struct room_case cases[] = {
        {12, COUNT_KNOWN, true, true, false, 0, 0},
        {12, COUNT_KNOWN, true, true, true, anywhere, 7}, /* five households of one person are shown */
        {12, COUNT_KNOWN, true, false, true, anywhere, 12},
        {12, COUNT_KNOWN, false, true, true, anywhere, 7},
        {3, COUNT_SUPPRESSED_SMALL, true, true, false, anywhere, 3},
    };
    check_rooms(&internal_policy, cases, sizeof cases / sizeof *cases);
}

static void check_promise(struct promise promise, double up, double down, double either)
{
    assert_float_equal(promise.up, up, 1e-9);
    assert_float_equal(promise.down, down, 1e-9);
    assert_float_equal(promise.either, either, 1e-9);
}

static void promises(void **state)
{
    (void)state;
    static const struct {
        double value;
        enum count_state state;
        bool counts_persons;
        double up, down, either;
    } cases[] = {
        {3, COUNT_SUPPRESSED_SMALL, true, 6, 2, 0}, /* each number from 1 to 9 */
        {1, COUNT_SUPPRESSED_SMALL, true, 8, 0, 0},
        {9, COUNT_SUPPRESSED_SMALL, true, 0, 8, 0},
        {9.5, COUNT_SUPPRESSED_SMALL, true, 0, 8.5, 0},
        {0.5, COUNT_SUPPRESSED_SMALL, true, 8.5, 0, 0},
        {10, COUNT_SUPPRESSED_SMALL, true, 5, 5, 0}, /* of few records */
        {4, COUNT_SUPPRESSED_SMALL, false, 0, 3, 0},
        {2, COUNT_SUPPRESSED_SMALL, false, 2, 1, 0},
        {5, COUNT_SUPPRESSED_UNIT, false, 2.5, 2.5, 0},
        {50, COUNT_SUPPRESSED_UNIT, true, 5, 5, 0},
        {100, COUNT_SUPPRESSED_COMPLEMENT, true, 0, 0, 10},
        {12, COUNT_SUPPRESSED_COMPLEMENT, true, 0, 0, 6},
        {100, COUNT_SUPPRESSED_COMPLEMENT, false, 0, 0, 5},
        {0, COUNT_SUPPRESSED_COMPLEMENT, true, 0, 0, 0},
        {0, COUNT_SUPPRESSED_SMALL, true, 0, 0, 0},
        {50, COUNT_SUPPRESSED_SECONDARY, true, 0, 0, 0}, /* it hides another one, not itself */
        {3, COUNT_KNOWN, true, 0, 0, 0},
        {3, COUNT_NOT_ASKED, true, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct count cell = count_of(cases[i].value, cases[i].state);
        check_promise(count_promise(&public_policy, &cell, cases[i].counts_persons), cases[i].up, cases[i].down,
                      cases[i].either);
        /* five households are ten persons at least, whatever the policy says of persons */
        check_promise(count_promise(&internal_policy, &cell, cases[i].counts_persons), cases[i].up, cases[i].down,
                      cases[i].either);
    }
    static const struct policy more_persons = {PROFILE_PUBLIC, 5, 30, 100, 5, 2025, 2021, 2020};
    struct count cell = count_of(3, COUNT_SUPPRESSED_SMALL);
    check_promise(count_promise(&more_persons, &cell, true), 26, 2, 0);
    check_promise(count_promise(&more_persons, &cell, false), 1, 2, 0);
}

/* Two kinds of one mahalle and the city: everybody, and some of them. */
struct pair {
    struct count everybody[2], some[2];
    struct additive_kind kinds[2];
    struct additive additive;
};

static void draw(struct pair *pair)
{
    *pair = (struct pair){.everybody = {count_of(60, COUNT_KNOWN), count_of(100, COUNT_KNOWN)},
                          .some = {count_of(3, COUNT_SUPPRESSED_SMALL), count_of(99, COUNT_KNOWN)}};
    for (int i = 0; i < 2; i++) {
        struct count *counts = i == 0 ? pair->everybody : pair->some;
        pair->kinds[i] = (struct additive_kind){.first = (char *)counts,
                                                .stride = sizeof *counts,
                                                .city = &counts[1],
                                                .whole = i == 0 ? NO_KIND : 0,
                                                .counts_persons = true,
                                                .is_published = true,
                                                .is_integral = true};
    }
    pair->additive = (struct additive){.mahalle_count = 1, .kinds = pair->kinds, .kind_count = 2};
}

static struct promise promise_of_some(const struct pair *pair)
{
    return cell_promise(&public_policy, &pair->additive, 1, &pair->some[0]);
}

static void of_whom_nothing_is_promised(void **state)
{
    (void)state;
    struct pair pair;
    draw(&pair);
    check_promise(promise_of_some(&pair), 6, 2, 0);
    pair.kinds[1].is_published = false;
    check_promise(promise_of_some(&pair), 0, 0, 0);
    draw(&pair);
    pair.kinds[1].is_unanswered = true;
    check_promise(promise_of_some(&pair), 0, 0, 0);
    draw(&pair);
    pair.kinds[1].counts_persons = false;
    check_promise(promise_of_some(&pair), 1, 2, 0);
    pair.kinds[1].whole = NO_KIND; /* all households */
    check_promise(promise_of_some(&pair), 0, 0, 0);
    pair.kinds[1].counts_persons = true; /* all persons */
    check_promise(promise_of_some(&pair), 6, 2, 0);
    draw(&pair);
    pair.some[0] = count_of(58, COUNT_SUPPRESSED_COMPLEMENT);
    check_promise(promise_of_some(&pair), 0, 0, 10);
    pair.kinds[1].is_everybody = true; /* in the city: that all are, here too, is no secret */
    check_promise(promise_of_some(&pair), 0, 0, 0);
    pair.some[0] = count_of(3, COUNT_SUPPRESSED_SMALL);
    check_promise(promise_of_some(&pair), 6, 2, 0);
}

static void rooms_of_kinds(void **state)
{
    (void)state;
    struct pair pair;
    draw(&pair);
    struct room room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[1], false);
    assert_true(room.up == 2 && room.down == 2);
    room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[1], true);
    assert_true(room.up == anywhere && room.down == 90);
    pair.kinds[0].told.is_told = true; /* as it is, in the run log; those of the mahalle are not */
    room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[1], true);
    assert_true(room.up == 0 && room.down == 0);
    room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[0], false);
    assert_true(room.up == 2 && room.down == 2);
    pair.kinds[0].is_published = false;
    room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[0], false);
    assert_true(room.up == anywhere && room.down == 60);
    pair.kinds[0].counts_persons = pair.kinds[0].is_integral = false;
    pair.kinds[0].is_published = true;
    room = cell_room(&public_policy, &pair.kinds[0], &pair.everybody[0], false);
    assert_true(fabs(room.up - 2.5) < 1e-5 && room.down == 2.5);
}

/* In a hidden row S4 is the code of the row; in one that is shown it is the count's own, and tells that it is not
 * small. */
static void a_hidden_row_has_one_code(void **state)
{
    (void)state;
    struct row {
        struct count whole, part;
    } row = {count_of(6, COUNT_SUPPRESSED_COMPLEMENT), count_of(12, COUNT_SUPPRESSED_SECONDARY)};
    struct count city = count_of(500, COUNT_KNOWN);
    struct additive_kind kind = {.first = (char *)&row.part,
                                 .stride = sizeof row,
                                 .city = &city,
                                 .whole = NO_KIND,
                                 .counts_persons = true,
                                 .is_published = true,
                                 .is_integral = true,
                                 .to_row = (char *)&row.whole - (char *)&row.part};
    assert_true(cell_room(&public_policy, &kind, &row.part, false).down == 12);
    row.whole.state = COUNT_KNOWN;
    assert_true(cell_room(&public_policy, &kind, &row.part, false).down == 2);
    row.whole.state = COUNT_SUPPRESSED_COMPLEMENT;
    kind.to_row = 0;
    assert_true(cell_room(&public_policy, &kind, &row.part, false).down == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_of_the_public),
        cmocka_unit_test(rooms_of_the_office),
        cmocka_unit_test(promises),
        cmocka_unit_test(of_whom_nothing_is_promised),
        cmocka_unit_test(rooms_of_kinds),
        cmocka_unit_test(a_hidden_row_has_one_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
