/* Which leaf of a SQLite table comes next? (sqlite.org/fileformat2.html, 1.6) */
#ifndef READ_SQLITE_TREE_H
#define READ_SQLITE_TREE_H

#include <sqlite3.h>

#include "read/arena.h"
#include "read/sqlite_page.h"

enum { TREE_DEPTH = 20 };                /* where SQLite gives up too (BTCURSOR_MAX_DEPTH) */
enum { TREE_MEMORY = 16 * 1024 * 1024 }; /* bytes of pages that are kept at most; a batch of usual rows takes two MB */

/* A walk along the leaves that hold a range of row numbers. The pages lie in the arena until that is emptied. */
struct sqlite_tree {
    sqlite3_file *file; /* SQLite's own handle: another one would take its locks away when it is closed */
    struct page_form form;
    struct arena *pages;
    size_t memory;                       /* bytes taken from it, TREE_MEMORY at most */
    int64_t last_row;                    /* of the range */
    const unsigned char *window;         /* pages that follow each other in the file, read at once */
    uint32_t window_first, window_pages; /* which */
    struct tree_level {                  /* the interior pages above the leaf, from the root on */
        const unsigned char *page;
        size_t children, child;
    } levels[TREE_DEPTH];
    int depth;
};

/* TREE_ODD: something is not as expected, or there is too much of it: SQLite has to say what to think of it. */
enum tree_step { TREE_LEAF, TREE_END, TREE_ODD, TREE_NO_MEMORY };

/* The leaf where the row of this number stands or would stand. file, form, pages and last_row are set. */
enum tree_step sqlite_tree_seek(struct sqlite_tree *tree, const unsigned char **leaf, uint32_t root, int64_t row);
/* The leaf after the last one. */
enum tree_step sqlite_tree_next(struct sqlite_tree *tree, const unsigned char **leaf);
/* The bytes of a row that lie on overflow pages, put behind those of the leaf. */
enum tree_step sqlite_tree_whole_record(struct sqlite_tree *tree, struct page_cell *cell);

#endif
