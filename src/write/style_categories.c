/* Which rule draws which row? Categories of a code. */
#include "write/style_classes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "turkish/alphabet.h"

/* The distinct texts of a column, borrowed from the release. */
struct text_set {
    const char **texts;
    size_t count, capacity;
};

static bool set_has(const struct text_set *set, const char *text)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->texts[i], text) == 0)
            return true;
    return false;
}

static int set_add(struct text_set *set, const char *text)
{
    if (set_has(set, text))
        return 0;
    if (memory_grow((void **)&set->texts, &set->capacity, set->count + 1, sizeof *set->texts) != 0)
        return -1;
    set->texts[set->count++] = text;
    return 0;
}

static int compare(const void *a, const void *b)
{
    return turkish_compare(*(const char *const *)a, *(const char *const *)b);
}

/* All texts that occur, in Turkish order; *empty tells whether a row has none. */
static enum mah_status collect(struct text_set *set, bool *empty, const struct release_table *table, size_t column,
                               struct mah_error *err)
{
    *empty = false;
    for (size_t i = 0; i < release_row_count(table); i++) {
        struct release_cell cell = release_cell(table, i, column);
        if (cell.kind != RELEASE_CELL_TEXT)
            *empty = true;
        else if (set_add(set, cell.value.text) != 0)
            return mah_no_memory(err);
    }
    if (set->count > 0)
        qsort(set->texts, set->count, sizeof *set->texts, compare);
    return MAH_OK;
}

/* Moves the texts that the column lists to the front, in the order of that list; the others keep theirs. */
static void order_by_list(struct text_set *set, const struct release_column *column)
{
    size_t placed = 0;
    for (size_t i = 0; i < column->value_count; i++) {
        for (size_t j = placed; j < set->count; j++) {
            if (strcmp(set->texts[j], column->values[i].value) != 0)
                continue;
            const char *found = set->texts[j];
            memmove(&set->texts[placed + 1], &set->texts[placed], (j - placed) * sizeof *set->texts);
            set->texts[placed++] = found;
            break;
        }
    }
}

static enum mah_status add_category(struct style_items *items, const char *kind, const char *value, const char *label,
                                    const char *color, struct mah_error *err)
{
    struct style_item *item = style_items_add(items, kind, items->count);
    if (item == NULL)
        return mah_no_memory(err);
    item->value = memory_copy_text(value);
    item->label = memory_copy_text(label);
    memcpy(item->color, color, strlen(color) + 1);
    return item->value != NULL && item->label != NULL ? MAH_OK : mah_no_memory(err);
}

/* A legend has room for a few words: those of words.csv ("unassigned.outside"), else what the value means. */
static const char *legend_word(const struct release_table *table, const struct release_column *column,
                               const char *value, const struct style_sheet *sheet)
{
    char key[128];
    snprintf(key, sizeof key, "%s.%s", release_table_facts(table)->name, value);
    const char *word = style_sheet_word(sheet, key);
    return word != key ? word : release_value_meaning(column, value);
}

enum mah_status style_add_categories(struct style_items *items, const struct release_table *table, size_t column,
                                     const struct style_row *row, const struct style_sheet *sheet,
                                     struct mah_error *err)
{
    struct palette palette;
    struct text_set set = {0};
    bool empty = false;
    const struct release_column *facts = release_column_at(table, column);
    enum mah_status status = style_sheet_palette(&palette, sheet, row->palette, err);
    if (status == MAH_OK)
        status = collect(&set, &empty, table, column, err);
    if (status == MAH_OK)
        order_by_list(&set, facts);
    for (size_t i = 0; status == MAH_OK && i < set.count; i++)
        status = add_category(items, "category", set.texts[i], legend_word(table, facts, set.texts[i], sheet),
                              palette.colors[i % palette.count], err);
    if (status == MAH_OK && empty)
        status =
            add_category(items, "other", "", style_sheet_word(sheet, row->empty[0] != '\0' ? row->empty : "no_data"),
                         palette.zero, err);
    memory_free(set.texts);
    return status;
}
