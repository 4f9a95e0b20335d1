/* Cells and texts in the syntax of JSON, as JSON and GeoJSON need them. */
#ifndef WRITE_JSON_TEXT_H
#define WRITE_JSON_TEXT_H

#include "base/text.h"
#include "protect/release.h"
#include "write/table.h"

/* A text in quotes, escaped; UTF-8 stays as it is. */
void json_add_text(struct text *out, const char *text);
/* null, a number in its shortest form, or a text. */
void json_add_cell(struct text *out, struct release_cell cell);
/* One row as an object: field names as keys, in the order of the view. */
void json_add_row(struct text *out, const struct table_view *view, size_t row);

#endif
