/* Which part of a source can hold the households of an area? */
#include "run/focus.h"

#include <math.h>

enum { SIDE_CORNERS = 64 };

struct rectangle rectangle_grown(const struct rectangle *rectangle, const struct crs *crs, const struct crs *working,
                                 double distance_m)
{
    enum { METRES_A_DEGREE = 50000 }; /* less than any degree of longitude between 63 degrees south and north */
    double ground_m = crs->geographic ? METRES_A_DEGREE : crs->metres_per_unit * (crs_same(crs, working) ? 1 : 0.45);
    double units = 1.01 * distance_m / ground_m;
    return (struct rectangle){rectangle->min_x - units, rectangle->min_y - units, rectangle->max_x + units,
                              rectangle->max_y + units};
}

enum mah_status focus_transform(struct rectangle *out, const struct rectangle *focus, const struct crs *from,
                                const struct crs *to, struct mah_error *err)
{
    struct point corners[4 * SIDE_CORNERS];
    struct transformation *transformation = NULL;
    double width = focus->max_x - focus->min_x, height = focus->max_y - focus->min_y;
    for (size_t i = 0; i < SIDE_CORNERS; i++) {
        double share = (double)i / (SIDE_CORNERS - 1);
        corners[4 * i] = (struct point){focus->min_x + share * width, focus->min_y};
        corners[4 * i + 1] = (struct point){focus->min_x + share * width, focus->max_y};
        corners[4 * i + 2] = (struct point){focus->min_x, focus->min_y + share * height};
        corners[4 * i + 3] = (struct point){focus->max_x, focus->min_y + share * height};
    }
    enum mah_status status = transformation_new(&transformation, from, to, err);
    if (status == MAH_OK)
        transformation_apply(transformation, corners, 4 * SIDE_CORNERS);
    transformation_free(transformation);
    *out = rectangle_empty();
    for (size_t i = 0; status == MAH_OK && i < 4 * SIDE_CORNERS; i++) {
        if (!isfinite(corners[i].x) || !isfinite(corners[i].y))
            return mah_fail(err, MAH_FAILED, "a corner of the area cannot be found in '%s'", to->name);
        rectangle_include(out, corners[i]);
    }
    double margin_x = (out->max_x - out->min_x) / 100, margin_y = (out->max_y - out->min_y) / 100;
    out->min_x -= margin_x;
    out->max_x += margin_x;
    out->min_y -= margin_y;
    out->max_y += margin_y;
    return status;
}
