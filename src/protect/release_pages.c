/* Rows of a release that are too many for memory. */
#include "protect/release_pages.h"

#include <string.h>

#include "base/memory.h"
#include "base/spill.h"
#include "protect/release_parts.h"

/* Where a page lies in the file: its values, what is known, its points, its texts. */
struct place {
    uint64_t offset;
    size_t text_bytes;
};

struct release_pages {
    struct spill *spill;
    const struct release_column *columns;
    size_t column_count;
    struct place *places;
    size_t count, capacity;
    char *texts; /* of the page that is written or read */
    size_t text_capacity;
    struct row_page page; /* read last; count 0: none */
    enum mah_status status;
    struct mah_error reason;
};

static size_t cells_of(const struct release_pages *pages)
{
    return PAGE_ROWS * pages->column_count;
}

enum mah_status release_pages_new(struct release_pages **out, const struct release_column *columns, size_t column_count,
                                  const char *folder, struct mah_error *err)
{
    *out = NULL;
    struct release_pages *pages = memory_new(1, sizeof *pages);
    if (pages == NULL)
        return mah_no_memory(err);
    pages->columns = columns;
    pages->column_count = column_count;
    struct row_page *page = &pages->page;
    page->values = memory_new(cells_of(pages), sizeof *page->values);
    page->known = memory_new(cells_of(pages), sizeof *page->known);
    page->points = memory_new(PAGE_ROWS, sizeof *page->points);
    page->point_known = memory_new(PAGE_ROWS, sizeof *page->point_known);
    bool complete = page->values != NULL && page->known != NULL && page->points != NULL && page->point_known != NULL;
    enum mah_status status = complete ? spill_new(&pages->spill, folder, err) : mah_no_memory(err);
    if (status == MAH_OK)
        *out = pages;
    else
        release_pages_free(pages);
    return status;
}

void release_pages_free(struct release_pages *pages)
{
    if (pages == NULL)
        return;
    spill_free(pages->spill);
    memory_free(pages->places);
    memory_free(pages->texts);
    memory_free(pages->page.values);
    memory_free(pages->page.known);
    memory_free(pages->page.points);
    memory_free(pages->page.point_known);
    memory_free(pages);
}

static bool is_text(const struct release_column *column)
{
    return column->type == RELEASE_TEXT || column->type == RELEASE_DATE;
}

static int64_t number_of_value(const struct release_column *column, const char *text)
{
    size_t i = 0;
    while (i + 1 < column->value_count && strcmp(column->values[i].value, text) != 0)
        i++;
    return (int64_t)i;
}

/* In place of the texts of a column their places among the texts of the page; one that repeats is written once. */
static enum mah_status pack_column(struct release_pages *pages, struct row_page *page, size_t column,
                                   size_t *text_bytes, struct mah_error *err)
{
    const struct release_column *facts = &pages->columns[column];
    const char *last = NULL;
    size_t last_at = 0;
    for (size_t at = column; at < cells_of(pages); at += pages->column_count) {
        const char *text = page->values[at].text;
        if (!page->known[at])
            continue;
        if (facts->value_count > 0) {
            page->values[at].integer = number_of_value(facts, text);
            continue;
        }
        if (text != last) {
            size_t length = strlen(text) + 1;
            if (memory_grow((void **)&pages->texts, &pages->text_capacity, *text_bytes + length, 1) != 0)
                return mah_no_memory(err);
            memcpy(pages->texts + *text_bytes, text, length);
            last = text;
            last_at = *text_bytes;
            *text_bytes += length;
        }
        page->values[at].integer = (int64_t)last_at;
    }
    return MAH_OK;
}

/* Cells that are not known hold whatever was there before them. */
static void clear_unknown(const struct release_pages *pages, struct row_page *page)
{
    for (size_t i = 0; i < cells_of(pages); i++)
        if (!page->known[i])
            page->values[i].integer = 0;
    for (size_t i = 0; i < PAGE_ROWS; i++)
        if (!page->point_known[i])
            page->points[i] = (struct point){0, 0};
}

enum mah_status release_pages_add(struct release_pages *pages, struct row_page *page, struct mah_error *err)
{
    struct place place = {.offset = spill_size(pages->spill)};
    enum mah_status status = MAH_OK;
    clear_unknown(pages, page);
    for (size_t i = 0; status == MAH_OK && i < pages->column_count; i++)
        if (is_text(&pages->columns[i]))
            status = pack_column(pages, page, i, &place.text_bytes, err);
    const struct {
        const void *bytes;
        size_t length;
    } parts[] = {{page->values, cells_of(pages) * sizeof *page->values},
                 {page->known, cells_of(pages) * sizeof *page->known},
                 {page->points, PAGE_ROWS * sizeof *page->points},
                 {page->point_known, PAGE_ROWS * sizeof *page->point_known},
                 {pages->texts, place.text_bytes}};
    for (size_t i = 0; status == MAH_OK && i < sizeof parts / sizeof *parts; i++)
        if (parts[i].length > 0)
            status = spill_append(pages->spill, parts[i].bytes, parts[i].length, err);
    if (status == MAH_OK &&
        memory_grow((void **)&pages->places, &pages->capacity, pages->count + 1, sizeof *pages->places) != 0)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        pages->places[pages->count++] = place;
    pages->page.count = 0; /* its texts were written over */
    return status;
}

static enum mah_status read_parts(struct release_pages *pages, const struct place *place, struct mah_error *err)
{
    struct row_page *page = &pages->page;
    if (memory_grow((void **)&pages->texts, &pages->text_capacity, place->text_bytes, 1) != 0)
        return mah_no_memory(err);
    const struct {
        void *bytes;
        size_t length;
    } parts[] = {{page->values, cells_of(pages) * sizeof *page->values},
                 {page->known, cells_of(pages) * sizeof *page->known},
                 {page->points, PAGE_ROWS * sizeof *page->points},
                 {page->point_known, PAGE_ROWS * sizeof *page->point_known},
                 {pages->texts, place->text_bytes}};
    uint64_t offset = place->offset;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof parts / sizeof *parts; offset += parts[i++].length)
        if (parts[i].length > 0)
            status = spill_read(pages->spill, offset, parts[i].bytes, parts[i].length, err);
    return status;
}

static void unpack_texts(struct release_pages *pages)
{
    struct row_page *page = &pages->page;
    for (size_t column = 0; column < pages->column_count; column++) {
        const struct release_column *facts = &pages->columns[column];
        for (size_t at = column; is_text(facts) && at < cells_of(pages); at += pages->column_count) {
            size_t place = (size_t)page->values[at].integer;
            if (page->known[at])
                page->values[at].text = facts->value_count > 0 ? facts->values[place].value : pages->texts + place;
        }
    }
}

struct row_page release_pages_read(struct release_pages *pages, size_t row)
{
    size_t number = row / PAGE_ROWS;
    struct row_page *page = &pages->page;
    if (page->count > 0 && page->first == number * PAGE_ROWS)
        return *page;
    struct mah_error reason = {0};
    enum mah_status status = read_parts(pages, &pages->places[number], &reason);
    page->first = number * PAGE_ROWS;
    page->count = PAGE_ROWS;
    if (status == MAH_OK) {
        unpack_texts(pages);
        return *page;
    }
    memset(page->known, 0, cells_of(pages) * sizeof *page->known);
    memset(page->point_known, 0, PAGE_ROWS * sizeof *page->point_known);
    if (pages->status == MAH_OK) {
        pages->status = status;
        pages->reason = reason;
    }
    return *page;
}

enum mah_status release_pages_status(const struct release_pages *pages, struct mah_error *err)
{
    if (pages->status != MAH_OK && err != NULL)
        *err = pages->reason;
    return pages->status;
}
