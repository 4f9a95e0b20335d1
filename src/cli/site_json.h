/* The answer about sites as one JSON object. */
#ifndef CLI_SITE_JSON_H
#define CLI_SITE_JSON_H

#include "cli/answer.h"

/* {"method": "exact", "gap": 0, "covered_before": 0, ..., "sites": [{"rank": 1, "id": "", ...}]}: interface.md. */
enum mah_status site_json_write(const struct mah_release *release, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err);

#endif
