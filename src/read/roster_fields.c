/* Which column of a list of members is which field? */
#include "read/roster_fields.h"

#include <stdbool.h>
#include <string.h>

#include "base/column_list.h"
#include "base/data_table.h"
#include "base/slice.h"
#include "read/header_names.h"
#include "turkish/fold.h"

enum { KEY_BYTES = 512 };

static const char *const names[ROSTER_FIELDS] = {"hh_id", "age", "sex", "relation"};

struct matching {
    struct roster_map *map;
    char *const *columns;
    size_t count;
    const struct source *source;
    struct mah_error *err;
};

static bool is_taken(const struct matching *matching, size_t column)
{
    for (int field = 0; field < ROSTER_FIELDS; field++)
        if (matching->map->column[field] == (int)column)
            return true;
    return false;
}

/* Is the column called so? The word is a header key. */
static bool is_called(const struct matching *matching, size_t column, struct slice word)
{
    char key[KEY_BYTES];
    header_key(slice_of(matching->columns[column]), key, sizeof key);
    return slice_equals(slice_of(key), word);
}

static enum mah_status take_choice(struct matching *matching, const struct field_choice *choice)
{
    int field = 0;
    while (field < ROSTER_FIELDS && strcmp(names[field], choice->field) != 0)
        field++;
    if (field == ROSTER_FIELDS)
        return mah_fail(matching->err, MAH_BAD_USAGE,
                        "'%s' is not a field of the members (fields: hh_id, age, sex, relation)", choice->field);
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

static bool is_one_of(const struct matching *matching, size_t column, int field, const char *aliases)
{
    struct slice word = slice_of(names[field]);
    do {
        if (is_called(matching, column, word))
            return true;
    } while (alias_next(&aliases, &word));
    return false;
}

static enum mah_status match_strong(struct matching *matching, int field, const char *aliases)
{
    int *found = &matching->map->column[field];
    for (size_t i = 0; i < matching->count; i++) {
        if (is_taken(matching, i) || !is_one_of(matching, i, field, aliases))
            continue;
        if (*found >= 0)
            return header_ambiguous(matching->source->path, matching->columns[*found], matching->columns[i],
                                    names[field], matching->err);
        *found = (int)i;
    }
    return MAH_OK;
}

static void match_weak(struct matching *matching, int field, const char *aliases)
{
    struct slice word;
    while (matching->map->column[field] < 0 && alias_next(&aliases, &word))
        for (size_t i = 0; i < matching->count && matching->map->column[field] < 0; i++)
            if (!is_taken(matching, i) && is_called(matching, i, word))
                matching->map->column[field] = (int)i;
}

static enum mah_status match_aliases(struct matching *matching, const struct data_table *table)
{
    for (int field = 0; field < ROSTER_FIELDS; field++) {
        enum mah_status status = MAH_OK;
        for (size_t row = 0; status == MAH_OK && row < table->row_count; row++) {
            const char *name = data_table_cell(table, row, "field"), *aliases = data_table_cell(table, row, "aliases");
            const char *weak = data_table_cell(table, row, "weak_aliases");
            if (name == NULL || aliases == NULL || weak == NULL)
                return mah_fail(matching->err, MAH_BAD_SOURCE, "'%s' lacks one of the columns: %s", "person_fields.csv",
                                "field, aliases, weak_aliases");
            if (strcmp(name, names[field]) != 0 || matching->map->column[field] >= 0)
                continue;
            status = match_strong(matching, field, aliases);
            match_weak(matching, field, weak);
        }
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

enum mah_status roster_fields_match(struct roster_map *out, char *const *columns, size_t column_count,
                                    const struct source *source, struct mah_error *err)
{
    struct matching matching = {out, columns, column_count, source, err};
    struct data_table table = {0};
    for (int field = 0; field < ROSTER_FIELDS; field++)
        out->column[field] = -1;
    enum mah_status status = header_refuse_record(columns, column_count, source->path, err);
    if (status == MAH_OK)
        status = data_table_read(&table, "person_fields.csv", err);
    if (status == MAH_OK)
        status = take_choices(&matching);
    if (status == MAH_OK)
        status = match_aliases(&matching, &table);
    data_table_release(&table);
    for (int field = ROSTER_HH_ID; status == MAH_OK && field <= ROSTER_AGE; field++)
        if (out->column[field] < 0)
            status = column_list_fail(err, MAH_BAD_SOURCE, columns, column_count,
                                      "'%s' has no column for %s; name it with %s: {fields: {%s: ...}}", source->path,
                                      names[field], "persons", names[field]);
    return status;
}
