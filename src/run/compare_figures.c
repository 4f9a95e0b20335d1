/* The published figures of one side of a comparison. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "run/compare_side.h"

bool compare_side_values(double *out, const struct compare_side *side, const char *field)
{
    size_t column;
    bool any = false;
    bool has = published_column_find(side->mahalle, field, &column);
    for (size_t i = 0; i < side->count; i++) {
        out[i] = has ? published_number(side->mahalle, i, column) : NAN;
        any = any || !isnan(out[i]);
    }
    return any;
}

/* A term: table, column and key of a long table; of mah_indicators without table and key. */
struct term {
    char table[32], column[64], key[64];
};

static bool copy(char *out, size_t size, const char *text, size_t length)
{
    if (length >= size)
        return false;
    memcpy(out, text, length);
    out[length] = '\0';
    return true;
}

static bool read_term(struct term *out, const char *word, size_t length, const char *key)
{
    const char *dot = memchr(word, '.', length), *colon = memchr(word, ':', length), *end = word + length;
    if (dot == NULL || colon == NULL || colon < dot)
        return copy(out->table, sizeof out->table, "", 0) && copy(out->column, sizeof out->column, word, length);
    bool is_any = end - colon == 2 && colon[1] == '*';
    return copy(out->table, sizeof out->table, word, (size_t)(dot - word)) &&
           copy(out->column, sizeof out->column, dot + 1, (size_t)(colon - dot - 1)) &&
           copy(out->key, sizeof out->key, is_any ? key : colon + 1, is_any ? strlen(key) : (size_t)(end - colon - 1));
}

static bool is_text(const struct published_table *table, size_t row, size_t column, const char *text)
{
    const char *cell = published_text(table, row, column);
    return cell != NULL && strcmp(cell, text) == 0;
}

/* Adds the rows of everybody for the key; a mahalle without such a row becomes unknown. */
static enum mah_status add_long(double *out, const struct compare_side *side, const struct published_table *table,
                                const char *key_column, const struct term *term, double sign, struct mah_error *err)
{
    size_t code, key, group, column;
    bool complete = table != NULL && published_column_find(table, "mah_code", &code) &&
                    published_column_find(table, key_column, &key) && published_column_find(table, "grp", &group) &&
                    published_column_find(table, term->column, &column);
    double *values = memory_new(side->count, sizeof *values);
    if (values == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < side->count; i++)
        values[i] = NAN;
    for (size_t row = 0; complete && row < table->row_count; row++) {
        const char *text = published_text(table, row, code); /* the rows of the whole city have none */
        if (text == NULL || !is_text(table, row, key, term->key) || !is_text(table, row, group, "all"))
            continue;
        size_t mahalle = compare_side_find(side, text);
        if (mahalle != SIZE_MAX)
            values[mahalle] = published_number(table, row, column);
    }
    for (size_t i = 0; i < side->count; i++)
        out[i] += sign * values[i];
    memory_free(values);
    return MAH_OK;
}

static enum mah_status add_term(double *out, const struct compare_side *side, const struct term *term, double sign,
                                struct mah_error *err)
{
    if (strcmp(term->table, "mah_service") == 0)
        return add_long(out, side, side->service, "service_type", term, sign, err);
    if (strcmp(term->table, "mah_infra") == 0)
        return add_long(out, side, side->infra, "service", term, sign, err);
    size_t column;
    (void)published_column_find(side->mahalle, term->column, &column);
    for (size_t i = 0; i < side->count; i++)
        out[i] += sign * published_number(side->mahalle, i, column);
    return MAH_OK;
}

enum mah_status compare_side_sum(double *out, size_t *terms, const struct compare_side *side, const char *sum,
                                 const char *key, struct mah_error *err)
{
    double sign = 1;
    *terms = 0;
    for (size_t i = 0; i < side->count; i++)
        out[i] = 0;
    for (const char *word = sum; *word != '\0'; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        struct term term = {.key = ""};
        if (length == 1 && (*word == '+' || *word == '-')) {
            sign = *word == '-' ? -1 : 1;
        } else if (read_term(&term, word, length, key)) {
            enum mah_status status = add_term(out, side, &term, sign, err);
            if (status != MAH_OK)
                return status;
            *terms += strcmp(term.column, "area_km2") != 0;
        } else {
            return mah_fail(err, MAH_BAD_SOURCE, "'%s': '%s' is no sum of fields", "compared.csv", sum);
        }
        word += length;
    }
    return MAH_OK;
}

void compare_side_radius(double *radius_m, const char **metric, const struct compare_side *side, const char *type)
{
    const struct published_table *table = side->service;
    size_t key, radius, how;
    *radius_m = NAN;
    *metric = NULL;
    if (table == NULL || !published_column_find(table, "service_type", &key))
        return;
    (void)published_column_find(table, "radius_m", &radius);
    (void)published_column_find(table, "metric", &how);
    for (size_t i = 0; i < table->row_count; i++) {
        if (is_text(table, i, key, type)) {
            *radius_m = published_number(table, i, radius);
            *metric = published_text(table, i, how);
            return;
        }
    }
}
