/* Hostile well-known binary of facilities: whatever is accepted has a point that lies on it, and an area that is none
 * below zero. */
#include <math.h>

#include "fuzz.h"
#include "geometry/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct shape shape = {0};
    struct point on;
    if (shape_from_wkb(&shape, data, size, NULL) != MAH_OK) {
        shape_release(&shape);
        return 0;
    }
    require(shape.part_count > 0 && shape.part_start[shape.part_count] == shape.vertex_count);
    require(shape_point_on(&on, &shape, NULL) == MAH_OK && isfinite(on.x) && isfinite(on.y));
    require(shape.kind == SHAPE_LINES || shape_distance(&shape, on) == 0);
    require(!(shape_area_m2(&shape) < 0));
    shape_release(&shape);
    return 0;
}
