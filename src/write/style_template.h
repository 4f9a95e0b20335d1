/* How does a QML template of layers/styles become the style of one layer? */
#ifndef WRITE_STYLE_TEMPLATE_H
#define WRITE_STYLE_TEMPLATE_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/*
 * One thing a template repeats: a class, a category, an alias. Texts are owned; NULL where the kind has none. In a
 * template they are @NUMBER@ @FIELD@ @LABEL@ @FILTER@ @VALUE@ @COLOR@ @SIZE@ @SYMBOL@.
 */
struct style_item {
    const char *kind; /* borrowed: what follows `each` in the template */
    size_t number;
    char *field, *label, *filter, *value;
    char *symbol;   /* "base64:PHN2Zy...", a picture as QGIS takes it */
    char color[16]; /* "255,255,178" */
    char size[8];   /* millimetres: "3.5" */
};

struct style_items {
    struct style_item *items;
    size_t count, capacity;
};

/* An empty item at the end, for the caller to fill, or NULL where memory ran out. */
struct style_item *style_items_add(struct style_items *items, const char *kind, size_t number);
void style_items_release(struct style_items *items);

/*
 * Appends the template to out. `<!-- each KIND -->` ... `<!-- end -->` is repeated for every item of that kind, in
 * order; other comments are dropped; @TITLE@ is the title of the style, and what an item lacks is taken from `layer`
 * (its field). Everything inserted is escaped for XML. MAH_BAD_SOURCE where a name between @ is not known or a block
 * has no end.
 */
enum mah_status style_template_expand(struct text *out, const char *template, const struct style_item *layer,
                                      const struct style_items *items, struct mah_error *err);

#endif
