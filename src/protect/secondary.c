/* Can what was hidden be worked out from what is shown? */
#include "protect/secondary.h"

#include <math.h>

#include "protect/additive.h"
#include "protect/cell_room.h"
#include "protect/twin_search.h"

struct secondary {
    const struct policy *policy;
    const struct additive *additive;
    struct twin_search *search;
    struct secondary_report *report;
    const char *broken_layer; /* of the first promise that cannot be kept */
};

static void hide(struct secondary *secondary, const struct twin_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct count *it = additive_count(secondary->additive, cells[i].area, cells[i].kind);
        it->state = (uint8_t)cell_secondary_state(it);
        twin_search_forget(secondary->search, cells[i].area, cells[i].kind);
    }
    secondary->report->hidden += count;
}

/* One promise: hides what must be hidden for it. */
static enum mah_status keep(struct secondary *secondary, size_t area, size_t kind, double change, struct mah_error *err)
{
    struct twin_answer twin;
    if (fabs(change) < 1e-3)
        return MAH_OK;
    secondary->report->promises++;
    enum mah_status status = twin_find(&twin, secondary->search, area, kind, change, err);
    if (status == MAH_OK && twin.is_found)
        hide(secondary, twin.hide, twin.hide_count);
    else if (status == MAH_OK && secondary->report->broken++ == 0)
        secondary->broken_layer = secondary->additive->kinds[kind].layer;
    return status;
}

static enum mah_status is_free(bool *out, struct secondary *secondary, size_t area, size_t kind, double change,
                               struct mah_error *err)
{
    struct twin_answer twin = {.is_found = true};
    enum mah_status status = MAH_OK;
    if (fabs(change) > 1e-3)
        status = twin_find(&twin, secondary->search, area, kind, change, err);
    *out = twin.is_found && twin.hide_count == 0;
    return status;
}

/* So much in the two directions together: all of it below, or half in each, where nothing need be hidden for that. */
static enum mah_status keep_either(struct secondary *secondary, size_t area, size_t kind, double width,
                                   struct mah_error *err)
{
    double value = additive_count(secondary->additive, area, kind)->value;
    bool below = false, above = false;
    enum mah_status status = is_free(&below, secondary, area, kind, -fmin(width, value), err);
    if (status == MAH_OK && !below) {
        status = is_free(&below, secondary, area, kind, -fmin(width / 2, value), err);
        if (status == MAH_OK && below)
            status = is_free(&above, secondary, area, kind, width - fmin(width / 2, value), err);
        below = below && above;
    }
    if (status != MAH_OK || !below)
        return status != MAH_OK ? status : keep(secondary, area, kind, -fmin(width, value), err);
    secondary->report->promises++;
    return MAH_OK;
}

static enum mah_status keep_promise(struct secondary *secondary, size_t area, size_t kind, struct mah_error *err)
{
    const struct additive *additive = secondary->additive;
    struct promise promise = cell_promise(secondary->policy, additive, kind, additive_count(additive, area, kind));
    if (promise.either > 0)
        return keep_either(secondary, area, kind, promise.either, err);
    enum mah_status status = keep(secondary, area, kind, -promise.down, err);
    return status == MAH_OK ? keep(secondary, area, kind, promise.up, err) : status;
}

enum mah_status secondary_protect(struct secondary_report *report, const struct policy *policy,
                                  const struct additive *additive, struct mah_error *err)
{
    struct secondary secondary = {.policy = policy, .additive = additive, .report = report};
    *report = (struct secondary_report){0, 0, 0};
    enum mah_status status = twin_search_new(&secondary.search, policy, additive, err);
    for (size_t area = 0; status == MAH_OK && area <= additive->mahalle_count; area++)
        for (size_t kind = 0; status == MAH_OK && kind < additive->kind_count; kind++)
            status = keep_promise(&secondary, area, kind, err);
    twin_search_free(secondary.search);
    if (status == MAH_OK && report->broken > 0)
        status =
            mah_fail(err, MAH_UNSAFE,
                     "in '%s' %zu hidden numbers could be worked out, whatever else is hidden; merge small mahalle, "
                     "or leave out a question that few answered",
                     secondary.broken_layer, report->broken);
    return status;
}
