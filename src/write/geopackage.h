/* A release as a GeoPackage 1.2: features, attributes, spatial index, labels, styles. The same release, the same bytes.
 */
#ifndef WRITE_GEOPACKAGE_H
#define WRITE_GEOPACKAGE_H

#include "base/error.h"
#include "protect/release.h"

/*
 * Writes the release into the file at path, which is made here or empty, and reads it again to see that it is whole.
 * final_name: the name, without folders, that users will know the file by; the project inside it needs it.
 * The file is not synced and, after a failure, unfinished: publish_geopackage (publish.h) is how a user's file is
 * written. MAH_INTERRUPTED where the user stopped the work.
 */
enum mah_status geopackage_write(const struct mah_release *release, const char *path, const char *final_name,
                                 struct mah_error *err);

#endif
