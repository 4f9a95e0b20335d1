/* One of the two files of a comparison. */
#include "run/compare_side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* ---- opening ---- */

const char *compare_side_code(const struct compare_side *side, size_t mahalle)
{
    const char *code = published_text(side->mahalle, mahalle, side->code);
    return code != NULL ? code : "";
}

const char *compare_side_name(const struct compare_side *side, size_t mahalle)
{
    const char *name = published_text(side->mahalle, mahalle, side->name);
    return name != NULL ? name : compare_side_code(side, mahalle);
}

struct coded {
    const char *code;
    size_t mahalle;
};

static int by_code(const void *a_, const void *b_)
{
    const struct coded *a = a_, *b = b_;
    return strcmp(a->code, b->code);
}

static enum mah_status sort_codes(struct compare_side *side, struct mah_error *err)
{
    struct coded *coded = memory_new(side->count, sizeof *coded);
    side->by_code = memory_new(side->count, sizeof *side->by_code);
    if (coded == NULL || side->by_code == NULL) {
        memory_free(coded);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < side->count; i++)
        coded[i] = (struct coded){compare_side_code(side, i), i};
    qsort(coded, side->count, sizeof *coded, by_code);
    for (size_t i = 0; i < side->count; i++)
        side->by_code[i] = coded[i].mahalle;
    memory_free(coded);
    return MAH_OK;
}

size_t compare_side_find(const struct compare_side *side, const char *code)
{
    size_t low = 0, high = side->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(compare_side_code(side, side->by_code[middle]), code);
        if (order == 0)
            return side->by_code[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* The rows of suppression, sorted by counting: start[m] .. start[m + 1] - 1 are those of mahalle m. */
static enum mah_status sort_hidden(struct compare_side *side, struct mah_error *err)
{
    const struct published_table *table = side->suppression;
    size_t code, rows = table != NULL && published_column_find(table, "mah_code", &code) ? table->row_count : 0;
    size_t *start = side->hidden_start = memory_new(side->count + 2, sizeof *start);
    side->hidden_rows = memory_new(rows, sizeof *side->hidden_rows);
    size_t *of_row = memory_new(rows, sizeof *of_row);
    enum mah_status status = start != NULL && side->hidden_rows != NULL && of_row != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < rows; i++) {
        const char *text = published_text(table, i, code);
        of_row[i] = text != NULL ? compare_side_find(side, text) : SIZE_MAX;
        if (of_row[i] != SIZE_MAX)
            start[of_row[i] + 2]++;
    }
    for (size_t m = 2; status == MAH_OK && m < side->count + 2; m++)
        start[m] += start[m - 1];
    for (size_t i = 0; status == MAH_OK && i < rows; i++)
        if (of_row[i] != SIZE_MAX)
            side->hidden_rows[start[of_row[i] + 1]++] = i;
    memory_free(of_row);
    return status;
}

static enum mah_status read_if_there(struct published_table **out, const struct compare_side *side, const char *name,
                                     struct mah_error *err)
{
    return published_has(side->file, name) ? published_table_read(out, side->file, name, err) : MAH_OK;
}

/* Only public figures are rounded (protect/policy.h). */
static double rounding_of(const struct published *file)
{
    const char *profile = published_parameter(file, "privacy.profile");
    const char *text = published_parameter(file, "privacy.round_to");
    double round_to = 0;
    bool is_public = profile == NULL || strcmp(profile, "public") == 0;
    if (!is_public || text == NULL || number_read(slice_of(text), &round_to) != NUMBER_OK)
        return 0;
    return round_to;
}

static enum mah_status read_tables(struct compare_side *out, struct mah_error *err)
{
    const char *name = published_name(out->file);
    if (!published_has(out->file, "mah_indicators"))
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no table 'mah_indicators'; name a file that 'mahalle run' made",
                        name);
    enum mah_status status = published_table_read(&out->mahalle, out->file, "mah_indicators", err);
    if (status == MAH_OK)
        status = read_if_there(&out->service, out, "mah_service", err);
    if (status == MAH_OK)
        status = read_if_there(&out->infra, out, "mah_infra", err);
    if (status == MAH_OK)
        status = read_if_there(&out->suppression, out, "suppression", err);
    if (status != MAH_OK)
        return status;
    out->count = out->mahalle->row_count;
    (void)published_column_find(out->mahalle, "mah_name", &out->name);
    (void)published_column_find(out->mahalle, "ilce_name", &out->ilce);
    (void)published_column_find(out->mahalle, "area_km2", &out->area);
    (void)published_column_find(out->mahalle, "flag", &out->flag);
    if (!published_column_find(out->mahalle, "mah_code", &out->code))
        return mah_fail(err, MAH_BAD_SOURCE, "'%s': table 'mah_indicators' has no column '%s'", name, "mah_code");
    return MAH_OK;
}

enum mah_status compare_side_open(struct compare_side *out, const char *path, struct mah_error *err)
{
    *out = (struct compare_side){0};
    enum mah_status status = published_open(&out->file, path, err);
    if (status == MAH_OK)
        status = read_tables(out, err);
    if (status == MAH_OK)
        status = sort_codes(out, err);
    if (status == MAH_OK)
        status = sort_hidden(out, err);
    if (status == MAH_OK)
        out->round_to = rounding_of(out->file);
    return status;
}

void compare_side_release(struct compare_side *side)
{
    published_table_free(side->mahalle);
    published_table_free(side->service);
    published_table_free(side->infra);
    published_table_free(side->suppression);
    memory_free(side->by_code);
    memory_free(side->hidden_start);
    memory_free(side->hidden_rows);
    published_close(side->file);
}

/* ---- why is a value missing? ---- */

/* Does the sum name this field of mah_indicators? */
static bool names(const char *sum, const char *field)
{
    size_t length = strlen(field);
    for (const char *word = sum; *word != '\0'; word += strspn(word, " ")) {
        size_t end = strcspn(word, " ");
        if (end == length && strncmp(word, field, length) == 0)
            return true;
        word += end;
    }
    return false;
}

/* "primary.all.covered" is a figure of everybody for the key "primary". */
static bool is_of_everybody(const char *cell, const char *key)
{
    size_t length = strlen(key);
    return length > 0 && strncmp(cell, key, length) == 0 && strncmp(cell + length, ".all", 4) == 0;
}

bool compare_side_hides(const struct compare_side *side, size_t mahalle, const char *field, const char *key,
                        const char *up, const char *down)
{
    const char *flag = published_text(side->mahalle, mahalle, side->flag);
    if (flag != NULL && strcmp(flag, "S1") == 0)
        return true;
    size_t begin = side->hidden_start[mahalle], end = side->hidden_start[mahalle + 1];
    size_t layer_column = SIZE_MAX, field_column = SIZE_MAX;
    if (begin == end || !published_column_find(side->suppression, "layer", &layer_column) ||
        !published_column_find(side->suppression, "field", &field_column))
        return false;
    for (size_t k = begin; k < end; k++) {
        const char *layer = published_text(side->suppression, side->hidden_rows[k], layer_column);
        const char *cell = published_text(side->suppression, side->hidden_rows[k], field_column);
        if (layer == NULL || cell == NULL)
            continue;
        bool is_wide = strcmp(layer, "mah_indicators") == 0;
        if (is_wide ? strcmp(cell, field) == 0 || names(up, cell) || names(down, cell) : is_of_everybody(cell, key))
            return true;
    }
    return false;
}

bool compare_side_is_empty(const struct compare_side *side, size_t mahalle)
{
    const char *flag = published_text(side->mahalle, mahalle, side->flag);
    return flag != NULL && strcmp(flag, "N") == 0;
}
