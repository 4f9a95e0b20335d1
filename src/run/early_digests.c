/* The hashes of large inputs, computed beside the work that has only one thread. */
#include "run/early_digests.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/workers.h"
#include "read/source_path.h"

/* A file stays open to the end: by closing it SQLite's locks on it would be lost, if it is a GeoPackage (fcntl(2)). */
struct early_file {
    int file; /* -1: not open */
    struct stat facts;
    struct file_digests digests; /* empty: not hashed */
};

struct early_digests {
    const struct project *project;
    struct early_file *files; /* one a household source */
    atomic_bool stop;
    struct companion *companion;
};

static bool is_named_before(const struct project *project, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(project->households[i].path, project->households[index].path) == 0)
            return true;
    return false;
}

static enum mah_status hash_file(struct early_file *early, const char *path, const atomic_bool *stop)
{
    char *resolved = NULL;
    enum mah_status status = source_path_resolve(&resolved, path, NULL);
    if (status == MAH_OK)
        early->file = open(resolved, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    memory_free(resolved);
    if (early->file < 0 || fstat(early->file, &early->facts) != 0 || !S_ISREG(early->facts.st_mode))
        return MAH_BAD_SOURCE;
    return file_digests_add_open(&early->digests, early->file, path, stop, NULL);
}

static enum mah_status hash_all(void *shared, size_t worker, struct mah_error *err)
{
    (void)worker;
    (void)err;
    struct early_digests *early = shared;
    const struct project *project = early->project;
    for (size_t i = 0; i < project->household_count && !atomic_load(&early->stop); i++) {
        const char *path = project->households[i].path;
        if (is_named_before(project, i) || file_digest_has_parts(path))
            continue;
        if (hash_file(&early->files[i], path, &early->stop) != MAH_OK)
            file_digests_release(&early->files[i].digests);
    }
    return MAH_OK;
}

enum mah_status early_digests_start(struct early_digests **out, const struct project *project, size_t threads,
                                    struct mah_error *err)
{
    *out = NULL;
    if (threads < 2 || project->profile != PROFILE_SECURE)
        return MAH_OK;
    struct early_digests *early = memory_new(1, sizeof *early);
    if (early == NULL)
        return mah_no_memory(err);
    early->project = project;
    early->files = memory_new(project->household_count, sizeof *early->files);
    enum mah_status status = early->files != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < project->household_count; i++)
        early->files[i].file = -1;
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

/* Is the file under this path still the one that was hashed, as it was then? */
static bool is_unchanged(const struct early_file *early, const char *path)
{
    struct stat now;
    return stat(path, &now) == 0 && now.st_dev == early->facts.st_dev && now.st_ino == early->facts.st_ino &&
           now.st_size == early->facts.st_size && now.st_mtim.tv_sec == early->facts.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == early->facts.st_mtim.tv_nsec;
}

bool early_digests_take(struct early_digests *early, const char *path, struct file_digests *out)
{
    early_digests_wait(early);
    for (size_t i = 0; early != NULL && i < early->project->household_count; i++) {
        struct early_file *file = &early->files[i];
        if (file->digests.count == 0 || strcmp(early->project->households[i].path, path) != 0 ||
            !is_unchanged(file, path))
            continue;
        *out = file->digests;
        file->digests = (struct file_digests){0};
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
    for (size_t i = 0; early->files != NULL && i < early->project->household_count; i++) {
        if (early->files[i].file >= 0)
            close(early->files[i].file);
        file_digests_release(&early->files[i].digests);
    }
    memory_free(early->files);
    memory_free(early);
}
