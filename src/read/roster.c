/* Who lives in each household? */
#include "read/roster.h"

#include <math.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/workers.h"
#include "read/csv_table.h"
#include "read/identity_columns.h"
#include "read/ogr_table.h"
#include "read/roster_fields.h"
#include "read/roster_words.h"
#include "read/source_kind.h"

enum { FIRST_SLOTS = 1024 };

/* An empty slot has no id. */
struct household {
    char *id;
    struct household_members members;
};

struct roster {
    struct household *slots; /* open addressing; slot_count is a power of two */
    size_t slot_count, used, rows_without_household;
    struct answer_words words;
};

/* ---- the households ---- */

static size_t slot_of(const struct household *slots, size_t slot_count, struct slice id)
{
    size_t at = (size_t)slice_hash(id) & (slot_count - 1);
    while (slots[at].id != NULL && !slice_equals(slice_of(slots[at].id), id))
        at = (at + 1) & (slot_count - 1);
    return at;
}

static enum mah_status enlarge(struct roster *roster, struct mah_error *err)
{
    size_t larger = roster->slot_count > 0 ? roster->slot_count * 2 : FIRST_SLOTS;
    struct household *slots = memory_new(larger, sizeof *slots);
    if (slots == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < roster->slot_count; i++)
        if (roster->slots[i].id != NULL)
            slots[slot_of(slots, larger, slice_of(roster->slots[i].id))] = roster->slots[i];
    memory_free(roster->slots);
    roster->slots = slots;
    roster->slot_count = larger;
    return MAH_OK;
}

static enum mah_status find_or_add(struct household **out, struct roster *roster, const char *id, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (roster->used * 4 >= roster->slot_count * 3)
        status = enlarge(roster, err);
    if (status != MAH_OK)
        return status;
    struct household *household = &roster->slots[slot_of(roster->slots, roster->slot_count, slice_of(id))];
    if (household->id == NULL) {
        household->id = memory_copy_text(id);
        if (household->id == NULL)
            return mah_no_memory(err);
        roster->used++;
    }
    *out = household;
    return MAH_OK;
}

/* ---- the members ---- */

/* Completed years; -1 where they are not known. */
static int age_of(const char *text)
{
    double years;
    if (text == NULL || number_read(slice_of(text), &years) != NUMBER_OK)
        return -1;
    return years >= 0 && years <= OLDEST_MEMBER ? (int)floor(years) : -1;
}

static void add_member(struct household_members *members, const struct answer_words *words, char *const *cells)
{
    int age = age_of(cells[ROSTER_AGE]);
    enum member_word sex = roster_words_sex(words, cells[ROSTER_SEX]);
    enum member_word relation = roster_words_relation(words, cells[ROSTER_RELATION]);
    bool is_teen = age >= CHILD_YEARS && age < ADULT_YEARS;
    if (age < 0 || (is_teen && sex == MEMBER_WORD_UNKNOWN)) {
        members->is_unclear = true;
        return;
    }
    enum member_role role = relation == MEMBER_WORD_HEAD     ? ROLE_HEAD
                            : relation == MEMBER_WORD_SPOUSE ? ROLE_SPOUSE
                                                             : ROLE_OTHER;
    enum member_age band = age >= ADULT_YEARS          ? MEMBER_ADULT
                           : age < CHILD_YEARS         ? MEMBER_CHILD
                           : sex == MEMBER_WORD_FEMALE ? MEMBER_GIRL
                                                       : MEMBER_BOY;
    uint8_t *persons = &members->persons[role][band];
    if (*persons < MOST_MEMBERS)
        (*persons)++;
    else
        members->is_unclear = true; /* no household is so large: something else is wrong */
}

static enum mah_status take_row(struct roster *roster, char *const *cells, struct mah_error *err)
{
    if (interrupted())
        return mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    if (cells[ROSTER_HH_ID] == NULL) {
        roster->rows_without_household++;
        return MAH_OK;
    }
    struct household *household = NULL;
    enum mah_status status = find_or_add(&household, roster, cells[ROSTER_HH_ID], err);
    if (status == MAH_OK)
        add_member(&household->members, &roster->words, cells);
    return status;
}

/* ---- the files ---- */

static enum mah_status refuse_identities_csv(const struct csv_table *table, const char *shown, struct mah_error *err)
{
    struct identity_columns identities;
    size_t columns = table->dialect.column_count;
    enum mah_status status = identity_columns_init(&identities, columns, err);
    for (size_t i = 0; status == MAH_OK && i < table->row_count * columns; i++)
        identity_columns_text(&identities, i % columns, slice_of(table->cells[i]),
                              table->dialect.first_row_number + (int64_t)(i / columns));
    if (status == MAH_OK)
        status = identity_columns_refuse(&identities, table->dialect.columns, shown, err);
    identity_columns_release(&identities);
    return status;
}

static bool is_blank(char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i] != NULL)
            return false;
    return true;
}

static enum mah_status read_csv(struct roster *roster, const struct source *source, struct mah_error *err)
{
    struct csv_table table;
    struct roster_map map;
    enum mah_status status = csv_table_read(&table, source, err);
    if (status != MAH_OK)
        return status;
    size_t columns = table.dialect.column_count;
    status = roster_fields_match(&map, table.dialect.columns, columns, source, err);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++) {
        char *cells[ROSTER_FIELDS] = {NULL};
        if (is_blank(&table.cells[row * columns], columns))
            continue;
        for (int field = 0; field < ROSTER_FIELDS; field++)
            if (map.column[field] >= 0)
                cells[field] = table.cells[row * columns + (size_t)map.column[field]];
        status = take_row(roster, cells, err);
    }
    if (status == MAH_OK)
        status = refuse_identities_csv(&table, source->path, err);
    csv_table_release(&table);
    return status;
}

/* All columns of the current row, whether a field is taken from them or not. */
static enum mah_status look_for_identities(struct identity_columns *identities, const struct ogr_table *table,
                                           struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t column = 0; status == MAH_OK && column < table->column_count; column++) {
        char *text = NULL;
        status = ogr_table_text(&text, table, column, err);
        if (status == MAH_OK)
            identity_columns_text(identities, column, slice_of(text), table->read);
        memory_free(text);
    }
    return status;
}

static enum mah_status take_layer_row(struct roster *roster, const struct ogr_table *table,
                                      const struct roster_map *map, struct identity_columns *identities,
                                      struct mah_error *err)
{
    char *cells[ROSTER_FIELDS] = {NULL};
    enum mah_status status = look_for_identities(identities, table, err);
    for (int field = 0; status == MAH_OK && field < ROSTER_FIELDS; field++)
        if (map->column[field] >= 0)
            status = ogr_table_text(&cells[field], table, (size_t)map->column[field], err);
    if (status == MAH_OK)
        status = take_row(roster, cells, err);
    for (int field = 0; field < ROSTER_FIELDS; field++)
        memory_free(cells[field]);
    return status;
}

static enum mah_status read_layer(struct roster *roster, const struct source *source, struct mah_error *err)
{
    struct ogr_table table;
    struct roster_map map;
    bool more = true;
    struct identity_columns identities = {0};
    enum mah_status status = ogr_table_open(&table, source, TABLE_ANY_GEOMETRY, err);
    if (status == MAH_OK)
        status = identity_columns_init(&identities, table.column_count, err);
    if (status == MAH_OK)
        status = roster_fields_match(&map, table.columns, table.column_count, source, err);
    if (status == MAH_OK)
        status = ogr_table_next(&table, &more, err);
    while (status == MAH_OK && more) {
        if (!ogr_table_is_blank(&table))
            status = take_layer_row(roster, &table, &map, &identities, err);
        if (status == MAH_OK)
            status = ogr_table_next(&table, &more, err);
    }
    if (status == MAH_OK)
        status = identity_columns_refuse(&identities, table.columns, source->path, err);
    identity_columns_release(&identities);
    ogr_table_close(&table);
    return status;
}

enum mah_status roster_read(struct roster **out, const struct source *source, struct mah_error *err)
{
    enum source_kind kind = SOURCE_KINDS;
    struct roster *roster = memory_new(1, sizeof *roster);
    if (roster == NULL)
        return mah_no_memory(err);
    enum mah_status status = source_kind_of_path(&kind, source->path, err);
    if (status == MAH_OK)
        status = roster_words_read(&roster->words, err);
    if (status == MAH_OK)
        status = enlarge(roster, err);
    if (status == MAH_OK)
        status = kind == SOURCE_TEXT_TABLE ? read_csv(roster, source, err) : read_layer(roster, source, err);
    if (status != MAH_OK) {
        roster_free(roster);
        return status;
    }
    *out = roster;
    return MAH_OK;
}

void roster_free(struct roster *roster)
{
    if (roster == NULL)
        return;
    for (size_t i = 0; i < roster->slot_count; i++)
        memory_free(roster->slots[i].id);
    memory_free(roster->slots);
    answer_words_release(&roster->words);
    memory_free(roster);
}

const struct household_members *roster_find(const struct roster *roster, struct slice hh_id)
{
    const struct household *household = &roster->slots[slot_of(roster->slots, roster->slot_count, hh_id)];
    return household->id != NULL && hh_id.length > 0 ? &household->members : NULL;
}

size_t roster_household_count(const struct roster *roster)
{
    return roster->used;
}

size_t roster_rows_without_household(const struct roster *roster)
{
    return roster->rows_without_household;
}
