/* For tests of GeoPackages: the pages of the file and SQLite have to tell the same, cell by cell. */
#ifndef TESTS_TWO_WAYS_H
#define TESTS_TWO_WAYS_H

#include "packages.h"

static inline void assert_same_cells(const struct batch *a, const struct batch *b, size_t row, const char *what)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct column *first = &a->columns[i], *second = &b->columns[i];
        if (!first->present)
            continue;
        if (first->kind[row] != second->kind[row])
            fail_msg("%s: row %zu, %s: kind %d, not %d", what, row, field_name((enum field)i), first->kind[row],
                     second->kind[row]);
        const union cell *one = &first->cell[row], *two = &second->cell[row];
        if (first->kind[row] == CELL_NUMBER && memcmp(&one->number, &two->number, sizeof one->number) != 0)
            fail_msg("%s: row %zu, %s: %.17g, not %.17g", what, row, field_name((enum field)i), one->number,
                     two->number);
        if (first->kind[row] == CELL_TEXT && !slice_equals(one->text, two->text))
            fail_msg("%s: row %zu, %s: '%.*s', not '%.*s'", what, row, field_name((enum field)i), (int)one->text.length,
                     one->text.bytes, (int)two->text.length, two->text.bytes);
    }
}

static inline void assert_same_batch(const struct batch *a, const struct batch *b, const char *what)
{
    if (a->rows != b->rows || a->ticket != b->ticket || a->first_row != b->first_row || a->row_span != b->row_span)
        fail_msg("%s: batch %llu of %zu rows, not %zu", what, (unsigned long long)a->ticket, a->rows, b->rows);
    for (size_t row = 0; row < a->rows; row++) {
        if (a->line[row] != b->line[row] || a->fault[row] != b->fault[row])
            fail_msg("%s: row %zu: line %u, not %u", what, row, a->line[row], b->line[row]);
        assert_same_cells(a, b, row, what);
        if (a->has_geometry && (a->geometry_kind[row] != b->geometry_kind[row] ||
                                memcmp(&a->geometry[row], &b->geometry[row], sizeof a->geometry[row]) != 0))
            fail_msg("%s: row %zu: another point", what, row);
    }
}

/* Two readers of sources that are open, batch after batch to the end or to the same failure. */
static inline enum mah_status assert_same_readers(struct household_source *pages, struct household_source *sqlite,
                                                  const char *what)
{
    struct household_reader *first = NULL, *second = NULL;
    struct mah_error one = {0}, two = {0};
    struct batch *a = NULL, *b = NULL;
    bool more_a = true, more_b = true;
    enum mah_status status = household_reader_new(&first, pages, &one);
    assert_int_equal(household_reader_new(&second, sqlite, &two), status);
    while (status == MAH_OK && more_a) {
        status = household_reader_next(first, &a, &more_a, &one);
        enum mah_status other = household_reader_next(second, &b, &more_b, &two);
        if (status != other || more_a != more_b)
            fail_msg("%s: status %d (%s), not %d (%s)", what, status, one.message, other, two.message);
        if (status == MAH_OK && more_a)
            assert_same_batch(a, b, what);
    }
    assert_string_equal(one.message, two.message);
    household_reader_free(first);
    household_reader_free(second);
    return status;
}

/* What both ways say to a file, which is the same; *batches how many were read from pages. */
static inline enum mah_status read_two_ways(const struct source *wanted, uint64_t *batches, const char *what)
{
    struct household_source *pages = NULL, *sqlite = NULL;
    struct mah_error one = {0}, two = {0};
    enum mah_status status = household_source_open(&pages, wanted, &one);
    assert_int_equal(household_source_open(&sqlite, wanted, &two), status);
    assert_string_equal(one.message, two.message);
    *batches = 0;
    if (status == MAH_OK) {
        household_source_avoid_pages(sqlite);
        status = assert_same_readers(pages, sqlite, what);
        *batches = household_source_page_batches(pages);
        assert_int_equal(household_source_page_batches(sqlite), 0);
        assert_int_equal(household_source_recoded_texts(pages), household_source_recoded_texts(sqlite));
    }
    household_source_close(pages);
    household_source_close(sqlite);
    return status;
}

/* Both ways read the file and say the same. Returns how many batches were read from pages. */
static inline uint64_t assert_same_two_ways(const char *name)
{
    struct source wanted = source_of(name);
    uint64_t batches;
    enum mah_status status = read_two_ways(&wanted, &batches, name);
    if (status != MAH_OK)
        fail_msg("%s: status %d", name, status);
    return batches;
}

/* Numbers for random tables, the same in every run. */
static inline uint32_t dice(uint64_t *state, uint32_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % sides);
}

#endif
