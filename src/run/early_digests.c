/* The hashes of large inputs, computed beside the work that has only one thread. */
#include "run/early_digests.h"

#include <string.h>

#include "base/memory.h"
#include "base/workers.h"

struct early_digests {
    const struct project *project;
    struct file_digests *digests; /* one a household source; empty: not hashed */
    atomic_bool stop;
    struct companion *companion;
};

static enum mah_status hash_all(void *shared, size_t worker, struct mah_error *err)
{
    (void)worker;
    (void)err;
    struct early_digests *early = shared;
    const struct project *project = early->project;
    for (size_t i = 0; i < project->household_count && !atomic_load(&early->stop); i++)
        if (file_digests_add(&early->digests[i], project->households[i].path, &early->stop, NULL) != MAH_OK)
            file_digests_release(&early->digests[i]);
    return MAH_OK;
}

enum mah_status early_digests_start(struct early_digests **out, const struct project *project, size_t threads,
                                    struct mah_error *err)
{
    *out = NULL;
    if (threads < 2)
        return MAH_OK;
    struct early_digests *early = memory_new(1, sizeof *early);
    if (early == NULL)
        return mah_no_memory(err);
    early->project = project;
    early->digests = memory_new(project->household_count, sizeof *early->digests);
    enum mah_status status = early->digests != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = companion_start(&early->companion, hash_all, early, err);
    if (status != MAH_OK) {
        early_digests_free(early);
        return status;
    }
    *out = early;
    return MAH_OK;
}

void early_digests_wait(struct early_digests *early)
{
    if (early != NULL)
        companion_wait(early->companion);
}

void early_digests_stop(struct early_digests *early)
{
    if (early != NULL)
        atomic_store(&early->stop, true);
}

bool early_digests_take(struct early_digests *early, const char *path, struct file_digests *out)
{
    early_digests_wait(early);
    for (size_t i = 0; early != NULL && i < early->project->household_count; i++) {
        struct file_digests *digests = &early->digests[i];
        if (digests->count == 0 || strcmp(early->project->households[i].path, path) != 0)
            continue;
        *out = *digests;
        *digests = (struct file_digests){0};
        return true;
    }
    return false;
}

void early_digests_free(struct early_digests *early)
{
    if (early == NULL)
        return;
    early_digests_stop(early);
    companion_free(early->companion);
    for (size_t i = 0; early->digests != NULL && i < early->project->household_count; i++)
        file_digests_release(&early->digests[i]);
    memory_free(early->digests);
    memory_free(early);
}
