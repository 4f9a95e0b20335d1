/* Which column of a file of services is which field? */
#include "read/service_fields.h"

#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/text.h"
#include "read/cut_name.h"
#include "read/header_names.h"
#include "turkish/fold.h"

static const char table_name[] = "service_fields.csv";

enum { KEY_BYTES = 512 };

static const char *const names[SERVICE_FIELD_COUNT] = {
    [SERVICE_ID] = "service_id",     [SERVICE_NAME] = "name", [SERVICE_CAPACITY] = "capacity",
    [SERVICE_AREA_M2] = "area_m2",   [SERVICE_OPEN] = "open", [SERVICE_LON] = "lon",
    [SERVICE_LAT] = "lat",           [SERVICE_X] = "x",       [SERVICE_Y] = "y",
    [SERVICE_GEOMETRY] = "geometry",
};

struct matching {
    struct service_field_map *map;
    char *const *columns;
    size_t count;
    char **keys; /* header keys of the columns */
    bool *is_taken;
    struct data_table table;
    const struct source *source;
    const struct service_type *type;
    struct mah_error *err;
};

const char *service_field_name(enum service_field field)
{
    return names[field];
}

static enum service_field field_named(const char *name)
{
    int field = 0;
    while (field < SERVICE_FIELD_COUNT && strcmp(names[field], name) != 0)
        field++;
    return (enum service_field)field;
}

static void take(struct matching *matching, enum service_field field, int column)
{
    matching->map->column[field] = column;
    if (column >= 0)
        matching->is_taken[column] = true;
}

static enum mah_status two_columns(const struct matching *matching, enum service_field field, size_t first,
                                   size_t second)
{
    return header_ambiguous(matching->source->path, matching->columns[first], matching->columns[second], names[field],
                            matching->err);
}

/* ---- what the user named ---- */

static enum mah_status take_choice(struct matching *matching, const struct field_choice *choice)
{
    enum service_field field = field_named(choice->field);
    if (field == SERVICE_FIELD_COUNT)
        return mah_fail(matching->err, MAH_BAD_USAGE,
                        "'%s' is not a field of a service (fields: service_id, name, capacity, area_m2, open, lon, "
                        "lat, x, y, geometry)",
                        choice->field);
    int column;
    enum mah_status status =
        header_chosen(&column, matching->columns, matching->count, choice, matching->source->path, matching->err);
    if (status != MAH_OK)
        return status;
    take(matching, field, column);
    matching->map->is_named[field] = true;
    return MAH_OK;
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

/* ---- what the tables know ---- */

static bool is_one_of(const char *key, const char *words)
{
    struct slice word;
    bool found = false;
    while (!found && alias_next(&words, &word))
        found = slice_equals(slice_of(key), word);
    return found;
}

/* The free column with this key; -1 where there is none. */
static int free_column(const struct matching *matching, struct slice key)
{
    for (size_t i = 0; i < matching->count && key.length > 0; i++)
        if (!matching->is_taken[i] && slice_equals(slice_of(matching->keys[i]), key))
            return (int)i;
    return -1;
}

/* Schools count classrooms, hospitals beds: a column of that name is the capacity of this type. */
static void match_unit(struct matching *matching)
{
    const char *const units[] = {matching->type->capacity_tr, matching->type->capacity_en};
    for (size_t i = 0; i < 2 && matching->map->column[SERVICE_CAPACITY] < 0; i++) {
        char key[KEY_BYTES];
        header_key(slice_of(units[i]), key, sizeof key);
        take(matching, SERVICE_CAPACITY, free_column(matching, slice_of(key)));
    }
}

/* The one free column whose key is the field's name or one of its aliases. */
static enum mah_status match_strong(struct matching *matching, enum service_field field, const char *aliases)
{
    int found = -1;
    for (size_t i = 0; i < matching->count; i++) {
        const char *key = matching->keys[i];
        if (matching->is_taken[i] || (strcmp(key, names[field]) != 0 && !is_one_of(key, aliases)))
            continue;
        if (found >= 0)
            return two_columns(matching, field, (size_t)found, i);
        found = (int)i;
    }
    take(matching, field, found);
    return MAH_OK;
}

static enum mah_status match_weak(struct matching *matching, enum service_field field, const char *aliases)
{
    struct slice word;
    while (matching->map->column[field] < 0 && alias_next(&aliases, &word))
        take(matching, field, free_column(matching, word));
    return MAH_OK;
}

/* Names cut by a Shapefile. Two columns that begin like the same field are left alone: the file says no more. */
static enum mah_status match_cut(struct matching *matching, enum service_field field, const char *aliases)
{
    struct slice word;
    int found = -1;
    while (alias_next(&aliases, &word)) {
        for (size_t i = 0; i < matching->count; i++) {
            if (matching->is_taken[i] || !cut_name_fits(matching->keys[i], word) || found == (int)i)
                continue;
            if (found >= 0)
                return MAH_OK;
            found = (int)i;
        }
    }
    take(matching, field, found);
    return MAH_OK;
}

typedef enum mah_status (*match_step)(struct matching *matching, enum service_field field, const char *aliases);

/* All fields by this step before any by the next: a column called "id" is no number where "durak_no" is. */
static enum mah_status match_all(struct matching *matching, match_step step, const char *column)
{
    enum mah_status status = MAH_OK;
    for (size_t row = 0; row < matching->table.row_count && status == MAH_OK; row++) {
        const char *name = data_table_cell(&matching->table, row, "field");
        const char *aliases = data_table_cell(&matching->table, row, column);
        if (name == NULL || aliases == NULL)
            return mah_fail(matching->err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s", table_name,
                            "field, aliases, weak_aliases");
        enum service_field field = field_named(name);
        if (field != SERVICE_FIELD_COUNT && matching->map->column[field] < 0)
            status = step(matching, field, aliases);
    }
    return status;
}

/* ---- all together ---- */

static enum mah_status make_keys(struct matching *matching)
{
    matching->keys = memory_new(matching->count, sizeof *matching->keys);
    matching->is_taken = memory_new(matching->count, sizeof *matching->is_taken);
    if (matching->count > 0 && (matching->keys == NULL || matching->is_taken == NULL))
        return mah_no_memory(matching->err);
    for (size_t i = 0; i < matching->count; i++) {
        char key[KEY_BYTES];
        header_key(slice_of(matching->columns[i]), key, sizeof key);
        matching->keys[i] = memory_copy_text(key);
        if (matching->keys[i] == NULL)
            return mah_no_memory(matching->err);
    }
    return MAH_OK;
}

static void release(struct matching *matching)
{
    data_table_release(&matching->table);
    for (size_t i = 0; matching->keys != NULL && i < matching->count; i++)
        memory_free(matching->keys[i]);
    memory_free(matching->keys);
    memory_free(matching->is_taken);
}

enum mah_status service_fields_match(struct service_field_map *out, char *const *columns, size_t column_count,
                                     const struct source *source, const struct service_type *type,
                                     struct mah_error *err)
{
    struct matching matching = {
        .map = out, .columns = columns, .count = column_count, .source = source, .type = type, .err = err};
    *out = (struct service_field_map){0};
    for (int field = 0; field < SERVICE_FIELD_COUNT; field++)
        out->column[field] = -1;
    enum mah_status status = make_keys(&matching);
    if (status == MAH_OK)
        status = data_table_read(&matching.table, table_name, err);
    if (status == MAH_OK)
        status = take_choices(&matching);
    if (status == MAH_OK) {
        match_unit(&matching);
        status = match_all(&matching, match_strong, "aliases");
    }
    if (status == MAH_OK)
        status = match_all(&matching, match_weak, "weak_aliases");
    if (status == MAH_OK)
        status = match_all(&matching, match_cut, "aliases");
    if (status == MAH_OK)
        status = match_all(&matching, match_cut, "weak_aliases");
    release(&matching);
    return status;
}

char *service_fields_describe(const struct service_field_map *map, char *const *columns)
{
    struct text text = TEXT_EMPTY;
    for (int field = 0; field < SERVICE_FIELD_COUNT; field++)
        if (map->column[field] >= 0)
            text_add_format(&text, "%s%s -> %s", text.length > 0 ? ", " : "", columns[map->column[field]],
                            names[field]);
    return text_take(&text);
}
