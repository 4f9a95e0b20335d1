/* The QGIS project that travels inside the file: its parts, then the template that holds them. */
#include "write/project.h"

#include "base/number.h"
#include "mahalle/version.h"
#include "write/project_crs.h"
#include "write/project_form.h"
#include "write/project_layer.h"
#include "write/project_layouts.h"
#include "write/project_themes.h"
#include "write/project_time.h"
#include "write/project_tree.h"

struct project_parts {
    struct text crs, extent, tree, relations, layers, themes, layouts, time;
    char box[4][40]; /* min_x, min_y, max_x, max_y */
};

static enum mah_status make_extent(struct project_parts *out, const struct mah_release *release, struct mah_error *err)
{
    struct rectangle box;
    enum mah_status status = project_extent(&box, release, err);
    bool empty = status != MAH_OK || box.min_x > box.max_x;
    number_write(empty ? 0 : box.min_x, out->box[0]);
    number_write(empty ? 0 : box.min_y, out->box[1]);
    number_write(empty ? 1 : box.max_x, out->box[2]);
    number_write(empty ? 1 : box.max_y, out->box[3]);
    text_add_format(&out->extent, "<xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax>", out->box[0],
                    out->box[1], out->box[2], out->box[3]);
    return status;
}

static enum mah_status make_parts(struct project_parts *out, const struct project_sheet *sheet,
                                  const struct project_layers *layers, const struct mah_release *release,
                                  const char *file_name, struct mah_error *err)
{
    project_crs_xml(&out->crs, release_facts(release)->display_crs);
    project_tree_xml(&out->tree, sheet, layers, file_name);
    project_relations_xml(&out->relations, sheet, layers);
    project_time_settings(&out->time, layers);
    enum mah_status status = make_extent(out, release, err);
    for (size_t i = 0; status == MAH_OK && i < layers->count; i++)
        status = project_layer_xml(&out->layers, sheet, layers, &layers->layers[i], release, file_name, err);
    if (status == MAH_OK)
        status = project_themes_xml(&out->themes, sheet, layers, err);
    if (status == MAH_OK)
        status = project_layouts_xml(&out->layouts, sheet, layers, release, err);
    return status;
}

static enum mah_status fill(struct text *out, const struct project_parts *parts, const struct project_sheet *sheet,
                            const struct mah_release *release, struct mah_error *err)
{
    const struct release_facts *facts = release_facts(release);
    const struct sheet_value values[] = {
        {"title", facts->title, false},
        {"profile", facts->profile, false},
        {"reference_date", facts->reference_date, false},
        {"version", MAH_VERSION, false},
        {"crs", text_bytes(&parts->crs), true},
        {"extent", text_bytes(&parts->extent), true},
        {"xmin", parts->box[0], false},
        {"ymin", parts->box[1], false},
        {"xmax", parts->box[2], false},
        {"ymax", parts->box[3], false},
        {"tree", text_bytes(&parts->tree), true},
        {"relations", text_bytes(&parts->relations), true},
        {"layers", text_bytes(&parts->layers), true},
        {"themes", text_bytes(&parts->themes), true},
        {"layouts", text_bytes(&parts->layouts), true},
        {"time", text_bytes(&parts->time), true},
    };
    return sheet_fill_file(out, sheet, "project.qgs.in", values, sizeof values / sizeof *values, err);
}

/* Returns false where memory ran out for one of them, which looks like an empty part. */
static bool parts_release(struct project_parts *parts)
{
    struct text *const all[] = {&parts->crs,    &parts->extent, &parts->tree,    &parts->relations,
                                &parts->layers, &parts->themes, &parts->layouts, &parts->time};
    bool whole = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        whole = whole && !all[i]->failed;
        text_release(all[i]);
    }
    return whole;
}

enum mah_status project_make(struct text *out, const struct mah_release *release, const struct style_list *styles,
                             const char *file_name, struct mah_error *err)
{
    struct project_sheet sheet;
    struct project_layers layers = {0};
    struct project_parts parts = {0};
    enum mah_status status = project_sheet_read(&sheet, release_facts(release)->language, err);
    if (status == MAH_OK)
        status = project_layers_choose(&layers, &sheet, release, styles, err);
    if (status == MAH_OK)
        status = make_parts(&parts, &sheet, &layers, release, file_name, err);
    if (status == MAH_OK)
        status = fill(out, &parts, &sheet, release, err);
    if (!parts_release(&parts) && status == MAH_OK)
        status = mah_no_memory(err);
    project_layers_release(&layers);
    project_sheet_release(&sheet);
    return status;
}
