/* Which mahalle have no value because it was hidden, and not because nobody knows it? */
#ifndef WRITE_STYLE_HIDDEN_H
#define WRITE_STYLE_HIDDEN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "protect/release.h"
#include "write/style_sheet.h"

/* Codes of mahalle, in byte order. Borrowed from the release. */
struct hidden_codes {
    const char **codes;
    size_t count, capacity;
};

/*
 * The mahalle for which the table `suppression` lists the column that a row of styles.csv draws, or one of those the
 * row names in hidden_by ("mah_service:primary.all": that cell and its parts). suppression NULL: none.
 */
enum mah_status hidden_codes_find(struct hidden_codes *out, const struct release_table *suppression,
                                  const struct style_row *row, struct mah_error *err);
void hidden_codes_release(struct hidden_codes *codes);

bool hidden_codes_have(const struct hidden_codes *codes, const char *code);
enum mah_status hidden_codes_add(struct hidden_codes *codes, const char *code, struct mah_error *err);
/* Appends 'a','b', for a filter of QGIS. */
void hidden_codes_list(struct text *out, const struct hidden_codes *codes);

#endif
