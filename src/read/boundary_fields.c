/* Which column of a file of boundaries, or of a list of ilçe, is which field? */
#include "read/boundary_fields.h"

#include <string.h>

#include "base/column_list.h"
#include "base/data_table.h"
#include "base/memory.h"
#include "base/text.h"
#include "read/cut_name.h"
#include "read/header_names.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };

static const char *const names[BOUNDARY_FIELD_COUNT] = {
    [BOUNDARY_MAH_CODE] = "mah_code",   [BOUNDARY_MAH_NAME] = "mah_name", [BOUNDARY_ILCE_CODE] = "ilce_code",
    [BOUNDARY_ILCE_NAME] = "ilce_name", [BOUNDARY_IL_CODE] = "il_code",   [BOUNDARY_IL_NAME] = "il_name",
    [BOUNDARY_POP_EXT] = "pop_ext",
};

struct matching {
    struct boundary_field_map *map;
    char *const *columns;
    size_t count;
    char **keys; /* header keys of the columns */
    struct data_table table;
    const struct source *source;
    const char *kind;
    struct mah_error *err;
};

/* ---- what the user named ---- */

static enum boundary_field field_named(const char *name)
{
    int field = 0;
    while (field < BOUNDARY_FIELD_COUNT && strcmp(names[field], name) != 0)
        field++;
    return (enum boundary_field)field;
}

static enum mah_status take_choice(struct matching *matching, const struct field_choice *choice)
{
    enum boundary_field field = field_named(choice->field);
    if (field == BOUNDARY_FIELD_COUNT)
        return mah_fail(matching->err, MAH_BAD_USAGE,
                        "'%s' is not a field of boundaries (fields: mah_code, mah_name, ilce_code, ilce_name, "
                        "il_code, il_name, pop_ext)",
                        choice->field);
    return header_chosen(&matching->map->column[field], matching->columns, matching->count, choice,
                         matching->source->path, matching->err);
}

static enum mah_status take_choices(struct matching *matching)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < matching->source->field_count && status == MAH_OK; i++) {
        const struct field_choice *choice = &matching->source->fields[i];
        status = header_choice_said(choice, take_choice(matching, choice), matching->err);
    }
    return status;
}

/* ---- what the table knows ---- */

static bool is_taken(const struct matching *matching, int column)
{
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++) {
        if (matching->map->column[field] == column)
            return true;
    }
    return false;
}

static bool key_is(const char *key, struct slice word)
{
    return slice_equals(slice_of(key), word);
}

static enum mah_status two_columns(const struct matching *matching, enum boundary_field field, size_t first,
                                   size_t second)
{
    return header_ambiguous(matching->source->path, matching->columns[first], matching->columns[second], names[field],
                            matching->err);
}

/* The one free column whose key is the field's name or one of its aliases. */
static enum mah_status match_strong(struct matching *matching, enum boundary_field field, const char *aliases)
{
    int found = -1;
    for (size_t i = 0; i < matching->count; i++) {
        bool fits = key_is(matching->keys[i], slice_of(names[field]));
        const char *at = aliases;
        struct slice word;
        while (!fits && alias_next(&at, &word))
            fits = key_is(matching->keys[i], word);
        if (!fits || is_taken(matching, (int)i))
            continue;
        if (found >= 0)
            return two_columns(matching, field, (size_t)found, i);
        found = (int)i;
    }
    matching->map->column[field] = found;
    return MAH_OK;
}

static void match_weak(struct matching *matching, enum boundary_field field, const char *aliases)
{
    const char *at = aliases;
    struct slice word;
    while (matching->map->column[field] < 0 && alias_next(&at, &word)) {
        for (size_t i = 0; i < matching->count; i++) {
            if (!key_is(matching->keys[i], word) || is_taken(matching, (int)i))
                continue;
            matching->map->column[field] = (int)i;
            break;
        }
    }
}

/* All strong aliases before any weak one: a column called "code" is no mah_code where another field claims it. */
static enum mah_status match_aliases(struct matching *matching)
{
    for (int weak = 0; weak < 2; weak++) {
        for (size_t row = 0; row < matching->table.row_count; row++) {
            const char *kind = data_table_cell(&matching->table, row, "source");
            const char *name = data_table_cell(&matching->table, row, "field");
            const char *aliases = data_table_cell(&matching->table, row, weak ? "weak_aliases" : "aliases");
            if (!kind || !name || !aliases)
                return mah_fail(matching->err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s",
                                "boundary_fields.csv", "field, source, aliases, weak_aliases");
            enum boundary_field field = field_named(name);
            if (strcmp(kind, matching->kind) != 0 || field == BOUNDARY_FIELD_COUNT || matching->map->column[field] >= 0)
                continue;
            enum mah_status status = MAH_OK;
            if (weak)
                match_weak(matching, field, aliases);
            else
                status = match_strong(matching, field, aliases);
            if (status != MAH_OK)
                return status;
        }
    }
    return MAH_OK;
}

/* ---- names cut by a Shapefile ---- */

static bool cut_from_one_of(const char *key, const char *words)
{
    const char *at = words;
    struct slice word;
    bool fits = false;
    while (!fits && alias_next(&at, &word))
        fits = cut_name_fits(key, word);
    return fits;
}

/* The one field whose name or alias was cut to this key; BOUNDARY_FIELD_COUNT where none or several could have been. */
static enum boundary_field field_cut_to(const struct matching *matching, const char *key)
{
    enum boundary_field found = BOUNDARY_FIELD_COUNT;
    for (size_t row = 0; row < matching->table.row_count; row++) {
        enum boundary_field field = field_named(data_table_cell(&matching->table, row, "field"));
        if (strcmp(data_table_cell(&matching->table, row, "source"), matching->kind) != 0 ||
            field == BOUNDARY_FIELD_COUNT)
            continue;
        if (!cut_name_fits(key, slice_of(names[field])) &&
            !cut_from_one_of(key, data_table_cell(&matching->table, row, "aliases")) &&
            !cut_from_one_of(key, data_table_cell(&matching->table, row, "weak_aliases")))
            continue;
        if (found != BOUNDARY_FIELD_COUNT && found != field)
            return BOUNDARY_FIELD_COUNT;
        found = field;
    }
    return found;
}

/* Comes after match_aliases, which has seen that the table has these columns. */
static enum mah_status match_cut_names(struct matching *matching)
{
    int found[BOUNDARY_FIELD_COUNT];
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++)
        found[field] = -1;
    for (size_t i = 0; i < matching->count; i++) {
        enum boundary_field field =
            is_taken(matching, (int)i) ? BOUNDARY_FIELD_COUNT : field_cut_to(matching, matching->keys[i]);
        if (field == BOUNDARY_FIELD_COUNT || matching->map->column[field] >= 0)
            continue;
        if (found[field] >= 0)
            return two_columns(matching, field, (size_t)found[field], i);
        found[field] = (int)i;
    }
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++)
        if (found[field] >= 0)
            matching->map->column[field] = found[field];
    return MAH_OK;
}

/* ---- all together ---- */

static enum mah_status make_keys(struct matching *matching)
{
    matching->keys = memory_new(matching->count, sizeof *matching->keys);
    if (!matching->keys)
        return mah_no_memory(matching->err);
    for (size_t i = 0; i < matching->count; i++) {
        char key[KEY_BYTES];
        header_key(slice_of(matching->columns[i]), key, sizeof key);
        matching->keys[i] = memory_copy_text(key);
        if (!matching->keys[i])
            return mah_no_memory(matching->err);
    }
    return MAH_OK;
}

enum mah_status boundary_fields_match(struct boundary_field_map *out, char *const *columns, size_t column_count,
                                      const struct source *source, const char *kind, struct mah_error *err)
{
    struct matching matching = {
        .map = out, .columns = columns, .count = column_count, .source = source, .kind = kind, .err = err};
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++)
        out->column[field] = -1;
    enum mah_status status = make_keys(&matching);
    if (status == MAH_OK)
        status = data_table_read(&matching.table, "boundary_fields.csv", err);
    if (status == MAH_OK)
        status = take_choices(&matching);
    if (status == MAH_OK)
        status = match_aliases(&matching);
    if (status == MAH_OK)
        status = match_cut_names(&matching);
    data_table_release(&matching.table);
    for (size_t i = 0; matching.keys && i < column_count; i++)
        memory_free(matching.keys[i]);
    memory_free(matching.keys);
    return status;
}

enum mah_status boundary_fields_require(const struct boundary_field_map *map, enum boundary_field field,
                                        char *const *columns, size_t column_count, const struct source *source,
                                        const char *kind, struct mah_error *err)
{
    if (map->column[field] >= 0)
        return MAH_OK;
    return column_list_fail(err, MAH_BAD_SOURCE, columns, column_count,
                            "'%s' has no column for %s; name it with %s: {fields: {%s: ...}}", source->path,
                            names[field], kind, names[field]);
}

char *boundary_fields_describe(const struct boundary_field_map *map, char *const *columns)
{
    struct text text = TEXT_EMPTY;
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++) {
        if (map->column[field] >= 0)
            text_add_format(&text, "%s%s -> %s", text.length > 0 ? ", " : "", columns[map->column[field]],
                            names[field]);
    }
    return text_take(&text);
}
