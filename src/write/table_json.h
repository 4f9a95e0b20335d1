/* A table as JSON: {"rows": [{"mah_code": "...", "den_mig": 12.5, "flag": null}, ...]}, one row a line. */
#ifndef WRITE_TABLE_JSON_H
#define WRITE_TABLE_JSON_H

#include "write/table.h"

/* Streams, so that a table of a million rows needs no memory; keys are field names, in the order of the view. */
enum mah_status table_write_json(const struct table_view *view, FILE *file, struct mah_error *err);

#endif
