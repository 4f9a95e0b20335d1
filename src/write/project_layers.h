/* Which layers does the project in the file have, and which styles does each of them draw? */
#ifndef WRITE_PROJECT_LAYERS_H
#define WRITE_PROJECT_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "protect/release.h"
#include "write/project_sheet.h"
#include "write/style.h"

/* A layer of the project. Everything is borrowed from the sheet, the release and the list of styles. */
struct project_layer {
    size_t row; /* of layers.csv */
    const char *id, *title, *group, *tip, *display;
    const struct release_table *table;
    const struct style **styles; /* the first is drawn; none: a table without geometry */
    size_t style_count, style_capacity;
    bool visible, has_form, editable, labelled;
};

struct project_layers {
    struct project_layer *layers; /* from top to bottom */
    size_t count;
};

/* The rows of layers.csv whose table is in the release and, where they name styles, have at least one of them. */
enum mah_status project_layers_choose(struct project_layers *out, const struct project_sheet *sheet,
                                      const struct mah_release *release, const struct style_list *styles,
                                      struct mah_error *err);
void project_layers_release(struct project_layers *layers);

const struct project_layer *project_layer_named(const struct project_layers *layers, struct slice id); /* NULL: none */
/* The style of that key; NULL where the layer does not draw it. */
const struct style *project_layer_style(const struct project_layer *layer, const char *key);

#endif
