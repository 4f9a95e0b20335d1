/* Which mahalle does a position belong to? interface.md, "Which mahalle a household belongs to". */
#ifndef LOCATE_LOCATOR_H
#define LOCATE_LOCATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"
#include "read/boundaries.h"

enum { NO_MAHALLE = -1 };
enum join_method { JOIN_NONE, JOIN_SPATIAL, JOIN_CODE, JOIN_NAME, JOIN_NEAREST, JOIN_METHODS };
const char *join_word(enum join_method method);

struct location {
    int32_t mahalle; /* index into the boundary set, or NO_MAHALLE */
    bool on_border;  /* the point lies on the border of a polygon that contains or touches it */
    bool in_overlap; /* the point lies inside two polygons or more */
};

/* The index over a boundary set; read-only after it is built, shared by all workers. Borrows the set. It is as fine as
 * pays for so many points; the answers are the same. */
struct locator;
static const uint64_t locate_many_points = UINT64_MAX;
enum mah_status locator_new(struct locator **out, const struct boundary_set *boundaries, const struct crs *working,
                            uint64_t points, struct mah_error *err);
void locator_free(struct locator *locator);

/*
 * Exact, by polygons only (rules 1 and 2); point in the CRS of the boundaries. The index decides only what it can
 * prove: a cell that no boundary segment enters has one answer for all its points, found by the exact test of one of
 * them.
 */
struct location locator_locate(const struct locator *locator, struct point point);
/* The same for many points, which is faster than one after the other. */
void locator_locate_all(const struct locator *locator, const struct point *points, size_t count, struct location *out);
/* The same by testing every polygon: the reference. */
struct location locator_locate_slowly(const struct locator *locator, struct point point);

/*
 * Rule 3. By code: exact bytes after trimming. By name: place_key within the ilçe; without an ilçe, or where the set
 * knows none, only where the name is unique. NO_MAHALLE where none or several fit.
 */
int32_t locator_by_code(const struct locator *locator, const char *code, size_t length);
/* Advice only, never applied: has a mahalle this code but for zeros at its beginning and decimals (.0) at the end? */
bool locator_knows_number(const struct locator *locator, const char *code, size_t length);
int32_t locator_by_name(const struct locator *locator, const char *name, size_t name_length, const char *ilce,
                        size_t ilce_length);

/*
 * The nearest mahalle and the distance to its border in metres (in the working CRS), ties to the smaller code;
 * NO_MAHALLE where the point cannot be projected. One `nearest_finder` a worker (it holds a projection, made by the
 * first question that needs one; where that fails, nearest_finder_status says why, and no answer counts).
 */
struct nearest_finder;
enum mah_status nearest_finder_new(struct nearest_finder **out, const struct locator *locator, struct mah_error *err);
void nearest_finder_free(struct nearest_finder *finder);
enum mah_status nearest_finder_status(const struct nearest_finder *finder, struct mah_error *err);
int32_t nearest_mahalle(struct nearest_finder *finder, struct point point, double *distance_m);

#endif
