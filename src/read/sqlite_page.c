/* What stands on a page of a SQLite table? Whatever is not surely what SQLite would read is refused. */
#include "read/sqlite_page.h"

#include <string.h>

/* Of the file's header (1.3). */
enum {
    PAGE_SIZE_AT = 16,
    WRITE_VERSION_AT = 18,
    READ_VERSION_AT = 19,
    RESERVED_AT = 20,
    CHANGES_AT = 24,
    PAGES_AT = 28,
    LARGEST_ROOT_AT = 52,
    VALID_FOR_AT = 92
};
enum { ROLLBACK = 1, WAL = 2 };
enum { SMALLEST_PAGE = 512, LEAST_USABLE = 480, LOCK_BYTE = 0x40000000 };

/* Of a page (1.6): its kind, the count of cells, the last child of an interior page; then where each cell starts. */
enum { KIND_AT = 0, CELLS_AT = 3, LAST_CHILD_AT = 8, LEAF_HEAD = 8, INTERIOR_HEAD = 12 };
enum { INTERIOR_TABLE = 5, LEAF_TABLE = 13 };
enum { LEAST_CELL = 4, CHILD_BYTES = 4, OVERFLOW_BYTES = 4 };

static uint32_t two_bytes(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

bool page_form_read(struct page_form *out, const unsigned char header[SQLITE_HEADER_BYTES], uint64_t file_bytes,
                    bool may_be_wal)
{
    bool is_plain = header[WRITE_VERSION_AT] == ROLLBACK && header[READ_VERSION_AT] == ROLLBACK;
    bool is_wal = header[WRITE_VERSION_AT] == WAL && header[READ_VERSION_AT] == WAL;
    if (!is_plain && !(is_wal && may_be_wal))
        return false;
    uint32_t size = two_bytes(header + PAGE_SIZE_AT);
    out->page_bytes = size == 1 ? SQLITE_PAGE_LARGEST : size;
    if (out->page_bytes < SMALLEST_PAGE || (out->page_bytes & (out->page_bytes - 1)) != 0)
        return false;
    out->usable_bytes = out->page_bytes - header[RESERVED_AT];
    out->lock_page = LOCK_BYTE / out->page_bytes + 1;
    out->has_pointer_maps = page_number(header + LARGEST_ROOT_AT) != 0;
    uint64_t in_file = file_bytes / out->page_bytes;
    uint32_t counted = page_number(header + PAGES_AT);
    bool count_is_old = counted == 0 || memcmp(header + CHANGES_AT, header + VALID_FOR_AT, 4) != 0; /* 1.3.7 */
    out->pages = count_is_old ? (uint32_t)in_file : counted;
    return out->usable_bytes >= LEAST_USABLE && in_file <= UINT32_MAX && out->pages <= in_file;
}

size_t page_most_cells(uint32_t page_bytes)
{
    return (page_bytes - LEAF_HEAD) / (2 + LEAST_CELL);
}

/* How many bytes of a record that does not fit onto a page stay there (1.6). */
static uint32_t bytes_here(uint32_t length, uint32_t usable, uint32_t most)
{
    uint32_t least = (usable - 12) * 32 / 255 - 23;
    uint32_t here = least + (length - least) % (usable - OVERFLOW_BYTES);
    return here <= most ? here : least;
}

/* One cell that starts within the page. */
static bool read_leaf_cell(struct page_cell *out, const unsigned char *at, const unsigned char *end, uint32_t usable)
{
    const unsigned char *start = at;
    uint64_t length = at[0], row;
    size_t step = 1;
    if (length >= 0x80)
        step = varint_read(&length, at, end);
    at += step;
    size_t row_bytes = varint_read(&row, at, end);
    at += row_bytes;
    if (step == 0 || row_bytes == 0 || length > INT32_MAX)
        return false;
    uint32_t most = usable - 35;
    out->row = (int64_t)row;
    out->record = at;
    out->length = (uint32_t)length;
    out->here = length <= most ? (uint32_t)length : bytes_here((uint32_t)length, usable, most);
    size_t size = (size_t)(at - start) + out->here + (length <= most ? 0 : OVERFLOW_BYTES);
    if (size < LEAST_CELL)
        size = LEAST_CELL;
    return size <= (size_t)(end - start);
}

bool page_leaf_cells(struct page_cell *out, size_t *count, const unsigned char *page, const struct page_form *form)
{
    size_t cells = two_bytes(page + CELLS_AT);
    uint32_t first = LEAF_HEAD + 2 * (uint32_t)cells, last = form->usable_bytes - LEAST_CELL;
    const unsigned char *end = page + form->usable_bytes;
    if (page[KIND_AT] != LEAF_TABLE || cells > page_most_cells(form->page_bytes) || first > form->usable_bytes)
        return false;
    for (size_t i = 0; i < cells; i++) {
        uint32_t start = two_bytes(page + LEAF_HEAD + 2 * i);
        if (start < first || start > last || !read_leaf_cell(&out[i], page + start, end, form->usable_bytes))
            return false;
        if (i > 0 && out[i].row <= out[i - 1].row)
            return false;
    }
    *count = cells;
    return true;
}

bool page_is_interior(const unsigned char *page)
{
    return page[KIND_AT] == INTERIOR_TABLE;
}

size_t page_children(const unsigned char *page, const struct page_form *form)
{
    size_t cells = two_bytes(page + CELLS_AT);
    uint32_t first = INTERIOR_HEAD + 2 * (uint32_t)cells, last = form->usable_bytes - LEAST_CELL - 1;
    const unsigned char *end = page + form->usable_bytes;
    if (!page_is_interior(page) || cells == 0 || cells > page_most_cells(form->page_bytes) || first > last)
        return 0;
    int64_t before = INT64_MIN;
    for (size_t i = 0; i < cells; i++) {
        uint32_t start = two_bytes(page + INTERIOR_HEAD + 2 * i);
        uint64_t row;
        if (start < first || start > last || varint_read(&row, page + start + CHILD_BYTES, end) == 0)
            return 0;
        if (i > 0 && (int64_t)row <= before)
            return 0;
        before = (int64_t)row;
    }
    return cells + 1;
}

uint32_t page_child(const unsigned char *page, size_t child)
{
    size_t cells = two_bytes(page + CELLS_AT);
    return child < cells ? page_number(page + two_bytes(page + INTERIOR_HEAD + 2 * child))
                         : page_number(page + LAST_CHILD_AT);
}

int64_t page_child_last_row(const unsigned char *page, size_t child)
{
    if (child >= two_bytes(page + CELLS_AT))
        return INT64_MAX;
    const unsigned char *key = page + two_bytes(page + INTERIOR_HEAD + 2 * child) + CHILD_BYTES;
    uint64_t row = 0;
    varint_read(&row, key, key + 9); /* page_children has seen that it lies within the page */
    return (int64_t)row;
}
