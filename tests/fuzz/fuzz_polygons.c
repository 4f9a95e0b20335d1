/* Hostile well-known binary: whatever is accepted has closed rings, and a point is inside, outside or on the border
 * both ways. */
#include <stdint.h>
#include <stdlib.h>

#include "geometry/point_in_polygon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct polygon polygon = {0};
    struct banded_polygon *banded = NULL;
    if (polygon_from_wkb(&polygon, data, size, NULL) != MAH_OK)
        return 0;
    if (banded_polygon_new(&banded, &polygon, NULL) == MAH_OK)
        for (size_t i = 0; i < polygon.vertex_count && i < 64; i++)
            if (point_in_polygon(polygon.vertices[i], &polygon) != point_in_banded_polygon(polygon.vertices[i], banded))
                abort();
    banded_polygon_free(banded);
    polygon_release(&polygon);
    return 0;
}
