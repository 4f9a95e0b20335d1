/* Which rule draws which row? Classes of a number, categories of a code, and the rows that have neither. */
#ifndef WRITE_STYLE_CLASSES_H
#define WRITE_STYLE_CLASSES_H

#include "base/error.h"
#include "protect/release.h"
#include "write/style_sheet.h"
#include "write/style_template.h"

/*
 * Adds items "class" (by ascending value; on a diverging scale zero is one of them), "zero" before them, "suppressed"
 * (no value, flag begins with S) and "no_data" (no value otherwise), each only where the table has such a row: together
 * they match every row exactly once. Numbers count from 0. Classes come from the values of this table only, so that a
 * legend tells nothing else.
 */
enum mah_status style_add_classes(struct style_items *items, const struct release_table *table, size_t column,
                                  const struct style_row *row, const struct style_sheet *sheet, struct mah_error *err);

/*
 * Adds an item "category" for every value that occurs: in the order of the column's values where it lists them, else in
 * Turkish order; then "other" for rows without a value. Colours repeat where there are more values than colours.
 */
enum mah_status style_add_categories(struct style_items *items, const struct release_table *table, size_t column,
                                     const struct style_row *row, const struct style_sheet *sheet,
                                     struct mah_error *err);

/*
 * Adds an item "symbol" for every type of service with open facilities, or "dot" for one whose symbol is that word: by
 * sector, then in the order of services.csv. Then "closed" where facilities are not open. `value` is the type's code.
 */
enum mah_status style_add_services(struct style_items *items, const struct release_table *table, size_t column,
                                   const struct style_sheet *sheet, struct mah_error *err);

#endif
