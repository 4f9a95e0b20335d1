/* The books: read = located + quarantined, by source and by reason. */
#include "count/books.h"

#include "base/memory.h"

int64_t source_books_quarantined(const struct source_books *source)
{
    int64_t sum = 0;
    for (size_t i = 0; i < REJECT_COUNT; i++)
        sum += source->quarantined_by[i];
    return sum;
}

static void add(struct source_books *total, const struct source_books *source)
{
    total->read += source->read;
    total->located += source->located;
    total->on_border += source->on_border;
    total->in_overlap += source->in_overlap;
    total->code_conflicts += source->code_conflicts;
    total->outside_but_located += source->outside_but_located;
    total->would_fit_as_text += source->would_fit_as_text;
    total->would_fit_swapped += source->would_fit_swapped;
    for (size_t i = 0; i < REJECT_COUNT; i++)
        total->quarantined_by[i] += source->quarantined_by[i];
    for (size_t i = 0; i < JOIN_METHODS; i++)
        total->located_by[i] += source->located_by[i];
    for (size_t i = 0; i < CHECK_WARNING_COUNT; i++)
        total->warnings[i] += source->warnings[i];
}

struct source_books books_total(const struct books *books)
{
    struct source_books total = {0};
    for (size_t i = 0; i < books->source_count; i++)
        add(&total, &books->sources[i]);
    return total;
}

enum mah_status books_balance(const struct books *books, int64_t counted, struct mah_error *err)
{
    for (size_t i = 0; i < books->source_count; i++) {
        const struct source_books *source = &books->sources[i];
        int64_t quarantined = source_books_quarantined(source);
        if (source->read != source->located + quarantined)
            return mah_fail(err, MAH_FAILED,
                            "the books of '%s' do not balance: %lld read, %lld located, %lld in quarantine",
                            source->name, (long long)source->read, (long long)source->located, (long long)quarantined);
    }
    int64_t located = books_total(books).located;
    if (located != counted)
        return mah_fail(err, MAH_FAILED, "the books do not balance: %lld located, %lld counted", (long long)located,
                        (long long)counted);
    return MAH_OK;
}

void books_release(struct books *books)
{
    for (size_t i = 0; i < books->source_count; i++)
        memory_free(books->sources[i].name);
    memory_free(books->sources);
    *books = (struct books){0};
}
