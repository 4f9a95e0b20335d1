/* The books: nothing is read that is not located or in quarantine, and nothing counted that is not located. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/books.h"

/* Two sources; every figure of theirs is another number. */
static struct books filled(void)
{
    struct books books = {memory_new(2, sizeof *books.sources), 2};
    for (size_t k = 0; k < 2; k++) {
        struct source_books *source = &books.sources[k];
        int64_t next = k == 0 ? 1 : 1000;
        source->name = memory_copy_text(k == 0 ? "a.csv" : "b.csv");
        for (size_t i = 0; i < REJECT_COUNT; i++)
            source->quarantined_by[i] = next++;
        for (size_t i = 0; i < JOIN_METHODS; i++)
            source->located_by[i] = next++;
        for (size_t i = 0; i < CHECK_WARNING_COUNT; i++)
            source->warnings[i] = (uint64_t)next++;
        source->located = next++;
        source->on_border = next++;
        source->in_overlap = next++;
        source->code_conflicts = next++;
        source->outside_but_located = next++;
        source->would_fit_as_text = next++;
        source->would_fit_swapped = next++;
        source->read = source->located + source_books_quarantined(source);
    }
    return books;
}

static void the_total_is_the_sum_of_all(void **state)
{
    (void)state;
    struct books books = filled();
    const struct source_books *a = &books.sources[0], *b = &books.sources[1];
    struct source_books total = books_total(&books);
    assert_null(total.name);
    assert_int_equal(total.read, a->read + b->read);
    assert_int_equal(total.located, a->located + b->located);
    assert_int_equal(total.on_border, a->on_border + b->on_border);
    assert_int_equal(total.in_overlap, a->in_overlap + b->in_overlap);
    assert_int_equal(total.code_conflicts, a->code_conflicts + b->code_conflicts);
    assert_int_equal(total.outside_but_located, a->outside_but_located + b->outside_but_located);
    assert_int_equal(total.would_fit_as_text, a->would_fit_as_text + b->would_fit_as_text);
    assert_int_equal(total.would_fit_swapped, a->would_fit_swapped + b->would_fit_swapped);
    for (size_t i = 0; i < REJECT_COUNT; i++)
        assert_int_equal(total.quarantined_by[i], a->quarantined_by[i] + b->quarantined_by[i]);
    for (size_t i = 0; i < JOIN_METHODS; i++)
        assert_int_equal(total.located_by[i], a->located_by[i] + b->located_by[i]);
    for (size_t i = 0; i < CHECK_WARNING_COUNT; i++)
        assert_int_equal(total.warnings[i], a->warnings[i] + b->warnings[i]);
    assert_int_equal(source_books_quarantined(a), (int64_t)REJECT_COUNT * (REJECT_COUNT + 1) / 2);
    books_release(&books);
    assert_null(books.sources);
    assert_int_equal(books.source_count, 0);
}

static void one_row_too_many_or_too_few_is_found(void **state)
{
    (void)state;
    struct books books = filled();
    struct mah_error err = {0};
    int64_t located = books_total(&books).located;
    assert_int_equal(books_balance(&books, located, &err), MAH_OK);
    for (int off = -1; off <= 1; off += 2) {
        assert_int_equal(books_balance(&books, located + off, &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "counted"));
        books.sources[1].read += off;
        assert_int_equal(books_balance(&books, located, &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "'b.csv'"));
        books.sources[1].read -= off;
        books.sources[0].quarantined_by[REJECT_COUNT - 1] += off;
        assert_int_equal(books_balance(&books, located, &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "'a.csv'"));
        books.sources[0].quarantined_by[REJECT_COUNT - 1] -= off;
    }
    books_release(&books);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_total_is_the_sum_of_all),
        cmocka_unit_test(one_row_too_many_or_too_few_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
