/* In which plane are distances measured? */
#include "run/working_crs.h"

enum mah_status working_crs_find(struct crs *out, const struct project *project, const struct crs *boundaries,
                                 const struct rectangle *bounds, struct mah_error *err)
{
    if (project->crs == NULL || slice_equals_ascii_nocase(slice_of(project->crs), slice_of("auto")))
        return crs_working(out, boundaries, bounds, err);
    enum mah_status status = crs_resolve(out, project->crs, err);
    if (status != MAH_OK)
        return status == MAH_BAD_SOURCE ? mah_context(err, MAH_BAD_USAGE, "key 'crs'") : status;
    if (out->geographic)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s' measures in degrees; the key crs needs a system in metres, such as EPSG:5256",
                        project->crs);
    bool is_true = false; /* radii, cells and distances to services are metres */
    status = crs_is_true_to_scale(&is_true, out, boundaries, bounds, err);
    if (status == MAH_OK && !is_true)
        status = mah_fail(err, MAH_BAD_USAGE,
                          "a metre of '%s' is none on the ground here; the key crs needs a system such as EPSG:5256, "
                          "or auto",
                          project->crs);
    return status;
}
