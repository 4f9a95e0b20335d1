/* One row of a table of standards: what does it ask for, and is it written as it must be? */
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/number.h"
#include "config/standards_parts.h"

static const char *const kinds[] = {"distance_m",       "area_m2_pp", "unit_min_m2",   "unit_max_m2",
                                    "persons_per_unit", "share_min",  "cost_per_unit", "cost_per_m2"};
static const char *const scopes[] = {"mahalle", "ilce", "il", "plan"};
static const char *const metrics[] = {"any", "euclid", "network"};
static const char *const provenances[] = {"official", "secondary", "memory", "user"};
static const char *const columns[] = {"service_type", "kind",         "value",   "scope",  "pop_min",
                                      "pop_max",      "target_group", "metric",  "source", "source_date",
                                      "provenance",   "verified",     "note_tr", "note_en"};
enum { MUST_COLUMNS = 3, COLUMNS = sizeof columns / sizeof *columns }; /* the first ones must be there */
#define COUNT(words) (sizeof(words) / sizeof *(words))

const char *standard_kind_word(enum standard_kind kind)
{
    return kinds[kind];
}

const char *standard_scope_word(enum standard_scope scope)
{
    return scopes[scope];
}

static void add_words(struct text *out, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? ", " : "");
        text_add(out, words[i]);
    }
}

/* -1 where it is none of them. */
static int word_index(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    return -1;
}

static enum mah_status refuse_columns(const struct standards_file *file, const char *column, bool is_missing,
                                      struct mah_error *err)
{
    struct text names = TEXT_EMPTY;
    add_words(&names, columns, COLUMNS);
    enum mah_status status = MAH_NO_MEMORY;
    if (names.failed)
        status = mah_no_memory(err);
    else if (is_missing)
        status = mah_fail(err, MAH_BAD_USAGE, "'%s': the column '%s' of standards is missing (columns: %s)",
                          file->shown, column, names.bytes);
    else
        status = mah_fail(err, MAH_BAD_USAGE, "'%s': '%s' is no column of standards (columns: %s)", file->shown, column,
                          names.bytes);
    text_release(&names);
    return status;
}

enum mah_status standards_check_columns(const struct standards_file *file, struct mah_error *err)
{
    const struct data_table *table = &file->table;
    for (size_t i = 0; i < table->column_count; i++)
        if (word_index(columns, COLUMNS, table->columns[i]) < 0)
            return refuse_columns(file, table->columns[i], false, err);
    for (size_t i = 0; i < MUST_COLUMNS; i++) {
        bool found = false;
        for (size_t c = 0; c < table->column_count; c++)
            found |= strcmp(table->columns[c], columns[i]) == 0;
        if (!found)
            return refuse_columns(file, columns[i], true, err);
    }
    return MAH_OK;
}

/* A row while it is read. */
struct row {
    const struct standards_file *file;
    size_t number;
    int line;
    struct mah_error *err;
};

static struct slice cell(const struct row *row, const char *column)
{
    return slice_trim(slice_of(data_table_cell(&row->file->table, row->number, column)));
}

static enum mah_status refuse(const struct row *row, const char *column, const char *allowed)
{
    struct slice text = cell(row, column);
    return mah_fail(row->err, MAH_BAD_USAGE, "%s:%d: '%.*s' is not allowed as %s; %s is allowed", row->file->shown,
                    row->line, (int)(text.length < 60 ? text.length : 60), text.bytes != NULL ? text.bytes : "", column,
                    allowed);
}

static enum mah_status take_text(const struct row *row, const char *column, char **out)
{
    struct slice text = cell(row, column);
    *out = memory_copy_bytes(text.bytes != NULL ? text.bytes : "", text.length);
    return *out != NULL ? MAH_OK : mah_no_memory(row->err);
}

/* An empty cell, or a missing column, is `otherwise`; -1 where there must be a word. */
static enum mah_status take_word(const struct row *row, const char *column, const char *const *words, size_t count,
                                 int otherwise, int *out)
{
    struct slice text = cell(row, column);
    *out = otherwise;
    for (size_t i = 0; i < count; i++)
        if (slice_equals(text, slice_of(words[i])))
            *out = (int)i;
    bool is_known = *out >= 0 && (text.length == 0 || slice_equals(text, slice_of(words[*out])));
    if (is_known)
        return MAH_OK;
    struct text allowed = TEXT_EMPTY;
    add_words(&allowed, words, count);
    enum mah_status status = allowed.failed ? mah_no_memory(row->err) : refuse(row, column, allowed.bytes);
    text_release(&allowed);
    return status;
}

static enum mah_status take_population(const struct row *row, const char *column, double otherwise, double *out)
{
    *out = otherwise;
    enum number_outcome outcome = number_read(cell(row, column), out);
    if (outcome == NUMBER_BAD || (outcome == NUMBER_OK && (*out < 0 || *out > 1e9 || floor(*out) != *out)))
        return refuse(row, column, say("a whole number without separators, or nothing for no bound"));
    return MAH_OK;
}

static enum mah_status take_numbers(struct standard *out, const struct row *row)
{
    enum mah_status status = take_population(row, "pop_min", 0, &out->pop_min);
    if (status == MAH_OK)
        status = take_population(row, "pop_max", INFINITY, &out->pop_max);
    if (status != MAH_OK)
        return status;
    if (out->pop_max < out->pop_min)
        return refuse(row, "pop_max", say("a population that is not below pop_min"));
    if (number_read(cell(row, "value"), &out->value) != NUMBER_OK || out->value <= 0)
        return refuse(row, "value", say("a number above 0"));
    if (out->kind == STANDARD_SHARE_MIN && out->value > 1)
        return refuse(row, "value", say("a share above 0, at most 1"));
    return MAH_OK;
}

static enum mah_status take_words(struct standard *out, const struct row *row)
{
    static const char *const answers[] = {"0", "1"};
    int kind = 0, scope = 0, metric = 0, provenance = 0, verified = 0;
    enum mah_status status = take_word(row, "kind", kinds, COUNT(kinds), -1, &kind);
    if (status == MAH_OK)
        status = take_word(row, "scope", scopes, COUNT(scopes), STANDARD_PLAN, &scope);
    if (status == MAH_OK)
        status = take_word(row, "metric", metrics, COUNT(metrics), STANDARD_ANY_METRIC, &metric);
    if (status == MAH_OK)
        status = take_word(row, "provenance", provenances, COUNT(provenances), COUNT(provenances) - 1, &provenance);
    if (status == MAH_OK)
        status = take_word(row, "verified", answers, COUNT(answers), 0, &verified);
    if (status != MAH_OK)
        return status;
    out->kind = (enum standard_kind)kind;
    out->scope = (enum standard_scope)scope;
    out->metric = (enum standard_metric)metric;
    out->is_verified = verified == 1;
    out->provenance = memory_copy_text(provenances[provenance]);
    return out->provenance != NULL ? MAH_OK : mah_no_memory(row->err);
}

static enum mah_status take_texts(struct standard *out, const struct row *row)
{
    struct {
        const char *column;
        char **out;
    } texts[] = {{"service_type", &out->service_type}, {"target_group", &out->target_text}, {"source", &out->source},
                 {"source_date", &out->source_date},   {"note_tr", &out->note_tr},          {"note_en", &out->note_en}};
    for (size_t i = 0; i < COUNT(texts); i++) {
        enum mah_status status = take_text(row, texts[i].column, texts[i].out);
        if (status != MAH_OK)
            return status;
    }
    out->file = memory_copy_text(row->file->shown);
    return out->file != NULL ? MAH_OK : mah_no_memory(row->err);
}

enum mah_status standard_read(struct standard *out, const struct standards_file *file, size_t number,
                              struct mah_error *err)
{
    struct row row = {file, number, (int)file->table.lines[number], err};
    *out = (struct standard){.line = row.line};
    enum mah_status status = take_texts(out, &row);
    if (status == MAH_OK && out->service_type[0] == '\0')
        return refuse(&row, "service_type", say("a type or group of layers/services.csv"));
    if (status == MAH_OK && !target_group_read(slice_of(out->target_text), &out->target))
        return refuse(&row, "target_group",
                      say("all, or whole age bands (0-2, 3-5, 6-9, 10-13, 14-17, 18-64, 65-) such as age:6-9"));
    if (status == MAH_OK)
        status = take_words(out, &row);
    return status == MAH_OK ? take_numbers(out, &row) : status;
}

void standard_release(struct standard *standard)
{
    memory_free(standard->service_type);
    memory_free(standard->target_text);
    memory_free(standard->source);
    memory_free(standard->source_date);
    memory_free(standard->provenance);
    memory_free(standard->note_tr);
    memory_free(standard->note_en);
    memory_free(standard->file);
    *standard = (struct standard){0};
}
