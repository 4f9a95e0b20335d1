/* Where is a point in another reference system? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "geometry/proj_door.h"

struct transformation {
    struct proj_door door;
    PJ *operation; /* NULL: identity */
    struct operation_facts facts;
    char description[320];
};

/* PROJ says "axis order change (2D) + ..." for what is only our habit of east before north. */
static void without_axis_order(char *out, size_t size, const char *name)
{
    static const char habit[] = "axis order change (2D)";
    static const char joint[] = " + ";
    size_t used = 0;
    out[0] = '\0';
    while (*name) {
        const char *end = strstr(name, joint);
        size_t length = end ? (size_t)(end - name) : strlen(name);
        bool said = length != sizeof habit - 1 || strncmp(name, habit, length) != 0;
        if (said && used < size) {
            int wrote = snprintf(out + used, size - used, "%s%.*s", used > 0 ? joint : "", (int)length, name);
            used += wrote > 0 ? (size_t)wrote : 0;
        }
        name += length + (end ? sizeof joint - 1 : 0);
    }
}

static void fill_facts(struct transformation *transformation, const PJ *operation)
{
    PJ_PROJ_INFO info = proj_pj_info((PJ *)operation);
    struct operation_facts *facts = &transformation->facts;
    without_axis_order(facts->name, sizeof facts->name, info.description ? info.description : "");
    facts->accuracy_m = info.accuracy >= 0 ? info.accuracy : NAN;
    const char *pipeline = proj_as_proj_string(transformation->door.context, operation, PJ_PROJ_5, NULL);
    if (pipeline && strlen(pipeline) < sizeof facts->pipeline) /* half a pipeline would be another one */
        memcpy(facts->pipeline, pipeline, strlen(pipeline) + 1);
}

static void describe(struct transformation *transformation, const PJ *operation)
{
    char accuracy[32];
    fill_facts(transformation, operation);
    bool known = !isnan(transformation->facts.accuracy_m);
    number_write(known ? transformation->facts.accuracy_m : -1, accuracy);
    snprintf(transformation->description, sizeof transformation->description, "%s (accuracy %s%s)",
             transformation->facts.name, known ? accuracy : "unknown", known ? " m" : "");
}

/* A longitude and latitude within the area of use of either system: the smaller area where both have one. */
static bool typical_position(struct proj_door *door, const PJ *from, const PJ *to, PJ_COORD *out)
{
    const PJ *systems[] = {from, to};
    double least_width = 1e9;
    for (int i = 0; i < 2; i++) {
        double west, south, east, north;
        if (!proj_get_area_of_use(door->context, systems[i], &west, &south, &east, &north, NULL) || west < -180)
            continue;
        if (east < west)
            east += 360;
        if (east - west >= least_width)
            continue;
        least_width = east - west;
        *out = proj_coord((west + east) / 2, (south + north) / 2, 0, HUGE_VAL);
    }
    return least_width < 1e9;
}

/*
 * Between some datums PROJ holds several operations and takes the best one at each point. The record names the one it
 * takes in the middle of the area of use, so that it depends on the two systems only.
 */
static PJ *operation_taken(struct transformation *transformation, const PJ *from, const PJ *to)
{
    struct proj_door *door = &transformation->door;
    PJ_COORD position;
    if (!typical_position(door, from, to, &position))
        return NULL;
    PJ *base = proj_crs_get_geodetic_crs(door->context, from);
    PJ *onto_from = base ? proj_door_transformation(door, base, from) : NULL;
    PJ *taken = NULL;
    if (onto_from) {
        proj_trans(transformation->operation, PJ_FWD, proj_trans(onto_from, PJ_FWD, position));
        taken = proj_trans_get_last_used_operation(transformation->operation);
    }
    proj_destroy(onto_from);
    proj_destroy(base);
    return taken;
}

static enum mah_status find_operation(struct transformation *transformation, const struct crs *from,
                                      const struct crs *to, struct mah_error *err)
{
    PJ *source = NULL, *target = NULL;
    enum mah_status status = proj_door_crs(&source, &transformation->door, from, err);
    if (status == MAH_OK)
        status = proj_door_crs(&target, &transformation->door, to, err);
    if (status == MAH_OK) {
        transformation->operation = proj_door_transformation(&transformation->door, source, target);
        if (!transformation->operation)
            status = mah_fail(err, MAH_BAD_SOURCE,
                              "cannot transform from '%s' to '%s' without guessing at the datum; name the reference "
                              "system by its EPSG code",
                              from->name, to->name);
    }
    if (status == MAH_OK) {
        PJ *taken = operation_taken(transformation, source, target);
        describe(transformation, taken ? taken : transformation->operation);
        proj_destroy(taken);
    }
    proj_destroy(source);
    proj_destroy(target);
    return status;
}

enum mah_status transformation_new(struct transformation **out, const struct crs *from, const struct crs *to,
                                   struct mah_error *err)
{
    *out = NULL;
    struct transformation *transformation = memory_new(1, sizeof *transformation);
    if (!transformation)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    if (from && to && !crs_same(from, to)) {
        status = proj_door_open(&transformation->door, err);
        if (status == MAH_OK)
            status = find_operation(transformation, from, to, err);
        status = proj_door_trust(status, err);
    }
    if (status != MAH_OK) {
        transformation_free(transformation);
        return status;
    }
    *out = transformation;
    return MAH_OK;
}

void transformation_free(struct transformation *transformation)
{
    if (!transformation)
        return;
    proj_destroy(transformation->operation);
    proj_door_close(&transformation->door);
    memory_free(transformation);
}

bool transformation_is_identity(const struct transformation *transformation)
{
    return !transformation || !transformation->operation;
}

const char *transformation_description(const struct transformation *transformation)
{
    return transformation ? transformation->description : "";
}

struct operation_facts transformation_operation(const struct transformation *transformation)
{
    return transformation ? transformation->facts : (struct operation_facts){.accuracy_m = NAN};
}

void transformation_apply(struct transformation *transformation, struct point *points, size_t count)
{
    if (transformation_is_identity(transformation) || count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            points[i] = (struct point){HUGE_VAL, HUGE_VAL};
    }
    proj_errno_reset(transformation->operation);
    proj_trans_generic(transformation->operation, PJ_FWD, &points[0].x, sizeof *points, count, &points[0].y,
                       sizeof *points, count, NULL, 0, 0, NULL, 0, 0);
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            points[i] = (struct point){HUGE_VAL, HUGE_VAL};
    }
}
