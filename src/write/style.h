/* How is a table of the release drawn in QGIS? Reads layers/styles and makes QML from published values only. */
#ifndef WRITE_STYLE_H
#define WRITE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "protect/release.h"

/* One style of one table, ready for layer_styles. Texts are owned. */
struct style {
    const struct release_table *table;
    char *key;  /* "cov_primary": the same in every language, unique in its table */
    char *name; /* "Kapsama: İlkokul": what QGIS lists; at most STYLE_NAME_LETTERS letters, unique in its table */
    char *title;
    char *field; /* the column that is drawn; "" for none */
    char *qml;
    bool is_default;
};

struct style_list {
    struct style *styles;
    size_t count, capacity;
};

/*
 * All styles that layers/styles/styles.csv has for the tables and columns of this release, in the order of the
 * release's tables, then of the file. A '*' in a field stands for every column that fits and has no row of its own; the
 * style has the title of the column then, its key is made the same way, and in its name the '*' is the type of service.
 * A table without a style of its own gets
 * those of the layer "*": at least its field labels.
 */
enum mah_status style_list_make(struct style_list *out, const struct mah_release *release, struct mah_error *err);
void style_list_release(struct style_list *list);

#endif
