/* Which file of a folder knows what the ilçe of the boundaries are called? */
#ifndef RUN_TOWN_GUESS_H
#define RUN_TOWN_GUESS_H

#include "run/file_guess.h"

/*
 * *out is the file that can stand under neighbourhoods.towns: it has columns for code and name, names no code in two
 * ways, and holds most ilçe codes of the chosen boundaries. A list that is mostly of other codes must also be called
 * after ilçe or towns: numbered schools fit as well. Of several, one called so, then the one with most codes found,
 * then the first. *out is count where there is none, or where the boundaries need none: they name their ilçe, or know
 * no codes. Only memory and interruption are failures.
 */
enum mah_status town_guess_make(size_t *out, const char *folder, const struct folder_file *files,
                                const struct file_guess *guesses, size_t count, size_t boundaries,
                                struct mah_error *err);

#endif
