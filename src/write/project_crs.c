/* In which reference system does the project draw, and where does its map begin? */
#include "write/project_crs.h"

#include <math.h>

enum { SIDE_POINTS = 9 };
static const double margin_share = 0.03;

void project_crs_xml(struct text *out, const struct crs *crs)
{
    text_add(out, "<spatialrefsys nativeFormat=\"Wkt\"><wkt>");
    text_add_xml(out, crs->wkt != NULL ? crs->wkt : "");
    text_add(out, "</wkt>");
    if (crs->authority[0] != '\0' && crs->code > 0)
        text_add_format(out, "<authid>%s:%d</authid>", crs->authority, crs->code);
    text_add_format(out, "<geographicflag>%s</geographicflag></spatialrefsys>", crs->geographic ? "true" : "false");
}

static struct rectangle bounds_of_polygons(const struct mah_release *release)
{
    struct rectangle bounds = rectangle_empty();
    for (size_t i = 0; i < release_table_count(release); i++) {
        const struct release_table *table = release_table_at(release, i);
        for (size_t row = 0; row < release_row_count(table); row++) {
            const struct polygon *polygon = release_polygon(table, row);
            if (polygon == NULL)
                continue;
            rectangle_include(&bounds, (struct point){polygon->bounds.min_x, polygon->bounds.min_y});
            rectangle_include(&bounds, (struct point){polygon->bounds.max_x, polygon->bounds.max_y});
        }
    }
    return bounds;
}

/* Points along the four sides: a straight side in one system bends in another. */
static void transform_bounds(struct rectangle *out, struct transformation *transformation,
                             const struct rectangle *bounds)
{
    struct point points[4 * SIDE_POINTS];
    double width = bounds->max_x - bounds->min_x, height = bounds->max_y - bounds->min_y;
    for (int i = 0; i < SIDE_POINTS; i++) {
        double t = (double)i / (SIDE_POINTS - 1);
        points[4 * i] = (struct point){bounds->min_x + t * width, bounds->min_y};
        points[4 * i + 1] = (struct point){bounds->min_x + t * width, bounds->max_y};
        points[4 * i + 2] = (struct point){bounds->min_x, bounds->min_y + t * height};
        points[4 * i + 3] = (struct point){bounds->max_x, bounds->min_y + t * height};
    }
    transformation_apply(transformation, points, 4 * SIDE_POINTS);
    *out = rectangle_empty();
    for (int i = 0; i < 4 * SIDE_POINTS; i++)
        if (isfinite(points[i].x) && isfinite(points[i].y))
            rectangle_include(out, points[i]);
}

enum mah_status project_extent(struct rectangle *out, const struct mah_release *release, struct mah_error *err)
{
    const struct release_facts *facts = release_facts(release);
    struct transformation *transformation = NULL;
    struct rectangle bounds = bounds_of_polygons(release);
    *out = rectangle_empty();
    if (bounds.min_x > bounds.max_x)
        return MAH_OK;
    enum mah_status status = transformation_new(&transformation, facts->crs, facts->display_crs, err);
    if (status == MAH_OK) {
        transform_bounds(out, transformation, &bounds);
        double x = margin_share * (out->max_x - out->min_x), y = margin_share * (out->max_y - out->min_y);
        *out = (struct rectangle){out->min_x - x, out->min_y - y, out->max_x + x, out->max_y + y};
    }
    transformation_free(transformation);
    return status;
}
