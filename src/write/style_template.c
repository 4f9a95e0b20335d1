/* How does a QML template of layers/styles become the style of one layer? */
#include "write/style_template.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

struct style_item *style_items_add(struct style_items *items, const char *kind, size_t number)
{
    if (memory_grow((void **)&items->items, &items->capacity, items->count + 1, sizeof *items->items) != 0)
        return NULL;
    struct style_item *item = &items->items[items->count++];
    *item = (struct style_item){.kind = kind, .number = number};
    return item;
}

void style_items_release(struct style_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        memory_free(items->items[i].field);
        memory_free(items->items[i].label);
        memory_free(items->items[i].filter);
        memory_free(items->items[i].value);
        memory_free(items->items[i].symbol);
    }
    memory_free(items->items);
    *items = (struct style_items){0};
}

/* What a name stands for in an item; NULL where the item has no such thing. */
static const char *item_value(const struct style_item *item, struct slice name, char number[24])
{
    if (slice_equals(name, slice_of("FIELD")))
        return item->field;
    if (slice_equals(name, slice_of("LABEL")))
        return item->label;
    if (slice_equals(name, slice_of("FILTER")))
        return item->filter;
    if (slice_equals(name, slice_of("VALUE")))
        return item->value;
    if (slice_equals(name, slice_of("SYMBOL")))
        return item->symbol;
    if (slice_equals(name, slice_of("SIZE")))
        return item->size[0] != '\0' ? item->size : NULL;
    if (slice_equals(name, slice_of("COLOR")))
        return item->color[0] != '\0' ? item->color : NULL;
    if (!slice_equals(name, slice_of("NUMBER")))
        return NULL;
    snprintf(number, 24, "%zu", item->number);
    return number;
}

struct expansion {
    struct text *out;
    const struct style_item *layer;
    const struct style_items *items;
    struct mah_error *err;
};

static enum mah_status add_variable(struct expansion *expansion, const struct style_item *item, struct slice name)
{
    char number[24];
    const char *value = item != NULL ? item_value(item, name, number) : NULL;
    if (value == NULL && slice_equals(name, slice_of("TITLE")))
        value = expansion->layer->label;
    if (value == NULL && slice_equals(name, slice_of("FIELD")))
        value = expansion->layer->field;
    if (value == NULL)
        return mah_fail(expansion->err, MAH_BAD_SOURCE, "a style template uses '@%.*s@', which has no value there",
                        (int)name.length, name.bytes);
    text_add_xml(expansion->out, value);
    return MAH_OK;
}

/* Copies from..to, names between @ replaced. An @ that opens no name stands for itself. */
static enum mah_status add_piece(struct expansion *expansion, const struct style_item *item, const char *from,
                                 const char *to)
{
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && from < to) {
        size_t plain = 0;
        while (from + plain < to && from[plain] != '@')
            plain++;
        text_add_bytes(expansion->out, from, plain);
        from += plain;
        if (from == to)
            break;
        size_t length = strspn(from + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
        if (length > 0 && from[1 + length] == '@') {
            status = add_variable(expansion, item, (struct slice){from + 1, (uint32_t)length});
            from += length + 2;
        } else {
            text_add_bytes(expansion->out, from++, 1);
        }
    }
    return status;
}

static enum mah_status add_block(struct expansion *expansion, struct slice kind, const char *from, const char *to)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < expansion->items->count; i++) {
        const struct style_item *item = &expansion->items->items[i];
        if (slice_equals(slice_of(item->kind), kind))
            status = add_piece(expansion, item, from, to);
    }
    return status;
}

/* A comment that has its line to itself takes the line with it: where the text before and after such a comment ends. */
static const char *line_start_before(const char *text, const char *comment)
{
    const char *at = comment;
    while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at == text || at[-1] == '\n' ? at : comment;
}

static const char *after_line_break(const char *after)
{
    return *after == '\n' ? after + 1 : after;
}

/* The text of a comment that starts at `from`, without blanks; *after is what follows it. */
static struct slice take_comment(const char *from, const char **after)
{
    const char *end = strstr(from + 4, "-->");
    if (end == NULL)
        end = from + strlen(from);
    *after = *end != '\0' ? after_line_break(end + 3) : end;
    return slice_trim((struct slice){from + 4, (uint32_t)(end - from - 4)});
}

/* From a comment on: drops it, or repeats the block that it opens. *at moves past what was used. */
static enum mah_status add_comment(struct expansion *expansion, const char **at)
{
    const char *start;
    struct slice comment = take_comment(*at, &start);
    if (comment.length < 5 || memcmp(comment.bytes, "each ", 5) != 0) {
        *at = start;
        return MAH_OK;
    }
    struct slice kind = slice_trim((struct slice){comment.bytes + 5, comment.length - 5});
    const char *end = strstr(start, "<!-- end -->");
    if (end == NULL)
        return mah_fail(expansion->err, MAH_BAD_SOURCE, "a style template has no '<!-- end -->' after 'each %.*s'",
                        (int)kind.length, kind.bytes);
    *at = after_line_break(end + strlen("<!-- end -->"));
    return add_block(expansion, kind, start, line_start_before(start, end));
}

enum mah_status style_template_expand(struct text *out, const char *template, const struct style_item *layer,
                                      const struct style_items *items, struct mah_error *err)
{
    struct expansion expansion = {out, layer, items, err};
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *template != '\0') {
        const char *comment = strstr(template, "<!--");
        if (comment == NULL)
            comment = template + strlen(template);
        status = add_piece(&expansion, NULL, template, line_start_before(template, comment));
        template = comment;
        if (status == MAH_OK && *template != '\0')
            status = add_comment(&expansion, &template);
    }
    return status == MAH_OK && out->failed ? mah_no_memory(err) : status;
}
