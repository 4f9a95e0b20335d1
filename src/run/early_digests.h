/* The hashes of large inputs, computed beside the work that has only one thread. */
#ifndef RUN_EARLY_DIGESTS_H
#define RUN_EARLY_DIGESTS_H

#include <stdbool.h>

#include "config/project.h"
#include "read/file_digest.h"

/*
 * A hash takes its bytes one after the other, so it cannot be shared among threads; but the boundaries are read by one
 * thread too. A second one hashes the household files meanwhile. Where the households' turn comes before it has
 * finished, the last of their workers waits for it.
 */
struct early_digests;

/* *out is NULL where threads is 1, and outside the secure profile, where no household file is hashed. Borrows the
 * project. A file that cannot be hashed is left out, without a word: whoever asks for its hash in time will say why.
 * Free it after the files were read. */
enum mah_status early_digests_start(struct early_digests **out, const struct project *project, size_t threads,
                                    struct mah_error *err);
/* Until all are hashed, or the work is to stop. early may be NULL, here and below. */
void early_digests_wait(struct early_digests *early);
void early_digests_stop(struct early_digests *early);
/* Waits, then gives what was found of a path to the caller; false where it is not there, or where the file has changed
 * since: then it is to be hashed as it is now. */
bool early_digests_take(struct early_digests *early, const char *path, struct file_digests *out);
void early_digests_free(struct early_digests *early);

#endif
