/* The summary of a run for programs: the JSON object of interface.md. */
#ifndef RUN_SUMMARY_JSON_H
#define RUN_SUMMARY_JSON_H

#include "run/run.h"

/* One line of JSON text; figures of the city are the published ones, null where hidden. Free with memory_free. */
enum mah_status summary_json(char **out, const struct run_result *result, const struct project *project,
                             struct mah_error *err);

#endif
