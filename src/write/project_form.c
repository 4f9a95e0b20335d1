/* What does the form of a mahalle show, and which long tables belong to it? */
#include "write/project_form.h"

#include <string.h>

#include "base/memory.h"

/* What is being written: the fields that stand in a box already are marked. */
struct form {
    const struct project_sheet *sheet;
    const struct project_layers *layers;
    const struct project_layer *layer;
    bool *used; /* one a column of the layer's table */
    struct mah_error *err;
};

static void open_container(struct text *out, const char *name, bool is_box, int columns)
{
    text_add(out, "        <attributeEditorContainer name=\"");
    text_add_xml(out, name);
    text_add_format(out,
                    "\" groupBox=\"%d\" columnCount=\"%d\" showLabel=\"1\" visibilityExpressionEnabled=\"0\" "
                    "visibilityExpression=\"\">\n",
                    is_box ? 1 : 0, columns);
}

static void close_container(struct text *out)
{
    text_add(out, "        </attributeEditorContainer>\n");
}

static void add_fields_like(struct text *out, const struct form *form, const char *pattern)
{
    for (size_t i = 0; i < release_column_count(form->layer->table); i++) {
        const char *name = release_column_at(form->layer->table, i)->name;
        struct slice part;
        if (form->used[i] || !sheet_matches(pattern, name, &part))
            continue;
        form->used[i] = true;
        text_add_format(out, "          <attributeEditorField name=\"%s\" index=\"%zu\" showLabel=\"1\"/>\n", name,
                        i + 1);
    }
}

static enum mah_status add_fields(struct text *out, const struct form *form, const char *patterns)
{
    struct slice word;
    while (sheet_next_word(&patterns, &word)) {
        char *pattern = memory_copy_bytes(word.bytes, word.length);
        if (pattern == NULL)
            return mah_no_memory(form->err);
        add_fields_like(out, form, pattern);
        memory_free(pattern);
    }
    return MAH_OK;
}

/* The layer of a long table; NULL where the release has none. */
static const struct project_layer *child_of(const struct project_layers *layers, const char *table)
{
    for (size_t i = 0; i < layers->count; i++)
        if (strcmp(release_table_facts(layers->layers[i].table)->name, table) == 0)
            return &layers->layers[i];
    return NULL;
}

static void add_relation_widget(struct text *out, const struct form *form, const char *table)
{
    if (child_of(form->layers, table) != NULL)
        text_add_format(out,
                        "          <attributeEditorRelation name=\"%s_%s\" relation=\"%s_%s\" showLabel=\"1\" "
                        "relationWidgetTypeId=\"relation_editor\" nmRelationId=\"\" label=\"\" "
                        "forceSuppressFormPopup=\"0\"><editor_configuration type=\"Map\"><Option name=\"buttons\" "
                        "value=\"ZoomToChildFeature\" type=\"QString\"/></editor_configuration>"
                        "</attributeEditorRelation>\n",
                        form->layer->id, table, form->layer->id, table);
}

/* One row of form.csv: a box of fields, or the rows of a long table. Nothing where neither exists. */
static enum mah_status add_box(struct text *out, const struct form *form, size_t row)
{
    const struct data_table *rows = &form->sheet->form;
    const char *relation = sheet_cell(rows, row, "relation"), *box = sheet_cell_in(form->sheet, rows, row, "box");
    if (relation[0] != '\0') {
        add_relation_widget(out, form, relation);
        return MAH_OK;
    }
    size_t before = out->length;
    if (box[0] != '\0')
        open_container(out, box, true, 1);
    size_t empty = out->length;
    enum mah_status status = add_fields(out, form, sheet_cell(rows, row, "fields"));
    bool any = out->length > empty;
    if (box[0] != '\0')
        close_container(out);
    if (!any && !out->failed)
        out->length = before;
    return status;
}

/* The rows of one tab, from `first` on; *next is where the next tab begins. */
static enum mah_status add_tab(struct text *out, const struct form *form, size_t first, size_t *next)
{
    const struct data_table *rows = &form->sheet->form;
    const char *name = sheet_cell_in(form->sheet, rows, first, "tab");
    size_t before = out->length;
    enum mah_status status = MAH_OK;
    open_container(out, name, false, 1);
    size_t empty = out->length;
    for (*next = first; status == MAH_OK && *next < rows->row_count; ++*next) {
        if (strcmp(sheet_cell_in(form->sheet, rows, *next, "tab"), name) != 0)
            break;
        status = add_box(out, form, *next);
    }
    bool any = out->length > empty;
    close_container(out);
    if (!any && !out->failed)
        out->length = before;
    return status;
}

enum mah_status project_form_xml(struct text *out, const struct project_sheet *sheet,
                                 const struct project_layers *layers, const struct project_layer *layer,
                                 struct mah_error *err)
{
    if (!layer->has_form)
        return MAH_OK;
    struct form form = {sheet, layers, layer, memory_new(release_column_count(layer->table) + 1, sizeof(bool)), err};
    if (form.used == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    text_add(out, "      <editorlayout>tablayout</editorlayout>\n      <attributeEditorForm>\n");
    for (size_t i = 0; status == MAH_OK && i < sheet->form.row_count;)
        status = add_tab(out, &form, i, &i);
    text_add(out, "      </attributeEditorForm>\n");
    memory_free(form.used);
    return status;
}

static void add_relation(struct text *out, const struct project_layer *parent, const struct project_layer *child,
                         const char *title)
{
    text_add_format(out,
                    "    <relation id=\"%s_%s\" referencingLayer=\"%s\" referencedLayer=\"%s\" "
                    "strength=\"Association\" name=\"",
                    parent->id, release_table_facts(child->table)->name, child->id, parent->id);
    text_add_xml(out, title);
    text_add(out,
             "\">\n      <fieldRef referencingField=\"mah_code\" referencedField=\"mah_code\"/>\n    </relation>\n");
}

void project_relations_xml(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers)
{
    for (size_t i = 0; i < layers->count; i++) {
        for (size_t row = 0; layers->layers[i].has_form && row < sheet->relations.row_count; row++) {
            const struct project_layer *child = child_of(layers, sheet_cell(&sheet->relations, row, "table"));
            if (child != NULL)
                add_relation(out, &layers->layers[i], child, sheet_cell_in(sheet, &sheet->relations, row, "title"));
        }
    }
}
