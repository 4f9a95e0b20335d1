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
        if (function == NULL) {
            enum mah_status status = cannot_open(err);
            dlclose(handle);
            return status;
        }
        memcpy((char *)library->table + library->functions[i].offset, &function, sizeof function);
    }
    return MAH_OK;
}

/* The first library that could not be opened. */
static pthread_mutex_t missed_lock = PTHREAD_MUTEX_INITIALIZER;
static struct mah_error missed;
static bool has_missed;

static void note_missed(const struct mah_error *why)
{
    pthread_mutex_lock(&missed_lock);
    if (!has_missed)
        missed = *why;
    has_missed = true;
    pthread_mutex_unlock(&missed_lock);
}

enum mah_status library_open(struct library *library, struct mah_error *err)
{
    pthread_mutex_lock(&library->lock);
    struct mah_error why = {0};
    enum mah_status status = library->is_open ? MAH_OK : fill(library, &why);
    library->is_open = status == MAH_OK;
    pthread_mutex_unlock(&library->lock);
    if (status != MAH_OK)
        note_missed(&why);
    if (status != MAH_OK && err != NULL)
        *err = why;
    return status;
}

enum mah_status library_missed(struct mah_error *err)
{
    pthread_mutex_lock(&missed_lock);
    enum mah_status status = has_missed ? MAH_FAILED : MAH_OK;
    if (has_missed && err != NULL)
        *err = missed;
    pthread_mutex_unlock(&missed_lock);
    return status;
}
