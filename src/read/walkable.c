/* Which ways of an OpenStreetMap extract may be walked? */
#include "read/walkable.h"

#include <string.h>

#include "base/memory.h"

#define FILE_NAME "walkable.csv"

/* ---- the file ---- */

static enum mah_status add_tag(size_t *out, struct walkable *walkable, const char *tag, struct mah_error *err)
{
    for (*out = 0; *out < walkable->tag_count; ++*out)
        if (strcmp(walkable->tags[*out], tag) == 0)
            return MAH_OK;
    if (walkable->tag_count == WALKABLE_TAGS_AT_MOST)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' speaks of more than %d tags", WALKABLE_TAGS_AT_MOST);
    walkable->tags[walkable->tag_count++] = tag;
    return MAH_OK;
}

static enum walk walk_of_word(const char *word)
{
    static const char *const words[] = {[WALK_YES] = "yes", [WALK_NO] = "no", [WALK_FOOT] = "foot"};
    for (size_t i = WALK_YES; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return (enum walk)i;
    return WALK_NOT_SAID;
}

static enum mah_status take_row(struct walkable *walkable, size_t row, struct mah_error *err)
{
    const char *tag = data_table_cell(&walkable->table, row, "tag");
    const char *value = data_table_cell(&walkable->table, row, "value");
    const char *word = data_table_cell(&walkable->table, row, "walk");
    if (!tag || !value || !word)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' must have the columns tag, value, walk");
    struct walkable_rule *rule = &walkable->rules[row];
    rule->value = slice_of(value);
    rule->walk = walk_of_word(word);
    if (rule->walk == WALK_NOT_SAID)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'" FILE_NAME "': walk is '%s' for the tag '%s'; yes, no and foot are allowed", word, tag);
    return add_tag(&rule->tag, walkable, tag, err);
}

enum mah_status walkable_read(struct walkable *out, struct mah_error *err)
{
    size_t first;
    *out = (struct walkable){0};
    enum mah_status status = data_table_read(&out->table, FILE_NAME, err);
    if (status != MAH_OK)
        return status;
    out->rules = memory_new(out->table.row_count, sizeof *out->rules);
    status = out->rules ? add_tag(&first, out, "highway", err) : mah_no_memory(err);
    for (size_t row = 0; status == MAH_OK && row < out->table.row_count; row++)
        status = take_row(out, row, err);
    return status;
}

void walkable_release(struct walkable *walkable)
{
    data_table_release(&walkable->table);
    memory_free(walkable->rules);
    *walkable = (struct walkable){0};
}

/* ---- the judgement ---- */

/* What the table says of a value; that of the row * where it is not listed. */
static enum walk find_walk(const struct walkable *walkable, size_t tag, struct slice value)
{
    enum walk otherwise = WALK_NOT_SAID;
    for (size_t i = 0; value.bytes && i < walkable->table.row_count; i++) {
        const struct walkable_rule *rule = &walkable->rules[i];
        if (rule->tag != tag)
            continue;
        if (slice_equals(value, rule->value))
            return rule->walk;
        if (slice_equals(rule->value, slice_of("*")))
            otherwise = rule->walk;
    }
    return otherwise;
}

bool walkable_allows(const struct walkable *walkable, const struct slice *values)
{
    bool opened = false, closed = false;
    enum walk kind = find_walk(walkable, 0, values[0]);
    if (kind == WALK_NOT_SAID || kind == WALK_NO)
        return false;
    for (size_t i = 1; i < walkable->tag_count; i++) {
        enum walk walk = find_walk(walkable, i, values[i]);
        if (walk != WALK_NOT_SAID && strcmp(walkable->tags[i], "foot") == 0)
            return walk == WALK_YES;
        opened = opened || walk == WALK_YES;
        closed = closed || walk == WALK_NO;
    }
    return !closed && (opened || kind == WALK_YES);
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
