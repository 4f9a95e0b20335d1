/* Which segment of the streets is nearest to a position? */
#ifndef GEOMETRY_STREET_GRID_H
#define GEOMETRY_STREET_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"

/* Square cells in pages of 16 x 16; a page that no segment enters takes no room, so a street far away costs little. */
struct street_grid {
    struct point origin; /* lower left corner */
    double cell_m;
    int64_t columns, rows; /* of pages, times 16 */
    uint32_t *page;        /* its number, or UINT32_MAX */
    uint32_t page_count;
    uint32_t *start; /* of each cell of each page: offset into segments; one more at the end */
    uint32_t *segments;
    const struct point *vertices; /* borrowed */
};

/* Segment i goes from vertices[i] to vertices[i + 1]; the last vertex of a line begins none. near_m is how far searches
 * will usually go. The vertices must stay. */
enum mah_status street_grid_new(struct street_grid *out, const struct point *vertices, const uint32_t *line_start,
                                size_t line_count, double near_m, struct mah_error *err);
void street_grid_release(struct street_grid *grid);

struct street_hit {
    uint32_t segment;
    double share; /* of the segment up to the nearest point; 0 and 1 are its ends exactly */
    double off_m; /* distance of the position from it */
};
/* The nearest within within_m, which may be INFINITY; of equally near ones the first. False where there is none. */
bool street_grid_nearest(const struct street_grid *grid, struct point point, double within_m, struct street_hit *out);

#endif
