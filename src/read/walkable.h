/* Which ways of an OpenStreetMap extract may be walked? What layers/walkable.csv says of their tags. */
#ifndef READ_WALKABLE_H
#define READ_WALKABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/data_table.h"
#include "base/slice.h"

enum { WALKABLE_TAGS_AT_MOST = 16 };

/* One row of the table. */
struct walkable_rule {
    size_t tag; /* index into tags */
    struct slice value;
    enum walk { WALK_NOT_SAID, WALK_YES, WALK_NO, WALK_FOOT } walk;
};

struct walkable {
    struct data_table table;
    struct walkable_rule *rules;             /* one a row */
    const char *tags[WALKABLE_TAGS_AT_MOST]; /* those the table speaks of, highway first; borrowed from it */
    size_t tag_count;
};

/* MAH_BAD_SOURCE where the file is not as it should be. Released by the caller, also after a failure. */
enum mah_status walkable_read(struct walkable *out, struct mah_error *err);
void walkable_release(struct walkable *walkable);

/* values[i] is that of tags[i]; {NULL, 0} where the way has no such tag. */
bool walkable_allows(const struct walkable *walkable, const struct slice *values);

/* The value of a tag in GDAL's column other_tags ("\"foot\"=>\"no\",\"lit\"=>\"yes\""), as it stands there; {NULL, 0}
 * where it has none. */
struct slice osm_other_tag(const char *other_tags, const char *tag);

#endif
