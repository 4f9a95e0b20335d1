/* How does the text of a row filter become steps? A parser that goes down the precedence: or, and, not, comparison. */
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/row_filter_parts.h"

enum { LONGEST_FILTER = 100000, SHOWN_BEFORE = 60, SHOWN_AFTER = 40 }; /* bytes; the last two: in a message */

struct reader {
    struct row_filter *filter;
    struct slice text, rest; /* rest: behind `word` */
    struct filter_word word; /* the one to be judged now */
    struct slice last;       /* the one before it */
    struct mah_error *err;
};

static void advance(struct reader *reader)
{
    reader->last = reader->word.shown;
    reader->word = filter_word_next(&reader->rest);
}

static bool is_inside_letter(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The text around the place, cut to a readable length between letters. */
static void add_excerpt(struct text *out, struct slice text, uint32_t at)
{
    uint32_t from = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0;
    uint32_t to = text.length - at > SHOWN_AFTER ? at + SHOWN_AFTER : text.length;
    while (from > 0 && is_inside_letter(text.bytes[from]))
        from--;
    while (to < text.length && is_inside_letter(text.bytes[to]))
        to++;
    text_add(out, from > 0 ? "..." : "");
    for (uint32_t i = from; i < to; i++)
        text_add_bytes(out, (unsigned char)text.bytes[i] < ' ' ? " " : &text.bytes[i], 1); /* an error is one line */
    text_add(out, to < text.length ? "..." : "");
}

static size_t character_of(struct slice text, const char *place)
{
    size_t character = 1;
    for (const char *byte = text.bytes; byte < place; byte++)
        character += !is_inside_letter(*byte);
    return character;
}

/* Refuses the word to be judged; `reason` is already in the language that is set, and is released. */
static enum mah_status refuse(struct reader *reader, struct text *reason)
{
    struct text excerpt = TEXT_EMPTY;
    const char *from = reader->filter->where_from;
    add_excerpt(&excerpt, reader->text, (uint32_t)(reader->word.shown.bytes - reader->text.bytes));
    enum mah_status status = MAH_NO_MEMORY;
    if (reason->failed || excerpt.failed)
        status = mah_no_memory(reader->err);
    else
        status = mah_fail(reader->err, MAH_BAD_USAGE, "%s%swhere: %s at character %zu: %s", from,
                          from[0] != '\0' ? ": " : "", reason->bytes,
                          character_of(reader->text, reader->word.shown.bytes), excerpt.bytes);
    text_release(reason);
    text_release(&excerpt);
    return status;
}

static enum mah_status refuse_as(struct reader *reader, const char *reason)
{
    struct text text = TEXT_EMPTY;
    text_add(&text, reason);
    return refuse(reader, &text);
}

static enum mah_status refuse_unended(struct reader *reader)
{
    return refuse_as(reader, say("the quote does not end"));
}

/* A value was expected behind reader->last. */
static enum mah_status refuse_value(struct reader *reader)
{
    if (reader->word.kind == FILTER_UNENDED)
        return refuse_unended(reader);
    struct text reason = TEXT_EMPTY;
    text_add_format(&reason, say("expected a value after '%.*s'"), (int)reader->last.length, reader->last.bytes);
    if (filter_word_is(&reader->word, "null"))
        text_add(&reason, say("; empty cells are found with 'is null'"));
    else if (reader->word.kind == FILTER_NAME || reader->word.kind == FILTER_QUOTED_NAME)
        text_add(&reason, say("; texts stand in single quotes"));
    return refuse(reader, &reason);
}

/* A comparison was expected behind the name reader->last. */
static enum mah_status refuse_comparison(struct reader *reader)
{
    struct text reason = TEXT_EMPTY;
    text_add_format(&reason, say("expected a comparison after '%.*s' (=, <>, <, <=, >, >=, in, between, is null)"),
                    (int)reader->last.length, reader->last.bytes);
    if (reader->word.kind == FILTER_NAME || reader->word.kind == FILTER_OTHER)
        text_add(&reason, say("; names of several words stand in double quotes"));
    return refuse(reader, &reason);
}

static enum mah_status add_step(struct reader *reader, struct filter_step step)
{
    struct row_filter *filter = reader->filter;
    if (memory_grow((void **)&filter->steps, &filter->step_capacity, filter->step_count + 1, sizeof step) != 0)
        return mah_no_memory(reader->err);
    filter->steps[filter->step_count++] = step;
    return MAH_OK;
}

static enum mah_status add_operation(struct reader *reader, enum filter_step_kind kind)
{
    return add_step(reader, (struct filter_step){.kind = kind});
}

static enum mah_status take_value(struct reader *reader)
{
    struct row_filter *filter = reader->filter;
    struct filter_value value = {NULL, reader->word.number};
    if (reader->word.kind != FILTER_TEXT && reader->word.kind != FILTER_NUMBER)
        return refuse_value(reader);
    if (memory_grow((void **)&filter->values, &filter->value_capacity, filter->value_count + 1, sizeof value) != 0)
        return mah_no_memory(reader->err);
    if (reader->word.kind == FILTER_TEXT && (value.text = filter_word_inside(&reader->word)) == NULL)
        return mah_no_memory(reader->err);
    filter->values[filter->value_count++] = value;
    advance(reader);
    return MAH_OK;
}

static enum mah_status take_name(struct reader *reader, size_t *place)
{
    struct row_filter *filter = reader->filter;
    if (reader->word.kind == FILTER_UNENDED)
        return refuse_unended(reader);
    if (reader->word.kind != FILTER_NAME && reader->word.kind != FILTER_QUOTED_NAME)
        return refuse_as(reader, say("expected the name of a column"));
    char *name = filter_word_inside(&reader->word);
    if (name == NULL)
        return mah_no_memory(reader->err);
    advance(reader);
    for (*place = 0; *place < filter->name_count; ++*place)
        if (strcmp(filter->names[*place].text, name) == 0) {
            memory_free(name);
            return MAH_OK;
        }
    if (memory_grow((void **)&filter->names, &filter->name_capacity, filter->name_count + 1, sizeof *filter->names)) {
        memory_free(name);
        return mah_no_memory(reader->err);
    }
    filter->names[filter->name_count++] = (struct filter_name){name, 0};
    return MAH_OK;
}

/* ('a', 'b') */
static enum mah_status take_list(struct reader *reader)
{
    if (reader->word.kind != FILTER_OPEN)
        return refuse_as(reader, say("expected '(' after 'in'"));
    do {
        advance(reader);
        enum mah_status status = take_value(reader);
        if (status != MAH_OK)
            return status;
    } while (reader->word.kind == FILTER_COMMA);
    if (reader->word.kind != FILTER_CLOSE)
        return refuse_as(reader, say("expected ',' or ')' in the list"));
    advance(reader);
    return MAH_OK;
}

/* 10 and 20 */
static enum mah_status take_bounds(struct reader *reader)
{
    enum mah_status status = take_value(reader);
    if (status != MAH_OK)
        return status;
    if (!filter_word_is(&reader->word, "and"))
        return refuse_as(reader, say("expected 'and' and the upper bound of 'between'"));
    advance(reader);
    return take_value(reader);
}

/* null, not null */
static enum mah_status take_null(struct reader *reader, bool *negated)
{
    *negated = filter_word_is(&reader->word, "not");
    if (*negated)
        advance(reader);
    if (!filter_word_is(&reader->word, "null"))
        return refuse_as(reader, say("expected 'null' or 'not null' after 'is'"));
    advance(reader);
    return MAH_OK;
}

static enum mah_status take_comparison(struct reader *reader)
{
    struct filter_step step = {.kind = FILTER_COMPARE, .value = reader->filter->value_count};
    enum mah_status status = take_name(reader, &step.name);
    if (status != MAH_OK)
        return status;
    bool negated = filter_word_is(&reader->word, "not");
    struct filter_word name_before = {.shown = reader->last};
    if (negated)
        advance(reader);
    struct filter_word how = reader->word;
    advance(reader);
    if (filter_word_is(&how, "in")) {
        step.kind = FILTER_IN;
        status = take_list(reader);
    } else if (filter_word_is(&how, "between")) {
        step.kind = FILTER_BETWEEN;
        status = take_bounds(reader);
    } else if (filter_word_is(&how, "is") && !negated) {
        step.kind = FILTER_IS_NULL;
        status = take_null(reader, &negated);
    } else if (how.kind == FILTER_SIGN && !negated) {
        step.comparison = how.comparison;
        status = take_value(reader);
    } else {
        reader->last = name_before.shown;
        reader->word = how;
        return refuse_comparison(reader);
    }
    step.value_count = reader->filter->value_count - step.value;
    if (status == MAH_OK)
        status = add_step(reader, step);
    return status == MAH_OK && negated ? add_operation(reader, FILTER_NOT) : status;
}

static enum mah_status take_or(struct reader *reader, int depth);

static enum mah_status take_parentheses(struct reader *reader, int depth)
{
    struct text reason = TEXT_EMPTY;
    size_t opened = character_of(reader->text, reader->word.shown.bytes);
    if (depth == FILTER_DEEPEST) {
        text_add_format(&reason, say("more than %d parentheses inside each other"), FILTER_DEEPEST);
        return refuse(reader, &reason);
    }
    advance(reader);
    enum mah_status status = take_or(reader, depth + 1);
    if (status != MAH_OK)
        return status;
    if (reader->word.kind != FILTER_CLOSE) {
        text_add_format(&reason, say("expected ')' for the '(' of character %zu"), opened);
        return refuse(reader, &reason);
    }
    advance(reader);
    return MAH_OK;
}

static enum mah_status take_not(struct reader *reader, int depth)
{
    bool negated = false;
    for (; filter_word_is(&reader->word, "not"); advance(reader))
        negated = !negated;
    bool opens = reader->word.kind == FILTER_OPEN;
    enum mah_status status = opens ? take_parentheses(reader, depth) : take_comparison(reader);
    return status == MAH_OK && negated ? add_operation(reader, FILTER_NOT) : status;
}

static enum mah_status take_and(struct reader *reader, int depth)
{
    enum mah_status status = take_not(reader, depth);
    while (status == MAH_OK && filter_word_is(&reader->word, "and")) {
        advance(reader);
        status = take_not(reader, depth);
        if (status == MAH_OK)
            status = add_operation(reader, FILTER_AND);
    }
    return status;
}

static enum mah_status take_or(struct reader *reader, int depth)
{
    enum mah_status status = take_and(reader, depth);
    while (status == MAH_OK && filter_word_is(&reader->word, "or")) {
        advance(reader);
        status = take_and(reader, depth);
        if (status == MAH_OK)
            status = add_operation(reader, FILTER_OR);
    }
    return status;
}

enum mah_status filter_read(struct row_filter *filter, const char *text, struct mah_error *err)
{
    if (strlen(text) > LONGEST_FILTER)
        return mah_fail(err, MAH_BAD_USAGE, "%s%swhere: longer than %d bytes", filter->where_from,
                        filter->where_from[0] != '\0' ? ": " : "", LONGEST_FILTER);
    struct reader reader = {.filter = filter, .text = slice_of(text), .rest = slice_of(text), .err = err};
    advance(&reader);
    enum mah_status status = take_or(&reader, 0);
    if (status != MAH_OK || reader.word.kind == FILTER_END)
        return status;
    if (reader.word.kind == FILTER_COMMA)
        return refuse_as(&reader, say("expected 'and' or 'or'; numbers are written with a point"));
    return refuse_as(&reader, say("expected 'and' or 'or'"));
}
