/*
 * How does a finished file take the place of an old one? A reader sees the old file or the new one, never a half, and
 * never the new one with changes of the old one replayed into it.
 */
#ifndef WRITE_PUBLISH_H
#define WRITE_PUBLISH_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "protect/release.h"

/*
 * Can a GeoPackage be written to this path? Asked before the work starts: the name ends in .gpkg; the folder exists and
 * a file can be made in it; what stands there is a GeoPackage or another SQLite file, no link, none of the inputs,
 * writable, and not being written by another program. MAH_BAD_USAGE says what to choose instead, MAH_FAILED what the
 * system said.
 */
enum mah_status publish_check_target(const char *path, const char *const *inputs, size_t input_count,
                                     struct mah_error *err);

/*
 * Is what stands at the path a work of this program (its table params says so), or nothing at all? MAH_BAD_USAGE for
 * anybody else's GeoPackage or database: -o with the wrong name must not cost a planner a year of drawing.
 */
enum mah_status publish_check_owner(const char *path, struct mah_error *err);

/* Does the open file say that this program wrote it? */
bool publish_is_ours(sqlite3 *db);

/* Makes a complete file at the given path, which is an empty file of ours. */
typedef enum mah_status (*publish_writer)(const void *what, const char *path, struct mah_error *err);

/*
 * Lets the writer fill a temporary file in the folder of the target, syncs it and puts it in the target's place. After
 * any failure the target is as it was and the temporary file is gone. The steps and the reasons for them: publish.c.
 */
enum mah_status publish_file(const char *path, publish_writer write, const void *what, struct mah_error *err);

/*
 * The same for a file that is there and is to be changed: the writer gets a copy of it. From the copy on until it is in
 * place no other program can change the file, so that nothing is lost between.
 */
enum mah_status publish_changed(const char *path, publish_writer write, const void *what, struct mah_error *err);

/* publish_file with geopackage_write. A file of the profile secure is readable by its owner only, whatever stood there
 * before. */
enum mah_status publish_geopackage(const struct mah_release *release, const char *path, struct mah_error *err);

#endif
