/* Which column of a file is which field? */
#include "read/fields.h"

#include <string.h>

#include "base/column_list.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "read/cut_name.h"
#include "read/field_aliases.h"
#include "read/header_names.h"
#include "turkish/fold.h"

/* A column as it is compared: its header key, and the key of what follows the last hyphen ("" where there is none). */
struct header {
    char *key, *tail;
    bool taken;
};

struct matching {
    struct field_map *map;
    char *const *columns;
    struct header *headers;
    size_t count;
    struct field_aliases aliases;
    bool named[FIELD_COUNT]; /* by the user */
    const char *source_name;
    struct mah_error *err;
};

static enum mah_status matching_init(struct matching *matching)
{
    matching->headers = memory_new(matching->count, sizeof *matching->headers);
    if (matching->headers == NULL)
        return mah_no_memory(matching->err);
    for (size_t i = 0; i < matching->count; i++) {
        char key[HEADER_KEY_BYTES], tail[HEADER_KEY_BYTES] = "";
        const char *hyphen = strrchr(matching->columns[i], '-');
        header_key(slice_of(matching->columns[i]), key, sizeof key);
        if (hyphen != NULL)
            header_key(slice_of(hyphen + 1), tail, sizeof tail);
        matching->headers[i].key = memory_copy_text(key);
        matching->headers[i].tail = memory_copy_text(tail);
        if (matching->headers[i].key == NULL || matching->headers[i].tail == NULL)
            return mah_no_memory(matching->err);
    }
    return field_aliases_load(&matching->aliases, matching->err);
}

static void matching_release(struct matching *matching)
{
    for (size_t i = 0; matching->headers != NULL && i < matching->count; i++) {
        memory_free(matching->headers[i].key);
        memory_free(matching->headers[i].tail);
    }
    memory_free(matching->headers);
    field_aliases_release(&matching->aliases);
}

static enum mah_status two_columns(const struct matching *matching, enum field field, size_t first, size_t second)
{
    return header_ambiguous(matching->source_name, matching->columns[first], matching->columns[second],
                            field_name(field), matching->err);
}

static enum mah_status match_choice(struct matching *matching, const struct field_choice *choice)
{
    enum field field = FIELD_COUNT;
    if (!field_from_name(choice->field, &field)) {
        if (!field_aliases_know(&matching->aliases, choice->field))
            return mah_fail(matching->err, MAH_BAD_USAGE, "'%s' is not a field of a household (fields: %s)",
                            choice->field, matching->aliases.all_names);
    }
    int column;
    enum mah_status status =
        header_chosen(&column, matching->columns, matching->count, choice, matching->source_name, matching->err);
    if (status != MAH_OK || field == FIELD_COUNT)
        return status;
    matching->map->column[field] = column;
    matching->named[field] = true;
    return MAH_OK;
}

/* All aliases of one step and field, items[from..to): the column they fit, where it is the only one. */
static enum mah_status match_step(struct matching *matching, size_t from, size_t to)
{
    enum field field = matching->aliases.items[from].field;
    int found = -1;
    if (matching->map->column[field] >= 0)
        return MAH_OK;
    for (size_t i = 0; i < matching->count; i++) {
        struct header *header = &matching->headers[i];
        bool fits = false;
        for (size_t a = from; a < to && !header->taken && !fits; a++) {
            const struct field_alias *alias = &matching->aliases.items[a];
            fits = field_alias_fits(alias, alias->after_hyphen ? header->tail : header->key);
        }
        if (fits && found >= 0)
            return two_columns(matching, field, (size_t)found, i);
        if (fits)
            found = (int)i;
    }
    matching->map->column[field] = found;
    if (found >= 0)
        matching->headers[found].taken = true;
    return MAH_OK;
}

static enum mah_status match_aliases(struct matching *matching)
{
    const struct field_aliases *aliases = &matching->aliases;
    enum mah_status status = MAH_OK;
    for (size_t from = 0, to; status == MAH_OK && from < aliases->count; from = to) {
        for (to = from; to < aliases->count && aliases->items[to].step == aliases->items[from].step &&
                        aliases->items[to].field == aliases->items[from].field;)
            to++;
        status = match_step(matching, from, to);
    }
    return status;
}

/* The one field whose name or alias was cut to this key; FIELD_COUNT where none or more than one could have been. */
static enum field field_cut_to(const struct field_aliases *aliases, const char *key)
{
    enum field field = FIELD_COUNT;
    for (size_t i = 0; i < aliases->count; i++) {
        const struct field_alias *alias = &aliases->items[i];
        if (alias->after_hyphen || alias->open_start || !cut_name_fits(key, slice_of(alias->key)))
            continue;
        if (field != FIELD_COUNT && field != alias->field)
            return FIELD_COUNT;
        field = alias->field;
    }
    return field;
}

/* The last step, for the tables of Shapefiles: fields that no whole name was found for. */
static enum mah_status match_cut_names(struct matching *matching)
{
    int found[FIELD_COUNT];
    for (int field = 0; field < FIELD_COUNT; field++)
        found[field] = -1;
    for (size_t i = 0; i < matching->count; i++) {
        enum field field =
            matching->headers[i].taken ? FIELD_COUNT : field_cut_to(&matching->aliases, matching->headers[i].key);
        if (field == FIELD_COUNT || matching->map->column[field] >= 0)
            continue;
        if (found[field] >= 0)
            return two_columns(matching, field, (size_t)found[field], i);
        found[field] = (int)i;
    }
    for (int field = 0; field < FIELD_COUNT; field++)
        if (found[field] >= 0)
            matching->map->column[field] = found[field];
    return MAH_OK;
}

/* The kinds of position, best first. second is FIELD_COUNT where one column is enough. */
static const struct position_kind {
    enum field first, second;
} position_kinds[] = {{FIELD_LON, FIELD_LAT}, {FIELD_X, FIELD_Y}, {FIELD_GPS, FIELD_COUNT}};
enum { POSITION_KINDS = sizeof position_kinds / sizeof *position_kinds };

static bool is_complete(const struct field_map *map, const struct position_kind *kind)
{
    return map->column[kind->first] >= 0 && (kind->second == FIELD_COUNT || map->column[kind->second] >= 0);
}

bool field_map_has_position(const struct field_map *map)
{
    for (size_t i = 0; i < POSITION_KINDS; i++)
        if (is_complete(map, &position_kinds[i]))
            return true;
    return false;
}

static bool is_named(const struct matching *matching, const struct position_kind *kind)
{
    return matching->named[kind->first] || (kind->second != FIELD_COUNT && matching->named[kind->second]);
}

/* Leaves one complete kind of position in the map, or none where the geometry is better. */
static void keep_best_position(struct matching *matching, bool has_geometry)
{
    const struct position_kind *best = NULL;
    for (size_t i = 0; i < POSITION_KINDS && best == NULL; i++)
        if (is_named(matching, &position_kinds[i]) && is_complete(matching->map, &position_kinds[i]))
            best = &position_kinds[i];
    for (size_t i = 0; i < POSITION_KINDS && best == NULL && !has_geometry; i++)
        if (is_complete(matching->map, &position_kinds[i]))
            best = &position_kinds[i];
    for (size_t i = 0; i < POSITION_KINDS && (best != NULL || has_geometry); i++) {
        if (best == &position_kinds[i])
            continue;
        matching->map->column[position_kinds[i].first] = -1;
        if (position_kinds[i].second != FIELD_COUNT)
            matching->map->column[position_kinds[i].second] = -1;
    }
}

static enum mah_status half_position(const struct matching *matching, enum field there, enum field missing)
{
    return column_list_fail(matching->err, MAH_BAD_SOURCE, matching->columns, matching->count,
                            "'%s' has %s ('%s') but no %s; name it with fields: {%s: ...}", matching->source_name,
                            field_name(there), matching->columns[matching->map->column[there]], field_name(missing),
                            field_name(missing));
}

/* A longitude without a latitude that the user named, or that is all there is, is a mistake worth stopping for. */
static enum mah_status check_halves(const struct matching *matching, bool has_other_position)
{
    for (size_t i = 0; i < POSITION_KINDS; i++) {
        enum field first = position_kinds[i].first, second = position_kinds[i].second;
        if (second == FIELD_COUNT || (has_other_position && !is_named(matching, &position_kinds[i])))
            continue;
        bool has_first = matching->map->column[first] >= 0, has_second = matching->map->column[second] >= 0;
        if (has_first && !has_second)
            return half_position(matching, first, second);
        if (has_second && !has_first)
            return half_position(matching, second, first);
    }
    return MAH_OK;
}

static enum mah_status check_required(const struct matching *matching, bool has_geometry)
{
    const int *column = matching->map->column;
    if (column[FIELD_HH_SIZE] < 0)
        return column_list_fail(matching->err, MAH_BAD_SOURCE, matching->columns, matching->count,
                                "'%s' has no column for hh_size, the persons of a household; name it with "
                                "fields: {hh_size: ...}",
                                matching->source_name);
    if (!has_geometry && !field_map_has_position(matching->map) && column[FIELD_MAH_CODE] < 0 &&
        column[FIELD_MAH_NAME] < 0)
        return column_list_fail(
            matching->err, MAH_BAD_SOURCE, matching->columns, matching->count,
            "'%s' has no columns for a position (lon and lat, x and y, or gps) and none for mah_code "
            "or mah_name; name them with fields: {lon: ..., lat: ...}",
            matching->source_name);
    return MAH_OK;
}

enum mah_status field_map_match(struct field_map *out, char *const *columns, size_t column_count,
                                const struct source *source, bool has_geometry, const char *source_name,
                                struct mah_error *err)
{
    struct matching matching = {
        .map = out, .columns = columns, .count = column_count, .source_name = source_name, .err = err};
    for (int i = 0; i < FIELD_COUNT; i++)
        out->column[i] = -1;
    enum mah_status status = header_refuse_record(columns, column_count, source_name, err);
    if (status == MAH_OK)
        status = matching_init(&matching);
    for (size_t i = 0; status == MAH_OK && i < source->field_count; i++) {
        const struct field_choice *choice = &source->fields[i];
        status = header_choice_said(choice, match_choice(&matching, choice), err);
    }
    for (int i = 0; status == MAH_OK && i < FIELD_COUNT; i++)
        if (out->column[i] >= 0)
            matching.headers[out->column[i]].taken = true;
    if (status == MAH_OK)
        status = match_aliases(&matching);
    if (status == MAH_OK)
        status = match_cut_names(&matching);
    if (status == MAH_OK)
        status = check_halves(&matching, has_geometry || field_map_has_position(out));
    if (status == MAH_OK) {
        keep_best_position(&matching, has_geometry);
        status = check_required(&matching, has_geometry);
    }
    matching_release(&matching);
    return status;
}

char *field_map_describe(const struct field_map *map, char *const *columns, size_t column_count)
{
    struct text text = TEXT_EMPTY;
    bool *used = memory_new(column_count, sizeof *used);
    if (used == NULL)
        return NULL;
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (map->column[i] < 0)
            continue;
        used[map->column[i]] = true;
        text_add(&text, text.length > 0 ? ", " : "");
        text_add_format(&text, "%s -> %s", columns[map->column[i]], field_name((enum field)i));
    }
    const char *before = text.length > 0 ? say("; not used: ") : say("not used: ");
    for (size_t i = 0; i < column_count; i++) {
        if (used[i])
            continue;
        text_add(&text, before);
        text_add(&text, columns[i]);
        before = ", ";
    }
    memory_free(used);
    return text_take(&text);
}
