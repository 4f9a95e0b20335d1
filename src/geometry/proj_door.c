/* How do the files of this room speak with PROJ? One context each, silent, offline, its last complaint kept. */
#include "geometry/proj_door.h"

#include <pthread.h>
#include <string.h>

#include "geometry/register_watch.h"

/* Contexts that nobody uses at the moment: each has the register open and knows what it was asked before, so that the
 * second question for a system or an operation costs a tenth of the first. */
enum { SPARE_AT_MOST = 4 };
static pthread_mutex_t spare_lock = PTHREAD_MUTEX_INITIALIZER;
static PJ_CONTEXT *spare[SPARE_AT_MOST];
static size_t spare_count;

static PJ_CONTEXT *take_spare(void)
{
    pthread_mutex_lock(&spare_lock);
    PJ_CONTEXT *context = spare_count > 0 ? spare[--spare_count] : NULL;
    pthread_mutex_unlock(&spare_lock);
    return context;
}

static bool keep_spare(PJ_CONTEXT *context)
{
    pthread_mutex_lock(&spare_lock);
    bool kept = spare_count < SPARE_AT_MOST;
    if (kept)
        spare[spare_count++] = context;
    pthread_mutex_unlock(&spare_lock);
    return kept;
}

static void forget_complaint(void *nobody, int level, const char *message)
{
    (void)nobody, (void)level, (void)message;
}

static void keep_complaint(void *door_, int level, const char *message)
{
    struct proj_door *door = door_;
    (void)level;
    size_t length = strlen(message);
    if (length >= sizeof door->complaint)
        length = sizeof door->complaint - 1;
    memcpy(door->complaint, message, length);
    door->complaint[length] = '\0';
}

enum mah_status proj_door_open(struct proj_door *door, struct mah_error *err)
{
    *door = (struct proj_door){.context = take_spare()};
    bool is_new = !door->context;
    if (is_new)
        door->context = proj_context_create();
    if (!door->context)
        return mah_no_memory(err);
    proj_log_func(door->context, door, keep_complaint);
    if (!is_new)
        return MAH_OK;
    proj_context_set_enable_network(door->context, 0);
    if (register_watch_name() != NULL)
        proj_context_set_sqlite3_vfs_name(door->context, register_watch_name());
    if (proj_context_get_database_path(door->context))
        return MAH_OK;
    proj_context_destroy(door->context);
    door->context = NULL;
    return mah_fail(err, MAH_FAILED,
                    "cannot find 'proj.db', the register of reference systems; install PROJ's data or name their "
                    "folder in PROJ_DATA");
}

void proj_door_close(struct proj_door *door)
{
    if (!door->context)
        return;
    proj_log_func(door->context, NULL, forget_complaint);
    if (!keep_spare(door->context))
        proj_context_destroy(door->context);
    door->context = NULL;
}

enum mah_status proj_door_trust(enum mah_status status, struct mah_error *err)
{
    return !register_watch_has_failed()
               ? status
               : mah_fail(err, MAH_FAILED, "cannot read 'proj.db', the register of reference systems");
}

enum mah_status proj_door_crs(PJ **out, struct proj_door *door, const struct crs *crs, struct mah_error *err)
{
    *out = proj_create(door->context, crs->definition);
    if (*out)
        return MAH_OK;
    return mah_fail(err, MAH_FAILED, "PROJ refuses the reference system '%s': %s", crs->name, door->complaint);
}

double proj_door_axis_unit(struct proj_door *door, const PJ *crs)
{
    PJ *source = proj_get_type(crs) == PJ_TYPE_BOUND_CRS ? proj_get_source_crs(door->context, crs) : NULL;
    PJ *axes = proj_crs_get_coordinate_system(door->context, source ? source : crs);
    double unit = 0;
    if (axes)
        proj_cs_get_axis_info(door->context, axes, 0, NULL, NULL, NULL, &unit, NULL, NULL, NULL);
    proj_destroy(axes);
    proj_destroy(source);
    return unit;
}

PJ *proj_door_transformation(struct proj_door *door, const PJ *from, const PJ *to)
{
    static const char *const options[] = {"ALLOW_BALLPARK=NO", NULL};
    PJ *as_declared = proj_create_crs_to_crs_from_pj(door->context, from, to, NULL, options);
    if (!as_declared)
        return NULL;
    PJ *east_north = proj_normalize_for_visualization(door->context, as_declared);
    proj_destroy(as_declared);
    return east_north;
}
