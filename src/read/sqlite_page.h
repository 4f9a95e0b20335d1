/* What stands on a page of a SQLite table? (sqlite.org/fileformat2.html: 1.3 header, 1.6 pages and cells) */
#ifndef READ_SQLITE_PAGE_H
#define READ_SQLITE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SQLITE_HEADER_BYTES = 100, SQLITE_PAGE_LARGEST = 65536 };

/* How the pages of a file are made. */
struct page_form {
    uint32_t page_bytes, usable_bytes; /* usable: without what an extension may reserve at the end of each page */
    uint32_t pages;                    /* of the file, as the header counts them */
    uint32_t lock_page;                /* of the bytes that are locked and never written, 1 GiB from the start */
    bool has_pointer_maps;             /* auto_vacuum: some pages say where others belong */
};

/* One row: its number and its record, as far as it lies on the leaf. */
struct page_cell {
    int64_t row;
    const unsigned char *record;
    uint32_t here, length; /* bytes of the record on this page, and in all; the rest lies on overflow pages */
};

/*
 * Reads the header of a file that SQLite has just found good; false where it says anything that is not expected: a
 * file in WAL mode (its newest pages lie elsewhere) unless `may_be_wal`, or sizes that cannot be.
 */
bool page_form_read(struct page_form *out, const unsigned char header[SQLITE_HEADER_BYTES], uint64_t file_bytes,
                    bool may_be_wal);

/* As it stands in pages: four bytes, big-endian. */
static inline uint32_t page_number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The most cells that a page of this size can hold. */
size_t page_most_cells(uint32_t page_bytes);

/*
 * All cells of a leaf of a table, in their order, into room for page_most_cells; false where it is no such leaf, or
 * not one that SQLite would read (PRAGMA cell_size_check on), or where the row numbers do not ascend. `page` is
 * followed by PAGE_SLACK readable bytes.
 */
enum { PAGE_SLACK = 16 };
bool page_leaf_cells(struct page_cell *out, size_t *count, const unsigned char *page, const struct page_form *form);

bool page_is_interior(const unsigned char *page); /* of a table */
/* How many pages hang below an interior page; 0 where it is not one that SQLite would read. They are numbered from 0;
 * the cells of the page are all of them but the last one. */
size_t page_children(const unsigned char *page, const struct page_form *form);
uint32_t page_child(const unsigned char *page, size_t child);
/* The largest row number that may stand below this child; INT64_MAX for the last one. */
int64_t page_child_last_row(const unsigned char *page, size_t child);

/*
 * Big-endian, seven bits a byte, the ninth with eight (1.6). Returns how many bytes it took, 0 where it goes on after
 * `end`.
 */
static inline size_t varint_read(uint64_t *out, const unsigned char *at, const unsigned char *end)
{
    uint64_t value = 0;
    for (size_t i = 0; i < 9 && at + i < end; i++) {
        if (i == 8) {
            *out = value << 8 | at[i];
            return 9;
        }
        value = value << 7 | (at[i] & 0x7F);
        if (at[i] < 0x80) {
            *out = value;
            return i + 1;
        }
    }
    return 0;
}

#endif
