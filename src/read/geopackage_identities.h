/* Does a record of a GeoPackage hold an identity number of a person? */
#ifndef READ_GEOPACKAGE_IDENTITIES_H
#define READ_GEOPACKAGE_IDENTITIES_H

#include "read/geopackage_columns.h"
#include "read/sqlite_page.h"

/* Looks at all columns of a record, whether a field is taken from them or not. False where it cannot be right: SQLite,
 * which is asked for all of them too, is to judge it. */
bool geopackage_identities_look(struct identity_columns *identities, const struct record_columns *columns,
                                const struct page_cell *cell);

#endif
