/* Is a layer of the households asked for, and from what is it made? */
#include "run/household_layer.h"

#include <string.h>

#include "base/memory.h"
#include "config/source.h"
#include "read/mask_secret.h"

enum mah_status household_layer_init(struct household_layer *layer, const struct project *project,
                                     struct mah_error *err)
{
    *layer = (struct household_layer){.kind = project->household_points};
    enum mah_status status = project_check_household_points(project, err);
    if (status != MAH_OK || layer->kind == POINTS_NONE || project->output == NULL)
        return status;
    layer->folder = path_folder(project->output);
    if (layer->folder == NULL)
        return mah_no_memory(err);
    if (layer->kind != POINTS_MASKED)
        return MAH_OK;
    layer->rules.min_m = project->mask_min_m;
    layer->rules.max_m = project->mask_max_m;
    layer->rules.households = (size_t)project->mask_households;
    return mask_secret_read(&layer->rules.secret, project->mask_seed_file, err);
}

void household_layer_release(struct household_layer *layer)
{
    memory_free(layer->folder);
    explicit_bzero(layer, sizeof *layer);
}

enum mah_status household_layer_warn(struct warnings *out, const struct household_layer *layer,
                                     const struct project *project, const struct household_notes *notes,
                                     struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t left_out = notes->without_position + notes->too_few + notes->no_place;
    if (layer->kind == POINTS_EXACT)
        status = warnings_add(out, err,
                              "the layer mah_households holds numbers and places of %zu households: personal data; the "
                              "file must not leave the protected computer",
                              notes->points);
    if (layer->kind == POINTS_MASKED && project->mask_seed_file == NULL)
        status = warnings_add(out, err,
                              "the households of mah_households_masked lie elsewhere after each run, and several such "
                              "files together give their places away: name a secret with privacy.mask_seed_file, or "
                              "keep this file only");
    if (status == MAH_OK && left_out > 0)
        status = warnings_add(out, err,
                              "%zu counted households have no point: %zu without a position, %zu in mahalle of too few "
                              "households, %zu without a place far enough within their mahalle",
                              left_out, notes->without_position, notes->too_few, notes->no_place);
    return status;
}
