/* Street lines from any line layer, or the walkable ways of an OpenStreetMap extract (.osm.pbf, .osm). */
#ifndef READ_STREETS_H
#define READ_STREETS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "config/project.h"
#include "geometry/projection.h"
#include "geometry/street_lines.h"

/* What was read, for the record of the run; owned texts. read = used + not_walkable + filtered + no_line, always; a row
 * may hold several lines. */
struct street_record {
    char *name;   /* file without folders */
    char *format; /* "OpenStreetMap", "GeoPackage" ... */
    char *crs;
    struct operation_facts operation; /* into the working CRS */
    int64_t read, used;
    int64_t not_walkable; /* no highways, motorways, ways closed to walkers (OpenStreetMap only) */
    int64_t filtered;     /* by `where` */
    int64_t no_line;      /* rows without a line, or with a coordinate that is impossible or cannot be transformed */
    struct street_lines lines; /* in the working CRS */
};

/* MAH_BAD_SOURCE: unreadable, no CRS, no layer of lines; MAH_BAD_DATA: not one usable line. `source->where` filters. */
enum mah_status streets_read(struct street_record *out, const struct source *source, const struct crs *working,
                             struct mah_error *err);
/* Has the file a layer of lines, and does it say in which reference system? Reads no row. Fails as streets_read. */
enum mah_status streets_look(bool *crs_known, const struct source *source, struct mah_error *err);
void street_record_release(struct street_record *record);

#endif
