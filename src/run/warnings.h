/* What should the user know before trusting the map? One sentence each, in the language that is set. */
#ifndef RUN_WARNINGS_H
#define RUN_WARNINGS_H

#include <stddef.h>

#include "config/project.h"
#include "protect/protect.h"
#include "run/household_pass.h"

struct warnings {
    char **lines;
    size_t count, capacity;
};

/* One more sentence; the English format is its key in layers/messages.csv. */
enum mah_status warnings_add(struct warnings *warnings, struct mah_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum mah_status warnings_find(struct warnings *out, const struct project *project,
                              const struct boundary_set *boundaries, const struct pass_result *pass,
                              const struct service_reach *services, struct mah_error *err);
void warnings_release(struct warnings *warnings);

#endif
