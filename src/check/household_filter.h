/* Which households does a condition on their fields choose? `--where "arr_year >= 2020 and orig_il = 21"`. */
#ifndef CHECK_HOUSEHOLD_FILTER_H
#define CHECK_HOUSEHOLD_FILTER_H

#include "check/household.h"
#include "read/batch.h"

/*
 * The language is that of config/row_filter.h. The names are household fields, whatever the columns of a file are
 * called, and their cells are what the checks made of them: arr_year also where the file has a date; provinces and
 * countries as codes, compared with a code or a name ("orig_il = 'Diyarbakır'"); tenure and bldg_type as the words of
 * layers/household_words.csv, compared with any word of theirs ("tenure = 'kiracı'"); yes and no as 1 and 0. Beside the
 * fields: `recent` (1 where recent migrants live in the household) and `origin` (the code of its origin by
 * origin_field). What a household did not answer is null. Fields that point at one household (hh_id, positions) and
 * special categories of personal data are none of the names.
 */
struct household_filter;

/* MAH_BAD_USAGE that points at the place, or names the field and what may be asked. */
enum mah_status household_filter_new(struct household_filter **out, const char *text, struct mah_error *err);
void household_filter_free(struct household_filter *filter);

/* Does a sound row pass? Thread-safe. */
bool household_filter_passes(const struct household_filter *filter, const struct batch *batch,
                             const struct checked_batch *checked, size_t row);

/* The fields that the condition asks for and that the file of a batch has no column for, one bit each; 0: none. What
 * every file lacks cannot be asked. */
uint32_t household_filter_lacks(const struct household_filter *filter, const struct batch *batch);
/* The first field among the bits; NULL: none. */
const char *household_filter_name(uint32_t lacking);

#endif
