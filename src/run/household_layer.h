/* Is a layer of the households asked for, and from what is it made? */
#ifndef RUN_HOUSEHOLD_LAYER_H
#define RUN_HOUSEHOLD_LAYER_H

#include "protect/protect.h"
#include "run/warnings.h"

struct household_layer {
    enum points_kind kind;
    struct geomask_rules rules; /* of masked points; the secret is nowhere else, and wiped by release */
    char *folder;               /* of the output: where points are kept on disk meanwhile */
};

/* Checks what was asked for and reads the secret, before anything else is read. Errors are those of
 * project_check_household_points and mask_secret_read. */
enum mah_status household_layer_init(struct household_layer *layer, const struct project *project,
                                     struct mah_error *err);
void household_layer_release(struct household_layer *layer);

/* What the user must know of the layer that was written. */
enum mah_status household_layer_warn(struct warnings *out, const struct household_layer *layer,
                                     const struct project *project, const struct household_notes *notes,
                                     struct mah_error *err);

#endif
