/* Which ways of an OpenStreetMap extract may be walked? */
#include "read/walkable.h"

#include <string.h>

#define FILE_NAME "walkable.csv"

/* ---- the file ---- */

static enum mah_status add_tag(struct walkable *walkable, const char *tag, struct mah_error *err)
{
    for (size_t i = 0; i < walkable->tag_count; i++)
        if (strcmp(walkable->tags[i], tag) == 0)
            return MAH_OK;
    if (walkable->tag_count == WALKABLE_TAGS_AT_MOST)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' speaks of more than %d tags", WALKABLE_TAGS_AT_MOST);
    walkable->tags[walkable->tag_count++] = tag;
    return MAH_OK;
}

enum mah_status walkable_read(struct walkable *out, struct mah_error *err)
{
    *out = (struct walkable){0};
    enum mah_status status = data_table_read(&out->table, FILE_NAME, err);
    if (status == MAH_OK)
        status = add_tag(out, "highway", err);
    for (size_t row = 0; status == MAH_OK && row < out->table.row_count; row++) {
        const char *tag = data_table_cell(&out->table, row, "tag"), *walk = data_table_cell(&out->table, row, "walk");
        if (!tag || !walk || !data_table_cell(&out->table, row, "value"))
            return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' must have the columns tag, value, walk");
        if (strcmp(walk, "yes") != 0 && strcmp(walk, "no") != 0 && strcmp(walk, "foot") != 0)
            return mah_fail(err, MAH_BAD_SOURCE,
                            "'" FILE_NAME "': walk is '%s' for the tag '%s'; yes, no and foot are "
                            "allowed",
                            walk, tag);
        status = add_tag(out, tag, err);
    }
    return status;
}

void walkable_release(struct walkable *walkable)
{
    data_table_release(&walkable->table);
    *walkable = (struct walkable){0};
}

/* ---- the judgement ---- */

/* What the table says of a value; the row * where it is not listed; NULL where there is no such row either. */
static const char *find_walk(const struct walkable *walkable, const char *tag, struct slice value)
{
    const char *otherwise = NULL;
    for (size_t row = 0; row < walkable->table.row_count; row++) {
        if (strcmp(data_table_cell(&walkable->table, row, "tag"), tag) != 0)
            continue;
        const char *listed = data_table_cell(&walkable->table, row, "value");
        const char *walk = data_table_cell(&walkable->table, row, "walk");
        if (slice_equals(value, slice_of(listed)))
            return walk;
        if (strcmp(listed, "*") == 0)
            otherwise = walk;
    }
    return otherwise;
}

static bool is_word(const char *walk, const char *word)
{
    return walk && strcmp(walk, word) == 0;
}

bool walkable_allows(const struct walkable *walkable, const struct slice *values)
{
    bool opened = false, closed = false;
    if (!values[0].bytes)
        return false;
    const char *kind = find_walk(walkable, "highway", values[0]);
    if (!kind || is_word(kind, "no"))
        return false;
    for (size_t i = 1; i < walkable->tag_count; i++) {
        const char *walk = values[i].bytes ? find_walk(walkable, walkable->tags[i], values[i]) : NULL;
        if (walk && strcmp(walkable->tags[i], "foot") == 0)
            return is_word(walk, "yes");
        opened = opened || is_word(walk, "yes");
        closed = closed || is_word(walk, "no");
    }
    return !closed && (opened || is_word(kind, "yes"));
}

/* ---- other_tags ---- */

/* The text in quotes at *at, which is moved behind it; {NULL, 0} where there is none. Quotes in it have a backslash. */
static struct slice quoted(const char **at)
{
    const char *begin = strchr(*at, '"');
    if (!begin)
        return (struct slice){NULL, 0};
    const char *end = ++begin;
    while (*end && *end != '"')
        end += end[0] == '\\' && end[1] ? 2 : 1;
    if (!*end)
        return (struct slice){NULL, 0};
    *at = end + 1;
    return (struct slice){begin, (uint32_t)(end - begin)};
}

struct slice osm_other_tag(const char *other_tags, const char *tag)
{
    struct slice wanted = slice_of(tag);
    for (const char *at = other_tags; at;) {
        struct slice key = quoted(&at);
        struct slice value = key.bytes ? quoted(&at) : key;
        if (!value.bytes || slice_equals(key, wanted))
            return value;
    }
    return (struct slice){NULL, 0};
}
