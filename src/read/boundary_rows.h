/* What a file of boundaries holds, row by row, before anything is judged or repaired. */
#ifndef READ_BOUNDARY_ROWS_H
#define READ_BOUNDARY_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"
#include "geometry/projection.h"
#include "geometry/repair.h"
#include "read/boundary_fields.h"

struct boundary_row {
    char *text[BOUNDARY_FIELD_COUNT]; /* trimmed UTF-8; NULL where empty or not in the file */
    struct polygon polygon;           /* of no parts where the row is not usable */
    char *fault;                      /* why it is not usable; NULL where it is */
    bool is_far;                      /* only its code and names are needed; neither judged nor measured */
    bool is_measured;
    /* Filled by boundary_rows_measure. */
    struct repair repair;
    double area_before_km2, area_km2; /* before is set only where the polygon was invalid */
};

struct boundary_rows {
    struct boundary_row *rows; /* in the order of the file */
    size_t count, capacity;
    struct crs crs;
    char *matched; /* which column became which field */
};

/* Start with {0}; released by the caller, also after a failure. */
enum mah_status boundary_rows_read(struct boundary_rows *rows, const struct source *source, struct mah_error *err);
void boundary_rows_release(struct boundary_rows *rows);

/*
 * The bounds that all polygons have once they are repaired, by repairing only those that reach out farthest: a spike or
 * a line at 0, 0 must not decide in which system distances are measured. Empty where no row is usable.
 */
enum mah_status boundary_rows_find_bounds(struct rectangle *out, struct boundary_rows *rows, struct mah_error *err);

/*
 * Marks as far the rows whose mahalle has nothing within `near`, in the CRS of the rows. A mahalle of several rows is
 * far as a whole or not at all, by the bounds around them all; a polygon that may turn out to have no area is never
 * far.
 */
enum mah_status boundary_rows_mark_far(struct boundary_rows *rows, const struct rectangle *near, struct mah_error *err);

/* Repairs every polygon that is not far and measures it, on all cores; what has no area left gets a fault. */
enum mah_status boundary_rows_measure(struct boundary_rows *rows, struct mah_error *err);

#endif
