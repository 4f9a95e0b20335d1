/* How do rows of a file become mahalle? One a code, sorted, with everything that was odd on record. */
#ifndef READ_BOUNDARY_ASSEMBLY_H
#define READ_BOUNDARY_ASSEMBLY_H

#include "read/boundaries.h"
#include "read/boundary_rows.h"

/*
 * Moves the usable rows into set->mahalle, sorted by code, rows of one code joined, and notes the issues. The rows must
 * be measured. set->crs is set already. Areas of joined polygons are measured again.
 */
enum mah_status boundary_assembly_run(struct boundary_set *set, struct boundary_rows *rows, struct mah_error *err);

#endif
