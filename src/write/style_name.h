/* What is a style called, and what does the '*' of a row of styles.csv stand for? */
#ifndef WRITE_STYLE_NAME_H
#define WRITE_STYLE_NAME_H

#include <stdbool.h>

#include "base/slice.h"
#include "write/style.h"

enum { STYLE_NAME_LETTERS = 30 }; /* of layer_styles.styleName */

/* The part of a column's name that the '*' of a field stands for: "unc_*" and unc_primary give "primary". */
bool style_star_match(struct slice *out, const char *pattern, const char *name);
/* The pattern with `part` for each '*'; NULL where memory ran out. */
char *style_star_fill(const char *pattern, struct slice part);

/*
 * The name as QGIS can list it for the last style of the list: cut at a letter, with "…" for what is gone, and numbered
 * where an earlier style of the same table has that name. NULL where memory ran out.
 */
char *style_name_shown(const char *name, const struct style_list *list);

#endif
