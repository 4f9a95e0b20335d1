/* The investment list as a workbook that a planner goes on working with: who changes a unit cost or what is to be built
 * sees costs, persons and budgets change. */
#ifndef WRITE_XLSX_LIST_H
#define WRITE_XLSX_LIST_H

#include <stddef.h>

#include "base/error.h"
#include "protect/release.h"

/*
 * Writes the tables investments, investment_budgets and params of the release as three sheets (summary, list, sources)
 * in its language. Figures that follow from others are formulas, with the values they have now. The same release gives
 * the same bytes: the workbook is dated by its reference date. notes: sentences for the sheet of sources. MAH_BAD_USAGE
 * where the path exists, or the list has more rows than a sheet; MAH_FAILED where it cannot be written, whole or not at
 * all.
 */
enum mah_status xlsx_list_write(const struct mah_release *release, const char *const *notes, size_t note_count,
                                const char *path, struct mah_error *err);

#endif
