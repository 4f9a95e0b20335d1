/* What may be shown of the pieces of the gap grid? Pieces drawn by hand, judged and rounded. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/grid_judge.h"

enum { MOST = 3, TYPES = 2 };

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy secure_policy = {.profile = PROFILE_SECURE};
static const double radius_m[TYPES] = {500, 1000};

/* Households of four. */
static struct gap_sum persons(int64_t count)
{
    return (struct gap_sum){count * 1000000000, (count + 3) / 4};
}

struct pieces {
    struct gap_square squares[MOST];
    struct gap_type_sum types[MOST * TYPES];
    struct gap_grid grid;
    struct grid_counts counts;
};

static void start(struct pieces *pieces, size_t count)
{
    *pieces = (struct pieces){.grid = {.squares = pieces->squares,
                                       .count = count,
                                       .type_count = TYPES,
                                       .types = pieces->types,
                                       .recent_asked = true}};
}

/* Of `all`, so many are recent, beyond the first type, beyond the second, and beyond either. */
static void put(struct pieces *pieces, size_t index, int64_t all, int64_t recent, int64_t first, int64_t second,
                int64_t any)
{
    pieces->squares[index] = (struct gap_square){.shape = GAP_WHOLE,
                                                 .households = all / 4,
                                                 .persons = persons(all),
                                                 .recent = persons(recent),
                                                 .known_any = persons(all),
                                                 .uncovered_any = persons(any)};
    pieces->types[index * TYPES] = (struct gap_type_sum){persons(all), persons(first)};
    pieces->types[index * TYPES + 1] = (struct gap_type_sum){persons(all), persons(second)};
}

static void judge(struct pieces *pieces, const struct policy *policy)
{
    static const bool nothing_hidden[TYPES];
    const struct grid_city city = {radius_m, nothing_hidden, false};
    assert_int_equal(grid_judge(&pieces->counts, &pieces->grid, &city, policy, NULL), MAH_OK);
}

static void expect(const struct count *count, enum count_state state, double value)
{
    assert_int_equal(count->state, state);
    if (state == COUNT_KNOWN)
        assert_true(count->value == value);
}

/* Every figure of a piece is rounded, of the last type, too. */
static void all_types_are_rounded(void **state)
{
    (void)state;
    struct pieces pieces;
    start(&pieces, 2);
    put(&pieces, 0, 203, 51, 62, 78, 101);
    put(&pieces, 1, 402, 101, 88, 122, 199);
    pieces.grid.dropped = (struct gap_mass){12, 47 * INT64_C(1000000000)};
    pieces.grid.unplaced = (struct gap_mass){18, 71 * INT64_C(1000000000)};
    judge(&pieces, &public_policy);
    const struct grid_counts *counts = &pieces.counts;
    expect(&counts->persons[0], COUNT_KNOWN, 205);
    expect(&counts->persons[1], COUNT_KNOWN, 400);
    expect(&counts->households[0], COUNT_KNOWN, 50);
    expect(&counts->recent[0], COUNT_KNOWN, 50);
    expect(&counts->types[0], COUNT_KNOWN, 60);
    expect(&counts->types[1], COUNT_KNOWN, 80);
    expect(&counts->types[2], COUNT_KNOWN, 90);
    expect(&counts->types[3], COUNT_KNOWN, 120);
    expect(&counts->any[0], COUNT_KNOWN, 100);
    expect(&counts->any[1], COUNT_KNOWN, 200);
    expect(&counts->dropped_persons, COUNT_KNOWN, 45);
    expect(&counts->dropped_households, COUNT_KNOWN, 10);
    expect(&counts->unplaced_persons, COUNT_KNOWN, 70);
    expect(&counts->unplaced_households, COUNT_KNOWN, 20);
    grid_counts_release(&pieces.counts);
}

static void exact_figures_stay(void **state)
{
    (void)state;
    struct pieces pieces;
    start(&pieces, 1);
    put(&pieces, 0, 7, 1, 2, 3, 4);
    judge(&pieces, &secure_policy);
    expect(&pieces.counts.persons[0], COUNT_KNOWN, 7);
    expect(&pieces.counts.recent[0], COUNT_KNOWN, 1);
    expect(&pieces.counts.types[1], COUNT_KNOWN, 3);
    expect(&pieces.counts.any[0], COUNT_KNOWN, 4);
    grid_counts_release(&pieces.counts);
}

/* Eight are beyond the second type: of those beyond any, all but these are beyond the first. Whichever of the types is
 * the small one, and whether it stands first or last. */
static void what_is_beyond_any_does_not_give_a_type_away(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        struct pieces pieces;
        start(&pieces, 3);
        put(&pieces, 0, 200, 60, swapped ? 8 : 60, swapped ? 60 : 8, 66); /* 66 less 60: six beyond the other only */
        put(&pieces, 1, 400, 100, 90, 120, 200);
        put(&pieces, 2, 400, 100, 90, 120, 200);
        judge(&pieces, &public_policy);
        expect(&pieces.counts.types[swapped ? 0 : 1], COUNT_SUPPRESSED_SMALL, 0);
        expect(&pieces.counts.types[swapped ? 1 : 0], COUNT_KNOWN, 60);
        expect(&pieces.counts.any[0], COUNT_SUPPRESSED_SECONDARY, 0);
        grid_counts_release(&pieces.counts);
        start(&pieces, 3); /* of 90 beyond any thirty are beyond the other: that tells nothing of eight */
        put(&pieces, 0, 200, 60, swapped ? 8 : 60, swapped ? 60 : 8, 90);
        put(&pieces, 1, 400, 100, 90, 120, 200);
        put(&pieces, 2, 400, 100, 90, 120, 200);
        judge(&pieces, &public_policy);
        expect(&pieces.counts.any[0], COUNT_KNOWN, 90);
        grid_counts_release(&pieces.counts);
    }
}

/* Everybody beyond any is beyond one type, which reaches all but eight of those of whom it is known: the same figure
 * twice. It is company enough for the eight of the last piece, so that the piece between them is shown. */
static void one_figure_twice_is_hidden_twice(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        struct pieces pieces;
        size_t twin = swapped ? 1 : 0, other = 1 - twin;
        start(&pieces, 3);
        put(&pieces, 0, 300, 60, swapped ? 40 : 192, swapped ? 192 : 40, 192);
        pieces.types[twin].known = persons(200);
        put(&pieces, 1, 400, 100, 90, 80, 100);
        put(&pieces, 2, 400, 100, 0, 0, 8);
        judge(&pieces, &public_policy);
        const struct count *types = pieces.counts.types;
        expect(&types[twin], COUNT_SUPPRESSED_COMPLEMENT, 0);
        expect(&pieces.counts.any[0], COUNT_SUPPRESSED_SECONDARY, 0);
        expect(&types[other], COUNT_KNOWN, 40);
        expect(&pieces.counts.any[1], COUNT_KNOWN, 100);
        expect(&pieces.counts.any[2], COUNT_SUPPRESSED_SMALL, 0);
        grid_counts_release(&pieces.counts);
    }
}

/* Eight are beyond any in the first piece; the second, where everybody beyond any is beyond the second type, is hidden
 * for their sake, and so is that type there. Where nobody was asked for an arrival, nothing is said of recent migrants.
 */
static void the_twin_of_what_is_hidden_goes_with_it(void **state)
{
    (void)state;
    struct pieces pieces;
    start(&pieces, 3);
    put(&pieces, 0, 200, 0, 8, 0, 8);
    put(&pieces, 1, 400, 0, 50, 60, 60);
    put(&pieces, 2, 400, 0, 30, 80, 100);
    pieces.grid.recent_asked = false;
    judge(&pieces, &public_policy);
    const struct grid_counts *counts = &pieces.counts;
    expect(&counts->any[0], COUNT_SUPPRESSED_SMALL, 0);
    expect(&counts->any[1], COUNT_SUPPRESSED_SECONDARY, 0);
    expect(&counts->any[2], COUNT_KNOWN, 100);
    expect(&counts->types[TYPES + 1], COUNT_SUPPRESSED_SECONDARY, 0);
    expect(&counts->types[2 * TYPES + 1], COUNT_KNOWN, 80);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(counts->recent[i].state, COUNT_NOT_ASKED);
    grid_counts_release(&pieces.counts);
}

/* Few that no piece shows are told by neither number. */
static void a_few_without_a_piece_are_hidden(void **state)
{
    (void)state;
    struct pieces pieces;
    start(&pieces, 3);
    for (size_t i = 0; i < 3; i++)
        put(&pieces, i, 400, 100, 90, 120, 200);
    pieces.grid.dropped = (struct gap_mass){2, 7 * INT64_C(1000000000)};
    judge(&pieces, &public_policy);
    expect(&pieces.counts.dropped_persons, COUNT_SUPPRESSED_SMALL, 0);
    expect(&pieces.counts.dropped_households, COUNT_SUPPRESSED_SMALL, 0);
    expect(&pieces.counts.unplaced_persons, COUNT_KNOWN, 0);
    grid_counts_release(&pieces.counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_types_are_rounded),
        cmocka_unit_test(exact_figures_stay),
        cmocka_unit_test(what_is_beyond_any_does_not_give_a_type_away),
        cmocka_unit_test(one_figure_twice_is_hidden_twice),
        cmocka_unit_test(the_twin_of_what_is_hidden_goes_with_it),
        cmocka_unit_test(a_few_without_a_piece_are_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
