/* What is wrong with a statement, in a line that helps: the names that are near. */
#include "read/sql_complaint.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "read/sql_functions.h"
#include "turkish/fold.h"

enum { NAME_SIZE = 96, NEAR_COUNT = 3, FARTHEST = 3, LISTED = 24 };

/* The nearest names seen so far, nearest first; of the same distance the one that came first. */
struct near_names {
    char wanted[NAME_SIZE];
    char names[NEAR_COUNT][NAME_SIZE];
    size_t distances[NEAR_COUNT], count;
};

static void lower(char out[NAME_SIZE], const char *name)
{
    size_t length = 0;
    for (; name[length] != '\0' && length + 1 < NAME_SIZE; length++)
        out[length] = (char)(name[length] >= 'A' && name[length] <= 'Z' ? name[length] | 32 : name[length]);
    out[length] = '\0';
}

static bool has_name(const struct near_names *near, const char *name)
{
    for (size_t i = 0; i < near->count; i++)
        if (strcmp(near->names[i], name) == 0)
            return true;
    return false;
}

static void consider(struct near_names *near, const char *name)
{
    char key[NAME_SIZE];
    lower(key, name);
    size_t distance = name_distance(near->wanted, key, FARTHEST + 1), length = strlen(near->wanted);
    bool begins = length > 2 && strncmp(key, near->wanted, length) == 0;
    if (begins && distance > FARTHEST)
        distance = FARTHEST;
    if (distance > FARTHEST || distance * 2 > length || has_name(near, key))
        return;
    size_t place = near->count;
    while (place > 0 && near->distances[place - 1] > distance)
        place--;
    if (place == NEAR_COUNT)
        return;
    near->count += near->count < NEAR_COUNT ? 1 : 0;
    for (size_t i = near->count - 1; i > place; i--) {
        memcpy(near->names[i], near->names[i - 1], NAME_SIZE);
        near->distances[i] = near->distances[i - 1];
    }
    memcpy(near->names[place], key, NAME_SIZE);
    near->distances[place] = distance;
}

static void add_near(struct text *out, const struct near_names *near)
{
    for (size_t i = 0; i < near->count; i++)
        text_add_format(out, "%s%s", i > 0 ? ", " : "", near->names[i]);
}

/* Tables that people ask for: not those of the format. */
#define OWN_TABLES                                                                                                     \
    " FROM sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND m.name "   \
    "NOT LIKE 'rtree\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "

/* Considers every name a query gives; lists them in `all`, where that is wanted. */
static void consider_rows(struct near_names *near, struct text *all, sqlite3 *database, const char *sql)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &row, NULL) != SQLITE_OK)
        return;
    for (int n = 0; sqlite3_step(row) == SQLITE_ROW; n++) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        if (name == NULL)
            continue;
        consider(near, name);
        if (all != NULL && n < LISTED)
            text_add_format(all, "%s%s", n > 0 ? ", " : "", name);
    }
    sqlite3_finalize(row);
}

static enum mah_status no_column(sqlite3 *database, const char *name, struct near_names *near, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    consider_rows(near, NULL, database,
                  "SELECT c.name FROM (SELECT m.name AS t" OWN_TABLES ") JOIN pragma_table_info(t) c");
    add_near(&list, near);
    enum mah_status status =
        list.failed ? mah_no_memory(err)
        : near->count > 0
            ? mah_fail(err, MAH_BAD_USAGE, "no such column: '%s'; near it are %s", name, text_bytes(&list))
            : mah_fail(err, MAH_BAD_USAGE,
                       "no such column: '%s'; \"PRAGMA table_info(mah_indicators)\" lists those of "
                       "a table",
                       name);
    text_release(&list);
    return status;
}

static enum mah_status no_table(sqlite3 *database, const char *name, struct near_names *near, struct mah_error *err)
{
    struct text all = TEXT_EMPTY, list = TEXT_EMPTY;
    consider_rows(near, &all, database, "SELECT m.name" OWN_TABLES "ORDER BY m.rowid");
    add_near(&list, near);
    enum mah_status status =
        list.failed || all.failed ? mah_no_memory(err)
        : near->count > 0 ? mah_fail(err, MAH_BAD_USAGE, "no such table: '%s'; near it are %s", name, text_bytes(&list))
                          : mah_fail(err, MAH_BAD_USAGE, "no such table: '%s'; there are %s", name, text_bytes(&all));
    text_release(&all);
    text_release(&list);
    return status;
}

static enum mah_status no_function(const char *name, struct near_names *near, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; sql_function_at(i) != NULL; i++)
        consider(near, sql_function_at(i));
    add_near(&list, near);
    enum mah_status status = list.failed       ? mah_no_memory(err)
                             : near->count > 0 ? mah_fail(err, MAH_BAD_USAGE, "no such function: '%s'; near it are %s",
                                                          name, text_bytes(&list))
                                               : mah_fail(err, MAH_BAD_USAGE, "no such function: '%s'", name);
    text_release(&list);
    return status;
}

enum mah_status sql_complain(sqlite3 *database, struct mah_error *err)
{
    char words[512]; /* a copy: the questions below make SQLite forget */
    struct near_names near = {.count = 0};
    int offset = sqlite3_error_offset(database);
    snprintf(words, sizeof words, "%s", sqlite3_errmsg(database));
    const char *colon = strstr(words, ": "), *name = colon != NULL ? colon + 2 : words;
    const char *dot = strrchr(name, '.');
    lower(near.wanted, dot != NULL ? dot + 1 : name);
    if (strncmp(words, "no such column: ", strlen("no such column: ")) == 0)
        return no_column(database, name, &near, err);
    if (strncmp(words, "no such table: ", strlen("no such table: ")) == 0)
        return no_table(database, name, &near, err);
    if (strncmp(words, "no such function: ", strlen("no such function: ")) == 0)
        return no_function(name, &near, err);
    if (offset >= 0)
        return mah_fail(err, MAH_BAD_USAGE, "SQLite says of the statement: %s (at byte %d)", words, offset + 1);
    return mah_fail(err, MAH_BAD_USAGE, "SQLite says of the statement: %s", words);
}
