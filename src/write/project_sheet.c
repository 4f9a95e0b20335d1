/* What do the tables of layers/project say? */
#include "write/project_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/layers.h"
#include "base/memory.h"

enum mah_status project_sheet_read(struct project_sheet *out, enum language language, struct mah_error *err)
{
    *out = (struct project_sheet){.language = language};
    const struct {
        struct data_table *table;
        const char *name;
    } all[] = {{&out->layers, "project/layers.csv"},   {&out->groups, "project/groups.csv"},
               {&out->themes, "project/themes.csv"},   {&out->relations, "project/relations.csv"},
               {&out->form, "project/form.csv"},       {&out->values, "project/values.csv"},
               {&out->words, "project/words.csv"},     {&out->tips, "project/tips.csv"},
               {&out->layouts, "project/layouts.csv"}, {&out->sectors, "sectors.csv"}};
    enum mah_status status = service_types_read(&out->types, err);
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = data_table_read(all[i].table, all[i].name, err);
    return status;
}

void project_sheet_release(struct project_sheet *sheet)
{
    struct data_table *const all[] = {&sheet->layers,  &sheet->groups, &sheet->themes, &sheet->relations,
                                      &sheet->form,    &sheet->values, &sheet->words,  &sheet->tips,
                                      &sheet->layouts, &sheet->sectors};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        data_table_release(all[i]);
    service_types_release(&sheet->types);
}

const char *sheet_cell(const struct data_table *table, size_t row, const char *column)
{
    const char *text = data_table_cell(table, row, column);
    return text != NULL ? text : "";
}

bool sheet_says(const struct data_table *table, size_t row, const char *column)
{
    return strcmp(sheet_cell(table, row, column), "1") == 0;
}

const char *sheet_cell_in(const struct project_sheet *sheet, const struct data_table *table, size_t row,
                          const char *stem)
{
    char column[32];
    snprintf(column, sizeof column, "%s_%s", stem, sheet->language == LANGUAGE_TURKISH ? "tr" : "en");
    return sheet_cell(table, row, column);
}

bool sheet_matches(const char *pattern, const char *name, struct slice *part)
{
    size_t before = strcspn(pattern, "*"), length = strlen(name);
    *part = (struct slice){name, 0};
    if (pattern[before] == '\0')
        return strcmp(pattern, name) == 0;
    size_t after = strlen(pattern) - before - 1;
    if (length < before + after || strncmp(pattern, name, before) != 0 ||
        strcmp(pattern + before + 1, name + length - after) != 0)
        return false;
    *part = (struct slice){name + before, (uint32_t)(length - before - after)};
    return true;
}

bool sheet_next_word(const char **list, struct slice *word)
{
    *list += strspn(*list, " ");
    size_t length = strcspn(*list, " ");
    *word = (struct slice){*list, (uint32_t)length};
    *list += length;
    return length > 0;
}

const char *sheet_theme_title(const struct project_sheet *sheet, struct slice key)
{
    for (size_t i = 0; i < sheet->themes.row_count; i++)
        if (slice_equals(key, slice_of(sheet_cell(&sheet->themes, i, "key"))))
            return sheet_cell_in(sheet, &sheet->themes, i, "title");
    return NULL;
}

/* "theme_density" is the title of the theme whose key is density; NULL for any other name. */
static const char *theme_named(const struct project_sheet *sheet, struct slice name)
{
    const size_t before = strlen("theme_");
    if (name.length <= before || strncmp(name.bytes, "theme_", before) != 0)
        return NULL;
    return sheet_theme_title(sheet, (struct slice){name.bytes + before, name.length - (uint32_t)before});
}

static const char *word_named(const struct project_sheet *sheet, struct slice name)
{
    for (size_t i = 0; i < sheet->words.row_count; i++)
        if (slice_equals(name, slice_of(sheet_cell(&sheet->words, i, "key"))))
            return sheet_cell(&sheet->words, i, sheet->language == LANGUAGE_TURKISH ? "tr" : "en");
    return theme_named(sheet, name);
}

static enum mah_status add_named(struct text *out, const struct project_sheet *sheet, struct slice name,
                                 const struct sheet_value *values, size_t count, enum sheet_escape escape,
                                 struct mah_error *err)
{
    const char *text = NULL;
    bool is_xml = escape == SHEET_PLAIN;
    for (size_t i = 0; text == NULL && i < count; i++) {
        if (slice_equals(name, slice_of(values[i].name))) {
            text = values[i].text != NULL ? values[i].text : "";
            is_xml = is_xml || values[i].is_xml;
        }
    }
    if (text == NULL)
        text = word_named(sheet, name);
    if (text == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "'{{%.*s}}' has no value there and no row in 'project/words.csv'",
                        (int)name.length, name.bytes);
    if (is_xml)
        text_add(out, text);
    else
        text_add_xml(out, text);
    return MAH_OK;
}

enum mah_status sheet_fill(struct text *out, const struct project_sheet *sheet, const char *template,
                           const struct sheet_value *values, size_t count, enum sheet_escape escape,
                           struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    while (status == MAH_OK) {
        const char *open = strstr(template, "{{"), *close = open != NULL ? strstr(open, "}}") : NULL;
        if (close == NULL)
            break;
        text_add_bytes(out, template, (size_t)(open - template));
        struct slice name = {open + 2, (uint32_t)(close - open - 2)};
        status = add_named(out, sheet, name, values, count, escape, err);
        template = close + 2;
    }
    text_add(out, template);
    return status == MAH_OK && out->failed ? mah_no_memory(err) : status;
}

enum mah_status sheet_fill_file(struct text *out, const struct project_sheet *sheet, const char *file,
                                const struct sheet_value *values, size_t count, struct mah_error *err)
{
    char path[128], *template = NULL;
    size_t length;
    snprintf(path, sizeof path, "project/%s", file);
    enum mah_status status = layers_read(&template, &length, path, err);
    if (status == MAH_OK) {
        status = sheet_fill(out, sheet, template, values, count, SHEET_XML, err);
        if (status == MAH_BAD_SOURCE)
            status = mah_context(err, status, "'%s'", path);
    }
    memory_free(template);
    return status;
}
