/* How does the tree of layers look: groups, order, what is shown at first? */
#include "write/project_tree.h"

#include <string.h>

#include "write/project_layer.h"
#include "write/project_qml.h"

/* The heading of a legend is open, so that the classes below it are seen as soon as the layer is. */
static void add_open_legend(struct text *out, const struct project_layer *layer)
{
    struct text heading = TEXT_EMPTY;
    if (layer->style_count > 0)
        project_qml_heading(&heading, layer->styles[0]->qml);
    if (heading.length > 0)
        text_add_format(out,
                        "<customproperties><Option type=\"Map\"><Option name=\"expandedLegendNodes\" "
                        "type=\"StringList\"><Option type=\"QString\" value=\"%s\"/></Option></Option>"
                        "</customproperties>",
                        heading.bytes);
    out->failed = out->failed || heading.failed;
    text_release(&heading);
}

/* Legends are open where they are seen at first: a tree of thirty open legends hides the layers. */
static void add_layer(struct text *out, const struct project_layer *layer, const char *file_name)
{
    struct text source = TEXT_EMPTY;
    project_source(&source, file_name, layer);
    text_add_format(
        out, "      <layer-tree-layer id=\"%s\" checked=\"Qt::%s\" expanded=\"%d\" providerKey=\"ogr\" name=\"",
        layer->id, layer->visible ? "Checked" : "Unchecked", layer->visible && layer->group[0] != '\0' ? 1 : 0);
    text_add_xml(out, layer->title);
    text_add(out, "\" source=\"");
    text_add_xml(out, text_bytes(&source));
    text_add(out, "\" legend_exp=\"\">");
    add_open_legend(out, layer);
    text_add(out, "</layer-tree-layer>\n");
    out->failed = out->failed || source.failed;
    text_release(&source);
}

static bool add_layers_of(struct text *out, const struct project_layers *layers, const char *group,
                          const char *file_name)
{
    bool any = false;
    for (size_t i = 0; i < layers->count; i++) {
        if (strcmp(layers->layers[i].group, group) != 0)
            continue;
        add_layer(out, &layers->layers[i], file_name);
        any = true;
    }
    return any;
}

/* Which layer of a group that shows one at a time is shown at first, counted from 0; -1 where none is. */
static int first_shown(const struct project_layers *layers, const char *group)
{
    int place = 0;
    for (size_t i = 0; i < layers->count; i++) {
        if (strcmp(layers->layers[i].group, group) != 0)
            continue;
        if (layers->layers[i].visible)
            return place;
        place++;
    }
    return -1;
}

static void open_group(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers,
                       size_t row)
{
    const struct data_table *groups = &sheet->groups;
    text_add_format(out, "    <layer-tree-group checked=\"Qt::Checked\" expanded=\"%d\"",
                    sheet_says(groups, row, "expanded") ? 1 : 0);
    if (sheet_says(groups, row, "exclusive"))
        text_add_format(out, " mutually-exclusive=\"1\" mutually-exclusive-child=\"%d\"",
                        first_shown(layers, sheet_cell(groups, row, "key")));
    text_add(out, " name=\"");
    text_add_xml(out, sheet_cell_in(sheet, groups, row, "title"));
    text_add(out, "\">\n");
}

void project_tree_xml(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers,
                      const char *file_name)
{
    add_layers_of(out, layers, "", file_name);
    for (size_t i = 0; i < sheet->groups.row_count; i++) {
        size_t before = out->length;
        open_group(out, sheet, layers, i);
        bool any = add_layers_of(out, layers, sheet_cell(&sheet->groups, i, "key"), file_name);
        text_add(out, "    </layer-tree-group>\n");
        if (!any && !out->failed)
            out->length = before;
    }
}
