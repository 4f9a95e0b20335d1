/* Where does a release come from? Program, libraries, inputs with their hashes, parameters, books: as JSON. */
#ifndef WRITE_PROVENANCE_H
#define WRITE_PROVENANCE_H

#include "base/error.h"
#include "protect/release.h"

/* By this name other programs find the provenance in gpkg_metadata. */
#define PROVENANCE_URI "urn:mahalle:provenance"

/* UTF-8, indented; the same release gives the same bytes. Free with memory_free. */
enum mah_status provenance_json(char **out, const struct mah_release *release, struct mah_error *err);

#endif
