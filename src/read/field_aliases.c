/* Under which names do the fields go in files? */
#include "read/field_aliases.h"

#include <stdlib.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/text.h"
#include "turkish/fold.h"

/* Steps of the ladder: own name, aliases, both again after a hyphen, weak aliases. '|' in the table goes one up. */
enum { STEP_OWN = 0, STEP_ALIAS = 10, STEP_HYPHEN = 100, STEP_WEAK = 200 };

static enum mah_status add_alias(struct field_aliases *aliases, enum field field, int step, bool after_hyphen,
                                 struct slice name, struct mah_error *err)
{
    if (memory_grow((void **)&aliases->items, &aliases->capacity, aliases->count + 1, sizeof *aliases->items) != 0)
        return mah_no_memory(err);
    struct field_alias *alias = &aliases->items[aliases->count++];
    *alias = (struct field_alias){.field = field, .step = step, .after_hyphen = after_hyphen};
    alias->open_start = name.length > 0 && name.bytes[0] == '*';
    if (alias->open_start)
        name = (struct slice){name.bytes + 1, name.length - 1};
    header_key(name, alias->key, sizeof alias->key);
    return MAH_OK;
}

/* The words of one cell of the table; `hyphen` adds each a second time, to be looked for after a hyphen. */
static enum mah_status add_cell(struct field_aliases *aliases, enum field field, int step, bool hyphen,
                                const char *cell, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *(cell += strspn(cell, " ")) != '\0') {
        size_t length = strcspn(cell, " ");
        struct slice word = {cell, (uint32_t)length};
        if (slice_equals(word, slice_of("|")))
            step++;
        else
            status = add_alias(aliases, field, step, false, word, err);
        if (status == MAH_OK && hyphen && !slice_equals(word, slice_of("|")))
            status = add_alias(aliases, field, step + STEP_HYPHEN, true, word, err);
        cell += length;
    }
    return status;
}

static enum mah_status add_row(struct field_aliases *aliases, const struct data_table *table, size_t row,
                               struct mah_error *err)
{
    enum field field;
    if (!field_from_name(data_table_cell(table, row, "field"), &field))
        return MAH_OK; /* a field for analysts; nothing is computed with it */
    enum mah_status status = add_cell(aliases, field, STEP_OWN, true, field_name(field), err);
    if (status == MAH_OK)
        status = add_cell(aliases, field, STEP_ALIAS, true, data_table_cell(table, row, "aliases"), err);
    if (status == MAH_OK)
        status = add_cell(aliases, field, STEP_WEAK, false, data_table_cell(table, row, "weak_aliases"), err);
    return status;
}

static enum mah_status check_table(const struct data_table *table, struct mah_error *err)
{
    static const char *const needed[] = {"field", "aliases", "weak_aliases"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        bool found = false;
        for (size_t column = 0; column < table->column_count; column++)
            found = found || strcmp(table->columns[column], needed[i]) == 0;
        if (!found)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no column '%s'", "fields.csv", needed[i]);
    }
    return MAH_OK;
}

static int by_step(const void *a, const void *b)
{
    const struct field_alias *first = a, *second = b;
    if (first->step != second->step)
        return first->step < second->step ? -1 : 1;
    if (first->field != second->field)
        return first->field < second->field ? -1 : 1;
    return strcmp(first->key, second->key);
}

enum mah_status field_aliases_load(struct field_aliases *out, struct mah_error *err)
{
    *out = (struct field_aliases){0};
    struct data_table table;
    struct text names = TEXT_EMPTY;
    enum mah_status status = data_table_read(&table, "fields.csv", err);
    if (status != MAH_OK)
        return status;
    status = check_table(&table, err);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++) {
        text_add(&names, row > 0 ? ", " : "");
        text_add(&names, data_table_cell(&table, row, "field"));
        status = add_row(out, &table, row, err);
    }
    if (status == MAH_OK && (out->all_names = text_take(&names)) == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK && out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, by_step);
    if (status != MAH_OK)
        field_aliases_release(out);
    text_release(&names);
    data_table_release(&table);
    return status;
}

void field_aliases_release(struct field_aliases *aliases)
{
    memory_free(aliases->items);
    memory_free(aliases->all_names);
    *aliases = (struct field_aliases){0};
}

bool field_aliases_know(const struct field_aliases *aliases, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = aliases->all_names; *at != '\0'; at += strspn(at, ", ")) {
        size_t word = strcspn(at, ",");
        if (word == length && memcmp(at, name, length) == 0)
            return true;
        at += word;
    }
    return false;
}

bool field_alias_fits(const struct field_alias *alias, const char *key)
{
    size_t key_length = strlen(key), length = strlen(alias->key);
    if (!alias->open_start)
        return key_length == length && memcmp(key, alias->key, length) == 0;
    return key_length > length && memcmp(key + key_length - length, alias->key, length) == 0;
}
