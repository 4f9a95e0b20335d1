/* Which print layouts does the project have? */
#include "write/project_layouts.h"

#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "mahalle/version.h"
#include "write/style_template.h"

/* What a release has, and how templates call it. */
static enum mah_status add_kinds(struct style_items *items, const struct mah_release *release, struct mah_error *err)
{
    static const struct {
        const char *table, *with, *without;
    } kinds[] = {
        {"mah_service", "with_services", "without_services"}, {"gap_grid", "with_gap_grid", "without_gap_grid"},
        {"mah_origin", "with_origins", "without_origins"},    {"service_need", "with_needs", "without_needs"},
        {"mah_infra", "with_infra", "without_infra"},         {"mah_arrivals", "with_arrivals", "without_arrivals"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bool has = release_table_named(release, kinds[i].table) != NULL;
        if (style_items_add(items, has ? kinds[i].with : kinds[i].without, 0) == NULL)
            return mah_no_memory(err);
    }
    return MAH_OK;
}

/* A layout that QGIS saved begins with a document type, which has no place inside a project. */
static const char *after_document_type(const char *template)
{
    const char *at = strstr(template, "<Layout");
    return at != NULL ? at : template;
}

static enum mah_status add_layout(struct text *out, const struct project_sheet *sheet, const struct style_items *items,
                                  const struct project_layers *layers, const char *file,
                                  const struct release_facts *facts, struct mah_error *err)
{
    /* What the card of a mahalle is drawn on: people, where nobody was asked when they came. */
    bool has_density = project_layer_named(layers, slice_of("mahalle_density")) != NULL;
    const char *theme = sheet_theme_title(sheet, slice_of(has_density ? "density" : "population"));
    const struct sheet_value values[] = {{"first_layer", has_density ? "mahalle_density" : "mahalle_population", false},
                                         {"first_theme", theme, false},
                                         {"title", facts->title, false},
                                         {"profile", facts->profile, false},
                                         {"reference_date", facts->reference_date, false},
                                         {"version", MAH_VERSION, false}};
    struct text path = TEXT_EMPTY, layout = TEXT_EMPTY;
    struct style_item none = {.kind = "layout"};
    char *template = NULL;
    size_t length;
    text_add_format(&path, "project/%s", file);
    enum mah_status status = path.failed ? mah_no_memory(err) : layers_read(&template, &length, path.bytes, err);
    if (status == MAH_OK)
        status = style_template_expand(&layout, after_document_type(template), &none, items, err);
    if (status == MAH_OK)
        status = sheet_fill(out, sheet, text_bytes(&layout), values, sizeof values / sizeof *values, SHEET_XML, err);
    if (status == MAH_BAD_SOURCE)
        status = mah_context(err, status, "'%s'", path.bytes);
    memory_free(template);
    text_release(&layout);
    text_release(&path);
    return status;
}

/* Has the project what the layout shows? */
static bool is_wanted(const struct project_sheet *sheet, const struct project_layers *layers, size_t row)
{
    const char *needs = sheet_cell(&sheet->layouts, row, "needs");
    return needs[0] == '\0' || project_layer_named(layers, slice_of(needs)) != NULL;
}

enum mah_status project_layouts_xml(struct text *out, const struct project_sheet *sheet,
                                    const struct project_layers *layers, const struct mah_release *release,
                                    struct mah_error *err)
{
    struct style_items items = {0};
    enum mah_status status = add_kinds(&items, release, err);
    for (size_t i = 0; status == MAH_OK && i < sheet->layouts.row_count; i++)
        if (is_wanted(sheet, layers, i))
            status = add_layout(out, sheet, &items, layers, sheet_cell(&sheet->layouts, i, "file"),
                                release_facts(release), err);
    style_items_release(&items);
    return status;
}
