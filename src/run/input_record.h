/* Which files were read, and how? For the provenance of the output: names, hashes, rows, reference systems. */
#ifndef RUN_INPUT_RECORD_H
#define RUN_INPUT_RECORD_H

#include "config/project.h"
#include "protect/protect.h"
#include "read/file_digest.h"
#include "run/household_pass.h"

struct early_digests;

struct input_records {
    struct input_record *rows;
    size_t count;
    /* private */
    const char **paths;           /* one a row, borrowed; NULL: not hashed */
    struct file_digests *digests; /* one a row */
    struct release_file **files;  /* one a row */
    struct operation_facts mahalle_operation;
    char *mahalle_crs, *working_crs;
};

/*
 * Reads every file of the project once more for its hash, several at a time, but those that `early` (NULL: none) has.
 * Where a type is confidential no file of services is hashed, and where its file is also another kind of input, no file
 * at all; outside the secure profile none in which people are listed. Borrows texts from all arguments; release in any
 * case.
 */
enum mah_status input_records_fill(struct input_records *out, const struct project *project,
                                   const struct boundary_set *boundaries, const struct pass_result *pass,
                                   const struct service_reach *services, const struct crs *working, size_t threads,
                                   struct early_digests *early, struct mah_error *err);
void input_records_release(struct input_records *records);

#endif
