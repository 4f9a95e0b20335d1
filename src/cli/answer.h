/* Where does the answer of a command go: a table on a terminal, a file of text, a GeoPackage? */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include <stdio.h>

#include "cli/commands.h"
#include "cli/shown_table.h"
#include "protect/release.h"
#include "write/table.h"

/* Opens the file of -o, which must not exist yet; NULL and "-" are standard output. A file with an answer of the
 * profile secure is its owner's alone. */
enum mah_status answer_file_open(FILE **out, const char *path, const char *profile, struct mah_error *err);
/* Closes it unless it is standard output; gives the status, or what went wrong at last. out may be NULL. */
enum mah_status answer_file_close(FILE *out, const char *path, enum mah_status status, struct mah_error *err);

/* Is -o the name of a GeoPackage? */
bool answer_is_geopackage(const struct arguments *arguments);

/*
 * Hands out a table as the arguments ask: with -o FILE.gpkg the whole release as a GeoPackage, else the view in the
 * format. Notes are sentences of one line: below a table for people, on standard error (unless --quiet) elsewhere. An
 * existing GeoPackage is replaced only where this program wrote it and it is not among `inputs`.
 */
struct answer_notes {
    const char *const *lines;
    size_t count;
    const char *const *inputs; /* files the answer was made from */
    size_t input_count;
    const struct shown_column *shown; /* the columns for people; NULL: all */
    size_t shown_count;
};
/* The notes below what people read, each wrapped at the width of the terminal; 0: whole lines. */
void answer_notes_print(const struct answer_notes *notes, size_t width, FILE *out);
enum mah_status answer_write(const struct table_view *view, const struct answer_notes *notes,
                             const struct arguments *arguments, struct mah_error *err);

#endif
