/* How does the tree of layers look: groups, order, what is shown at first? */
#include "write/project_tree.h"

#include <string.h>

#include "write/project_layer.h"

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
    text_add_xml(out, source.bytes != NULL ? source.bytes : "");
    text_add(out, "\" legend_exp=\"\"><customproperties/></layer-tree-layer>\n");
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

void project_tree_xml(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers,
                      const char *file_name)
{
    add_layers_of(out, layers, "", file_name);
    for (size_t i = 0; i < sheet->groups.row_count; i++) {
        size_t before = out->length;
        bool exclusive = sheet_says(&sheet->groups, i, "exclusive");
        text_add_format(out, "    <layer-tree-group checked=\"Qt::Checked\" expanded=\"%d\"%s name=\"",
                        sheet_says(&sheet->groups, i, "expanded") ? 1 : 0,
                        exclusive ? " mutually-exclusive=\"1\" mutually-exclusive-child=\"0\"" : "");
        text_add_xml(out, sheet_cell_in(sheet, &sheet->groups, i, "title"));
        text_add(out, "\">\n");
        bool any = add_layers_of(out, layers, sheet_cell(&sheet->groups, i, "key"), file_name);
        text_add(out, "    </layer-tree-group>\n");
        if (!any && !out->failed)
            out->length = before;
    }
}
