/* How is one layer written into the project? */
#include "write/project_layer.h"

#include <string.h>

#include "write/layer_metadata.h"
#include "write/project_crs.h"
#include "write/project_fields.h"
#include "write/project_form.h"
#include "write/project_qml.h"
#include "write/project_time.h"

void project_source(struct text *out, const char *file_name, const struct project_layer *layer)
{
    text_add_format(out, "./%s|layername=%s", file_name, release_table_facts(layer->table)->name);
}

static const char *geometry_word(const struct release_table *table)
{
    switch (release_table_facts(table)->geometry) {
    case RELEASE_MULTIPOLYGON:
        return "Polygon";
    case RELEASE_POINT:
        return "Point";
    case RELEASE_NO_GEOMETRY:
        break;
    }
    return "No geometry";
}

static const char *tip_of(const struct project_sheet *sheet, const char *key)
{
    for (size_t i = 0; key[0] != '\0' && i < sheet->tips.row_count; i++)
        if (strcmp(sheet_cell(&sheet->tips, i, "key"), key) == 0)
            return sheet_cell(&sheet->tips, i, sheet->language == LANGUAGE_TURKISH ? "tr" : "en");
    return "";
}

/* The map tip of a layer drawn in a style: the sentence speaks of the field that the style draws. */
static enum mah_status add_tip(struct text *out, const struct project_sheet *sheet, const struct project_layer *layer,
                               const struct style *style, struct mah_error *err)
{
    size_t column;
    const char *field = style != NULL ? style->field : "", *unit = NULL;
    if (release_column_find(layer->table, field, &column))
        unit = release_column_at(layer->table, column)->unit;
    const struct sheet_value values[] = {
        {"field", field, false}, {"title", style != NULL ? style->title : "", false}, {"unit", unit, false}};
    return sheet_fill(out, sheet, tip_of(sheet, layer->tip), values, 3, SHEET_PLAIN, err);
}

/* The texts of one layer, made before the template is filled. */
struct layer_parts {
    struct text source, crs, metadata, styles, symbols, fields, form, temporal, display, tip;
};

/* Returns false where memory ran out for one of them, which looks like an empty part. */
static bool parts_release(struct layer_parts *parts)
{
    struct text *const all[] = {&parts->source, &parts->crs,  &parts->metadata, &parts->styles,  &parts->symbols,
                                &parts->fields, &parts->form, &parts->temporal, &parts->display, &parts->tip};
    bool whole = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        whole = whole && !all[i]->failed;
        text_release(all[i]);
    }
    return whole;
}

/* A style that is not drawn at first is kept whole: QGIS takes fields, form and map tip from it once it is chosen. */
static enum mah_status add_whole_style(struct layer_parts *parts, const struct project_sheet *sheet,
                                       const struct project_layer *layer, const struct style *style,
                                       struct mah_error *err)
{
    struct text *out = &parts->styles, tip = TEXT_EMPTY;
    enum mah_status status = add_tip(&tip, sheet, layer, style, err);
    text_add_format(out,
                    "<qgis version=\"3.22.0\" styleCategories=\"AllStyleCategories\" readOnly=\"%d\" "
                    "labelsEnabled=\"%d\">",
                    layer->editable ? 0 : 1, layer->labelled ? 1 : 0);
    project_qml_symbols(out, style->qml);
    text_add(out, text_bytes(&parts->fields));
    text_add(out, text_bytes(&parts->form));
    text_add(out, "<previewExpression>");
    text_add_xml(out, text_bytes(&parts->display));
    text_add(out, "</previewExpression><mapTip>");
    text_add_xml(out, text_bytes(&tip));
    text_add(out, "</mapTip></qgis>");
    out->failed = out->failed || tip.failed;
    text_release(&tip);
    return status;
}

/* The style that is drawn stands in the layer itself, and here by its name alone. */
static enum mah_status add_styles(struct layer_parts *parts, const struct project_sheet *sheet,
                                  const struct project_layer *layer, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < layer->style_count; i++) {
        text_add(&parts->styles, "<map-layer-style name=\"");
        text_add_xml(&parts->styles, layer->styles[i]->name);
        text_add(&parts->styles, "\">");
        if (i > 0)
            status = add_whole_style(parts, sheet, layer, layer->styles[i], err);
        text_add(&parts->styles, "</map-layer-style>");
    }
    return status;
}

static enum mah_status parts_make(struct layer_parts *out, const struct project_sheet *sheet,
                                  const struct project_layers *layers, const struct project_layer *layer,
                                  const struct mah_release *release, const char *file_name, struct mah_error *err)
{
    const struct style *style = layer->style_count > 0 ? layer->styles[0] : NULL;
    project_source(&out->source, file_name, layer);
    if (release_table_facts(layer->table)->geometry != RELEASE_NO_GEOMETRY)
        project_crs_xml(&out->crs, release_facts(release)->crs);
    if (style != NULL)
        project_qml_symbols(&out->symbols, style->qml);
    project_fields_xml(&out->fields, sheet, layer);
    project_time_of_layer(&out->temporal, layer);
    enum mah_status status = layer_metadata_xml(&out->metadata, release, layer->table, err);
    if (status == MAH_OK)
        status = project_form_xml(&out->form, sheet, layers, layer, err);
    if (status == MAH_OK)
        status = sheet_fill(&out->display, sheet, layer->display, NULL, 0, SHEET_PLAIN, err);
    if (status == MAH_OK)
        status = add_tip(&out->tip, sheet, layer, style, err);
    if (status == MAH_OK)
        status = add_styles(out, sheet, layer, err);
    return status;
}

enum mah_status project_layer_xml(struct text *out, const struct project_sheet *sheet,
                                  const struct project_layers *layers, const struct project_layer *layer,
                                  const struct mah_release *release, const char *file_name, struct mah_error *err)
{
    struct layer_parts parts = {0};
    enum mah_status status = parts_make(&parts, sheet, layers, layer, release, file_name, err);
    const struct sheet_value values[] = {
        {"geometry", geometry_word(layer->table), false},
        {"labels", layer->labelled ? "1" : "0", false},
        {"read_only", layer->editable ? "0" : "1", false},
        {"id", layer->id, false},
        {"source", text_bytes(&parts.source), false},
        {"layer_title", layer->title, false},
        {"layer_crs", text_bytes(&parts.crs), true},
        {"metadata", text_bytes(&parts.metadata), true},
        {"style", layer->style_count > 0 ? layer->styles[0]->name : "default", false},
        {"other_styles", text_bytes(&parts.styles), true},
        {"temporal", text_bytes(&parts.temporal), true},
        {"symbols", text_bytes(&parts.symbols), true},
        {"fields", text_bytes(&parts.fields), true},
        {"form", text_bytes(&parts.form), true},
        {"display", text_bytes(&parts.display), false},
        {"tip", text_bytes(&parts.tip), false},
    };
    if (status == MAH_OK)
        status = sheet_fill_file(out, sheet, "layer.qgs.in", values, sizeof values / sizeof *values, err);
    bool whole = parts_release(&parts);
    return status == MAH_OK && !whole ? mah_no_memory(err) : status;
}
