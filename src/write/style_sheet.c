/* What do the tables of layers/styles say? */
#include "write/style_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/slice.h"

enum mah_status style_sheet_read(struct style_sheet *out, enum language language, struct mah_error *err)
{
    *out = (struct style_sheet){.language = language};
    enum mah_status status = data_table_read(&out->styles, "styles/styles.csv", err);
    if (status == MAH_OK)
        status = data_table_read(&out->palettes, "styles/palettes.csv", err);
    if (status == MAH_OK)
        status = data_table_read(&out->words, "styles/words.csv", err);
    if (status == MAH_OK)
        status = data_table_read(&out->sectors, "sectors.csv", err);
    if (status == MAH_OK)
        status = service_types_read(&out->types, err);
    if (status != MAH_OK)
        style_sheet_release(out);
    return status;
}

void style_sheet_release(struct style_sheet *sheet)
{
    data_table_release(&sheet->styles);
    data_table_release(&sheet->palettes);
    data_table_release(&sheet->words);
    data_table_release(&sheet->sectors);
    service_types_release(&sheet->types);
}

size_t style_sheet_count(const struct style_sheet *sheet)
{
    return sheet->styles.row_count;
}

/* A cell, "" where the user's own table has no such column. */
static const char *cell(const struct data_table *table, size_t row, const char *column)
{
    const char *text = data_table_cell(table, row, column);
    return text != NULL ? text : "";
}

static bool method_parse(const char *text, enum style_method *out)
{
    static const char *const words[] = {"", "classes", "categories", "diverging", "services"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) == 0) {
            *out = (enum style_method)i;
            return true;
        }
    }
    return false;
}

enum mah_status style_sheet_row(struct style_row *out, const struct style_sheet *sheet, size_t row,
                                struct mah_error *err)
{
    const struct data_table *styles = &sheet->styles;
    bool turkish = sheet->language == LANGUAGE_TURKISH;
    *out = (struct style_row){
        .layer = cell(styles, row, "layer"),
        .field = cell(styles, row, "field"),
        .key = cell(styles, row, "key"),
        .name = cell(styles, row, turkish ? "name_tr" : "name_en"),
        .title = cell(styles, row, turkish ? "title_tr" : "title_en"),
        .unit = cell(styles, row, turkish ? "unit_tr" : "unit_en"),
        .palette = cell(styles, row, "palette"),
        .template = cell(styles, row, "template"),
        .empty = cell(styles, row, "empty"),
        .hidden_by = cell(styles, row, "hidden_by"),
        .area = cell(styles, row, "area"),
        .sides = cell(styles, row, "sides"),
        .percent = strcmp(cell(styles, row, "format"), "percent") == 0,
        .is_default = strcmp(cell(styles, row, "default"), "1") == 0,
    };
    if (!method_parse(cell(styles, row, "method"), &out->method))
        return mah_fail(
            err, MAH_BAD_SOURCE,
            "'styles/styles.csv': the method '%s' of style '%s' is not classes, diverging, categories or services",
            cell(styles, row, "method"), out->key);
    if (number_read(slice_of(cell(styles, row, "center")), &out->center) == NUMBER_BAD)
        return mah_fail(err, MAH_BAD_SOURCE, "'styles/styles.csv': the center '%s' of style '%s' is no number",
                        cell(styles, row, "center"), out->key);
    if (out->layer[0] == '\0' || out->key[0] == '\0' || out->template[0] == '\0')
        return mah_fail(err, MAH_BAD_SOURCE, "'styles/styles.csv': record %zu lacks a layer, key or template", row + 1);
    if (out->name[0] == '\0')
        out->name = out->key;
    return MAH_OK;
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    char lower = (char)(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* "#ffffb2" to "255,255,178". */
static bool color_parse(const char *text, char out[COLOR_LENGTH])
{
    int parts[3];
    if (text[0] != '#')
        return false;
    for (int i = 0; i < 3; i++) {
        int high = hex_digit(text[1 + 2 * i]);
        int low = high < 0 ? -1 : hex_digit(text[2 + 2 * i]);
        if (low < 0)
            return false;
        parts[i] = high * 16 + low;
    }
    snprintf(out, COLOR_LENGTH, "%d,%d,%d", parts[0], parts[1], parts[2]);
    return text[7] == '\0' || text[7] == ' ';
}

static enum mah_status read_palette(struct palette *out, const struct data_table *palettes, size_t row,
                                    struct mah_error *err)
{
    const char *name = cell(palettes, row, "name"), *zero = cell(palettes, row, "zero"),
               *list = cell(palettes, row, "colors");
    *out = (struct palette){0};
    bool sound = color_parse(zero, out->zero);
    for (list += strspn(list, " "); sound && *list != '\0' && out->count < PALETTE_COLORS; list += strspn(list, " ")) {
        sound = color_parse(list, out->colors[out->count++]);
        list += strcspn(list, " ");
    }
    if (!sound || out->count == 0 || *list != '\0')
        return mah_fail(err, MAH_BAD_SOURCE, "'styles/palettes.csv': palette '%s' is not 1 to %d colours like #ffffb2",
                        name, PALETTE_COLORS);
    return MAH_OK;
}

enum mah_status style_sheet_palette(struct palette *out, const struct style_sheet *sheet, const char *name,
                                    struct mah_error *err)
{
    for (size_t i = 0; i < sheet->palettes.row_count; i++)
        if (strcmp(cell(&sheet->palettes, i, "name"), name) == 0)
            return read_palette(out, &sheet->palettes, i, err);
    return mah_fail(err, MAH_BAD_SOURCE, "'styles/palettes.csv' has no palette '%s'", name);
}

const char *style_sheet_word(const struct style_sheet *sheet, const char *key)
{
    for (size_t i = 0; i < sheet->words.row_count; i++)
        if (strcmp(cell(&sheet->words, i, "key"), key) == 0)
            return cell(&sheet->words, i, sheet->language == LANGUAGE_TURKISH ? "tr" : "en");
    return key;
}

size_t style_sheet_sector(char color[COLOR_LENGTH], const struct style_sheet *sheet, const char *code)
{
    const struct data_table *sectors = &sheet->sectors;
    size_t at = 0;
    while (at < sectors->row_count && strcmp(cell(sectors, at, "code"), code) != 0)
        at++;
    if (at < sectors->row_count && color_parse(cell(sectors, at, "color"), color))
        return at;
    if (strcmp(code, "other") != 0)
        return style_sheet_sector(color, sheet, "other");
    snprintf(color, COLOR_LENGTH, "102,102,102"); /* a table without that row */
    return sectors->row_count;
}

const char *palette_spread(const struct palette *palette, size_t i, size_t count)
{
    size_t last = palette->count - 1;
    size_t at = count > 1 ? (i * last * 2 + count - 1) / (2 * (count - 1)) : last / 2;
    return palette->colors[at <= last ? at : last];
}

const char *palette_diverge(const struct palette *palette, double lower, double upper, size_t rank, size_t count)
{
    size_t middle = (palette->count - 1) / 2;
    if ((lower < 0 && upper > 0) || count == 0)
        return palette->colors[middle];
    size_t away = ((rank + 1) * middle + count / 2) / count;
    return palette->colors[lower < 0 ? middle - away : middle + away];
}
