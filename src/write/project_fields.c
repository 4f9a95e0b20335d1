/* How does QGIS show the fields of a layer? */
#include "write/project_fields.h"

#include <string.h>

static void add_value(struct text *out, const char *value, const char *meaning)
{
    text_add(out, "<Option type=\"Map\"><Option name=\"");
    text_add_xml(out, meaning);
    text_add(out, "\" value=\"");
    text_add_xml(out, value);
    text_add(out, "\" type=\"QString\"/></Option>");
}

/* What values.csv says of the column; false where it says nothing. */
static bool add_listed_values(struct text *out, const struct project_sheet *sheet, const char *table,
                              const char *column)
{
    const struct data_table *values = &sheet->values;
    bool any = false;
    for (size_t i = 0; i < values->row_count; i++) {
        if (strcmp(sheet_cell(values, i, "table"), table) != 0 || strcmp(sheet_cell(values, i, "column"), column) != 0)
            continue;
        any = true;
        add_value(out, sheet_cell(values, i, "value"),
                  sheet_cell(values, i, sheet->language == LANGUAGE_TURKISH ? "tr" : "en"));
    }
    return any;
}

/* A list of codes and meanings; false, and nothing added, where the column is not coded. */
static bool add_value_map(struct text *out, const struct project_sheet *sheet, const char *table,
                          const struct release_column *column)
{
    size_t before = out->length;
    text_add(out, "<editWidget type=\"ValueMap\"><config><Option type=\"Map\"><Option name=\"map\" type=\"List\">");
    bool any = column->value_count > 0;
    for (size_t i = 0; i < column->value_count; i++)
        add_value(out, column->values[i].value, release_value_meaning(column, column->values[i].value));
    if (!any)
        any = add_listed_values(out, sheet, table, column->name);
    text_add(out, "</Option></Option></config></editWidget>");
    if (!any && !out->failed)
        out->length = before;
    return any;
}

/* Numbers as text too: QGIS writes them as its language does, beside their label and in black; its number boxes are
 * grey where nothing may be typed, and stand out of sight at the far edge of the form. */
static void add_widget(struct text *out, const struct project_sheet *sheet, const char *table,
                       const struct release_column *column)
{
    if (add_value_map(out, sheet, table, column))
        return;
    text_add(out, "<editWidget type=\"TextEdit\"><config><Option/></config></editWidget>");
}

static void add_aliases(struct text *out, const struct project_sheet *sheet, const struct release_table *table)
{
    text_add(out, "      <aliases>\n");
    for (size_t i = 0; i < release_column_count(table); i++) {
        const struct release_column *column = release_column_at(table, i);
        text_add_format(out, "        <alias index=\"%zu\" field=\"%s\" name=\"", i + 1, column->name);
        text_add_xml(out, release_column_title(column, sheet->language));
        text_add(out, "\"/>\n");
    }
    text_add(out, "      </aliases>\n");
}

/* Results are not to be typed over by accident; rows that are to be repaired may be. */
static void add_editable(struct text *out, const struct project_layer *layer)
{
    text_add(out, "      <editable>\n");
    text_add_format(out, "        <field name=\"fid\" editable=\"0\"/>\n");
    for (size_t i = 0; i < release_column_count(layer->table); i++)
        text_add_format(out, "        <field name=\"%s\" editable=\"%d\"/>\n", release_column_at(layer->table, i)->name,
                        layer->editable ? 1 : 0);
    text_add(out, "      </editable>\n");
}

void project_fields_xml(struct text *out, const struct project_sheet *sheet, const struct project_layer *layer)
{
    const char *table = release_table_facts(layer->table)->name;
    text_add(out, "      <fieldConfiguration>\n        <field name=\"fid\" configurationFlags=\"None\"><editWidget "
                  "type=\"Hidden\"><config><Option/></config></editWidget></field>\n");
    for (size_t i = 0; i < release_column_count(layer->table); i++) {
        const struct release_column *column = release_column_at(layer->table, i);
        text_add_format(out, "        <field name=\"%s\" configurationFlags=\"None\">", column->name);
        add_widget(out, sheet, table, column);
        text_add(out, "</field>\n");
    }
    text_add(out, "      </fieldConfiguration>\n");
    add_aliases(out, sheet, layer->table);
    add_editable(out, layer);
}
