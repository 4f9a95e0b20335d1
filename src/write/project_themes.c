/* Which map themes does the project offer: which layers are shown together, drawn how? */
#include "write/project_themes.h"

#include <string.h>

#include "base/memory.h"
#include "write/project_qml.h"
#include "write/style_name.h"

/* One theme: a row of themes.csv, and what its '*' stands for ("" without one). */
struct theme {
    const struct project_sheet *sheet;
    const struct project_layers *layers;
    size_t row;
    const char *part;
    struct mah_error *err;
};

/* "density:den_mig", "services_out#{services-title}|{services-*}": an entry of the column layers, its '*' filled in. */
struct entry {
    char *text; /* cut at the marks */
    const struct project_layer *layer;
    const struct style *style;
    char *legend; /* ids of legend entries with | between; NULL: all of them */
};

/* Cuts the text at a mark and gives what follows it; NULL where it has none. */
static char *cut_at(char *text, char mark)
{
    char *at = strchr(text, mark);
    if (at != NULL)
        *at++ = '\0';
    return at;
}

/* A layer or a style that this release does not have stays NULL. */
static enum mah_status read_entry(struct entry *out, const struct theme *theme, struct slice word)
{
    char *pattern = memory_copy_bytes(word.bytes, word.length);
    *out = (struct entry){.text = pattern != NULL ? style_star_fill(pattern, slice_of(theme->part)) : NULL};
    memory_free(pattern);
    if (out->text == NULL)
        return mah_no_memory(theme->err);
    out->legend = cut_at(out->text, '#');
    const char *key = cut_at(out->text, ':');
    out->layer = project_layer_named(theme->layers, slice_of(out->text));
    if (out->layer != NULL && key != NULL)
        out->style = project_layer_style(out->layer, key);
    else if (out->layer != NULL && out->layer->style_count > 0)
        out->style = out->layer->styles[0];
    return MAH_OK;
}

static void add_entry(struct text *out, const struct entry *entry)
{
    text_add_format(out, "      <layer id=\"%s\" visible=\"1\" expanded=\"1\" style=\"", entry->layer->id);
    text_add_xml(out, entry->style->name);
    text_add(out, "\"/>\n");
    struct text heading = TEXT_EMPTY;
    project_qml_heading(&heading, entry->style->qml);
    if (heading.length > 0)
        text_add_format(
            out, "      <expanded-legend-nodes id=\"%s\"><expanded-legend-node id=\"%s\"/></expanded-legend-nodes>\n",
            entry->layer->id, heading.bytes);
    out->failed = out->failed || heading.failed;
    text_release(&heading);
    if (entry->legend == NULL)
        return;
    text_add_format(out, "      <checked-legend-nodes id=\"%s\">", entry->layer->id);
    for (char *node = entry->legend; node != NULL;) {
        char *next = cut_at(node, '|');
        text_add(out, "<checked-legend-node id=\"");
        text_add_xml(out, node);
        text_add(out, "\"/>");
        node = next;
    }
    text_add(out, "</checked-legend-nodes>\n");
}

static void add_groups(struct text *out, const struct project_sheet *sheet, const char *element)
{
    text_add_format(out, "      <%s-group-nodes>\n", element);
    for (size_t i = 0; i < sheet->groups.row_count; i++) {
        text_add_format(out, "        <%s-group-node id=\"", element);
        text_add_xml(out, sheet_cell_in(sheet, &sheet->groups, i, "title"));
        text_add(out, "\"/>\n");
    }
    text_add_format(out, "      </%s-group-nodes>\n", element);
}

/* The name of the sector of a type of service; "" where it has none. */
static const char *sector_of(const struct project_sheet *sheet, const struct service_type *type)
{
    for (size_t i = 0; i < sheet->sectors.row_count; i++)
        if (strcmp(sheet_cell(&sheet->sectors, i, "code"), type->sector) == 0)
            return sheet_cell_in(sheet, &sheet->sectors, i, "name");
    return "";
}

/* The title of the theme; {type}, {sector} and {title} are those of the type of service and of the style. */
static void add_title(struct text *out, const struct theme *theme, const struct style *style)
{
    const struct project_sheet *sheet = theme->sheet;
    int type = service_type_find(&sheet->types, slice_of(theme->part));
    const char *name = type != NO_SERVICE_TYPE ? service_type_name(&sheet->types.types[type], sheet->language) : "";
    const char *sector = type != NO_SERVICE_TYPE ? sector_of(sheet, &sheet->types.types[type]) : "";
    const char *at = sheet_cell_in(sheet, &sheet->themes, theme->row, "title");
    while (*at != '\0') {
        if (strncmp(at, "{type}", 6) == 0)
            text_add(out, name), at += 6;
        else if (strncmp(at, "{title}", 7) == 0)
            text_add(out, style->title), at += 7;
        else if (strncmp(at, "{sector} – ", strlen("{sector} – ")) == 0) /* a type without a sector stands alone */
            text_add_format(out, "%s%s", sector, sector[0] != '\0' ? " – " : ""), at += strlen("{sector} – ");
        else
            text_add_bytes(out, at++, 1);
    }
}

static enum mah_status add_theme(struct text *out, const struct theme *theme, const struct style *style)
{
    const char *list = sheet_cell(&theme->sheet->themes, theme->row, "layers");
    struct text title = TEXT_EMPTY;
    struct slice word;
    enum mah_status status = MAH_OK;
    add_title(&title, theme, style);
    text_add(out, "    <visibility-preset has-expanded-info=\"1\" has-checked-group-info=\"1\" name=\"");
    text_add_xml(out, text_bytes(&title));
    text_add(out, "\">\n");
    while (status == MAH_OK && sheet_next_word(&list, &word)) {
        struct entry entry;
        status = read_entry(&entry, theme, word);
        if (status == MAH_OK && entry.style != NULL)
            add_entry(out, &entry);
        memory_free(entry.text);
    }
    add_groups(out, theme->sheet, "checked");
    add_groups(out, theme->sheet, "expanded");
    text_add(out, "    </visibility-preset>\n");
    out->failed = out->failed || title.failed;
    text_release(&title);
    return status;
}

/* A row with a '*': one theme for each style of its first layer. */
static enum mah_status add_themes_of_styles(struct text *out, struct theme *theme, const struct project_layer *layer,
                                            const char *pattern)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < layer->style_count; i++) {
        struct slice part;
        if (!sheet_matches(pattern, layer->styles[i]->key, &part))
            continue;
        char *text = memory_copy_bytes(part.bytes, part.length);
        if (text == NULL)
            return mah_no_memory(theme->err);
        theme->part = text;
        status = add_theme(out, theme, layer->styles[i]);
        memory_free(text);
    }
    return status;
}

/* Is that an id of layers.csv, whether this release has the layer or not? */
static bool is_layer(const struct project_sheet *sheet, const char *id)
{
    for (size_t i = 0; i < sheet->layers.row_count; i++)
        if (strcmp(sheet_cell(&sheet->layers, i, "id"), id) == 0)
            return true;
    return false;
}

static enum mah_status add_row(struct text *out, struct theme *theme)
{
    const char *list = sheet_cell(&theme->sheet->themes, theme->row, "layers");
    struct slice word;
    if (!sheet_next_word(&list, &word))
        return MAH_OK;
    char *first = memory_copy_bytes(word.bytes, word.length);
    if (first == NULL)
        return mah_no_memory(theme->err);
    enum mah_status status = MAH_OK;
    const char *pattern = cut_at(first, ':');
    const struct project_layer *layer = project_layer_named(theme->layers, slice_of(first));
    const struct style *style = NULL;
    if (layer != NULL && layer->style_count > 0)
        style = pattern != NULL ? project_layer_style(layer, pattern) : layer->styles[0];
    theme->part = "";
    if (layer != NULL && pattern != NULL && strchr(pattern, '*') != NULL)
        status = add_themes_of_styles(out, theme, layer, pattern);
    else if (style != NULL)
        status = add_theme(out, theme, style);
    else if (!is_layer(theme->sheet, first))
        status = mah_fail(theme->err, MAH_BAD_SOURCE,
                          "'project/themes.csv' names '%s', which is no id of 'project/layers.csv'", first);
    memory_free(first);
    return status;
}

enum mah_status project_themes_xml(struct text *out, const struct project_sheet *sheet,
                                   const struct project_layers *layers, struct mah_error *err)
{
    struct theme theme = {.sheet = sheet, .layers = layers, .err = err};
    enum mah_status status = MAH_OK;
    for (theme.row = 0; status == MAH_OK && theme.row < sheet->themes.row_count; theme.row++)
        status = add_row(out, &theme);
    return status;
}
