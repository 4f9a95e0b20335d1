/* The figures behind the rank of a mahalle, for people and for programs. */
#ifndef CLI_EXPLAINED_H
#define CLI_EXPLAINED_H

#include "cli/answer.h"

/*
 * Prints the tables `explain` and `explain_records` of a release: as text with headline and notes, as one JSON object,
 * as CSV the indicators only. GeoJSON and GeoPackage are refused (MAH_BAD_USAGE). The first note is the headline.
 */
enum mah_status explained_print(const struct mah_release *release, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err);

#endif
