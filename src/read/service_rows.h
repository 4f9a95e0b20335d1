/* The rows of one file of services as facilities, with its books. */
#ifndef READ_SERVICE_ROWS_H
#define READ_SERVICE_ROWS_H

#include "base/error.h"
#include "read/service_open.h"
#include "read/service_seen.h"
#include "read/services.h"

/* What the files of a project share while they are read. */
struct service_reading {
    struct service_set *set;
    size_t facility_capacity, issue_capacity;
    const struct project *project;
    const struct service_types *types;
    const struct crs *working;
    const struct rectangle *study;
    struct answer_words words;
    struct service_seen seen;
};

/* Reads project->services[source] behind what the set holds; books[source].type is set already. */
enum mah_status service_rows_read(struct service_reading *reading, size_t source, struct mah_error *err);

#endif
