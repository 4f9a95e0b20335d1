/* Which leaf of a SQLite table comes next? */
#include "read/sqlite_tree.h"

#include <string.h>

enum {
    WINDOW_BYTES = 128 * 1024 - 64, /* two fit into a block of the arena */
    STRIDE = 2                      /* a leaf this many pages after the last one is read with it */
};

static enum tree_step take_room(struct sqlite_tree *tree, unsigned char **out, size_t bytes)
{
    bytes += PAGE_SLACK;
    if (bytes > TREE_MEMORY - tree->memory)
        return TREE_ODD;
    tree->memory += bytes;
    *out = (unsigned char *)arena_take(tree->pages, bytes);
    return *out != NULL ? TREE_LEAF : TREE_NO_MEMORY;
}

static bool may_hold_data(const struct sqlite_tree *tree, uint32_t page)
{
    return page >= 2 && page <= tree->form.pages && page != tree->form.lock_page;
}

static bool read_bytes(const struct sqlite_tree *tree, unsigned char *out, size_t bytes, uint32_t page,
                       uint32_t skipped)
{
    sqlite3_int64 at = (sqlite3_int64)(page - 1) * tree->form.page_bytes + skipped;
    return tree->file->pMethods->xRead(tree->file, out, (int)bytes, at) == SQLITE_OK;
}

static enum tree_step read_window(struct sqlite_tree *tree, uint32_t first, uint32_t pages)
{
    if (!may_hold_data(tree, first) || pages > tree->form.pages - first + 1)
        return TREE_ODD;
    size_t bytes = (size_t)pages * tree->form.page_bytes;
    unsigned char *room;
    enum tree_step step = take_room(tree, &room, bytes);
    if (step != TREE_LEAF)
        return step;
    if (!read_bytes(tree, room, bytes, first, 0))
        return TREE_ODD;
    tree->window = room;
    tree->window_first = first;
    tree->window_pages = pages;
    return TREE_LEAF;
}

/* How many pages from this child on are worth reading at once: the children after it that stand close behind each other
 * in the file, up to the last one whose rows are asked for. */
static uint32_t count_run(const struct sqlite_tree *tree, const struct tree_level *level)
{
    uint32_t first = page_child(level->page, level->child), last = first;
    uint32_t most = WINDOW_BYTES / tree->form.page_bytes;
    for (size_t child = level->child + 1; child < level->children; child++) {
        uint32_t next = page_child(level->page, child);
        if (page_child_last_row(level->page, child - 1) >= tree->last_row || next <= last || next - last > STRIDE ||
            next - first >= most || next > tree->form.pages)
            break;
        last = next;
    }
    return last - first + 1;
}

/* The page of this number; `above` is the level whose child it is. */
static enum tree_step fetch(struct sqlite_tree *tree, const unsigned char **page, uint32_t number,
                            const struct tree_level *above)
{
    enum tree_step step = TREE_LEAF;
    if (number - tree->window_first >= tree->window_pages || number == tree->form.lock_page)
        step = read_window(tree, number, above != NULL ? count_run(tree, above) : 1);
    if (step == TREE_LEAF)
        *page = tree->window + (size_t)(number - tree->window_first) * tree->form.page_bytes;
    return step;
}

/* From a page down to a leaf: to the child for `row`, or to the first one where row is INT64_MIN. */
static enum tree_step descend(struct sqlite_tree *tree, const unsigned char **leaf, uint32_t number, int64_t row)
{
    for (;;) {
        const unsigned char *page = NULL;
        const struct tree_level *above = tree->depth > 0 ? &tree->levels[tree->depth - 1] : NULL;
        enum tree_step step = fetch(tree, &page, number, above);
        if (step != TREE_LEAF)
            return step;
        *leaf = page;
        if (!page_is_interior(page))
            return TREE_LEAF; /* page_leaf_cells says whether it is one */
        if (tree->depth == TREE_DEPTH - 1)
            return TREE_ODD;
        struct tree_level *level = &tree->levels[tree->depth++];
        *level = (struct tree_level){.page = page, .children = page_children(page, &tree->form)};
        if (level->children == 0)
            return TREE_ODD;
        while (page_child_last_row(page, level->child) < row)
            level->child++;
        number = page_child(page, level->child);
    }
}

enum tree_step sqlite_tree_seek(struct sqlite_tree *tree, const unsigned char **leaf, uint32_t root, int64_t row)
{
    tree->window_pages = 0;
    tree->depth = 0;
    tree->memory = 0;
    return descend(tree, leaf, root, row);
}

enum tree_step sqlite_tree_next(struct sqlite_tree *tree, const unsigned char **leaf)
{
    while (tree->depth > 0) {
        struct tree_level *level = &tree->levels[tree->depth - 1];
        if (++level->child < level->children)
            return descend(tree, leaf, page_child(level->page, level->child), INT64_MIN);
        tree->depth--;
    }
    return TREE_END;
}

/* Each overflow page: the number of the next one, then bytes (1.6.2). How many there are follows from the length, so a
 * ring of pages is no danger. In a file with pointer maps SQLite may go by them instead, which would have to agree. */
enum tree_step sqlite_tree_whole_record(struct sqlite_tree *tree, struct page_cell *cell)
{
    enum { NEXT_BYTES = 4 };
    unsigned char *room;
    if (tree->form.has_pointer_maps)
        return TREE_ODD;
    enum tree_step step = take_room(tree, &room, cell->length);
    if (step != TREE_LEAF)
        return step;
    memcpy(room, cell->record, cell->here);
    uint32_t page = page_number(cell->record + cell->here), done = cell->here;
    while (done < cell->length) {
        unsigned char next[NEXT_BYTES];
        uint32_t some = cell->length - done;
        if (some > tree->form.usable_bytes - NEXT_BYTES)
            some = tree->form.usable_bytes - NEXT_BYTES;
        if (!may_hold_data(tree, page) || !read_bytes(tree, next, sizeof next, page, 0) ||
            !read_bytes(tree, room + done, some, page, NEXT_BYTES))
            return TREE_ODD;
        page = page_number(next);
        done += some;
    }
    cell->record = room;
    cell->here = cell->length;
    return TREE_LEAF;
}
