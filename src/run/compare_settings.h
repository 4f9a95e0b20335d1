/* Do two runs speak of the same thing? The settings that figures depend on. */
#ifndef RUN_COMPARE_SETTINGS_H
#define RUN_COMPARE_SETTINGS_H

#include "run/compare_side.h"
#include "run/warnings.h"

/* Is there a setting among `needs` (compared.csv) that both files tell, and tell differently? type: of service, for the
 * word "radius". */
bool compare_settings_differ(const struct compare_side *old_side, const struct compare_side *new_side,
                             const char *needs, const char *type);

/* One sentence for each setting that differs, with both values. */
enum mah_status compare_settings_warn(struct warnings *notes, const struct compare_side *old_side,
                                      const struct compare_side *new_side, struct mah_error *err);

#endif
