/* What the files of the standards share. */
#ifndef CONFIG_STANDARDS_PARTS_H
#define CONFIG_STANDARDS_PARTS_H

#include <stdbool.h>

#include "base/data_table.h"
#include "base/error.h"
#include "base/text.h"
#include "config/standards.h"

/* A file while it is read. */
struct standards_file {
    struct data_table table;
    const char *shown; /* "mpyy-ek2", or the user's file without folders */
};

/* Are there the columns that must be, and no others? Tables are small: the name of a column is looked up by text. */
enum mah_status standards_check_columns(const struct standards_file *file, struct mah_error *err);

/* One row of the file. *out is released by the caller, also after a failure. */
enum mah_status standard_read(struct standard *out, const struct standards_file *file, size_t row,
                              struct mah_error *err);
void standard_release(struct standard *standard);

/* Do two rows speak of the same: all of the key but the population? */
bool standard_same_subject(const struct standard *a, const struct standard *b);

/* Refuses bands of one subject that overlap, and warns of gaps between them. */
enum mah_status standards_check_bands(struct standards *standards, struct mah_error *err);

/* Keeps a sentence, already in the language that is set; takes the text over. */
enum mah_status standards_warn(struct standards *standards, struct text *sentence, struct mah_error *err);

#endif
