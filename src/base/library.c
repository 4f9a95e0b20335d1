/* How is a library opened that only some runs need? */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

static enum mah_status cannot_open(struct mah_error *err)
{
    const char *reason = dlerror();
    return mah_fail(err, MAH_FAILED, "cannot open a library that is needed here: %s", reason != NULL ? reason : "?");
}

/* RTLD_LAZY: a run calls few of a large library's functions, and binding them all takes longer than the run.
 * RTLD_LOCAL: its names stay its own. What it shares with the program (PROJ, SQLite) is one copy all the same. */
static enum mah_status fill(const struct library *library, struct mah_error *err)
{
    void *handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
    if (handle == NULL)
        return cannot_open(err);
    for (size_t i = 0; i < library->count; i++) {
        void *function = dlsym(handle, library->functions[i].name);
        if (function == NULL)
            return cannot_open(err);
        memcpy((char *)library->table + library->functions[i].offset, &function, sizeof function);
    }
    return MAH_OK;
}

enum mah_status library_open(struct library *library, struct mah_error *err)
{
    pthread_mutex_lock(&library->lock);
    enum mah_status status = library->is_open ? MAH_OK : fill(library, err);
    library->is_open = status == MAH_OK;
    pthread_mutex_unlock(&library->lock);
    return status;
}
