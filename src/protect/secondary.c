/* Can what was hidden be worked out from what is shown? */
#include "protect/secondary.h"

#include <math.h>

#include "base/language.h"
#include "base/workers.h"
#include "protect/additive.h"
#include "protect/cell_room.h"
#include "protect/known_before.h"
#include "protect/twin_search.h"

/* Beside an earlier file, or, where that is impossible, by this file alone; the only way where there is no other. */
enum keeping { BESIDE, ALONE, KEEPINGS };

struct secondary {
    const struct policy *policy;
    const struct additive *additive;
    struct additive view[KEEPINGS];
    struct twin_search *search[KEEPINGS]; /* NULL until it is needed */
    enum keeping first;
    struct secondary_report *report;
};

static enum mah_status search_of(struct twin_search **out, struct secondary *secondary, enum keeping keeping,
                                 struct mah_error *err)
{
    struct additive *view = &secondary->view[keeping];
    enum mah_status status = MAH_OK;
    if (secondary->search[keeping] == NULL) {
        *view = *secondary->additive;
        if (keeping == ALONE)
            view->before = NULL;
        status = twin_search_new(&secondary->search[keeping], secondary->policy, view, err);
    }
    *out = secondary->search[keeping];
    return status;
}

static void forget(struct secondary *secondary, size_t area, size_t kind)
{
    for (int keeping = 0; keeping < KEEPINGS; keeping++)
        if (secondary->search[keeping] != NULL)
            twin_search_forget(secondary->search[keeping], area, kind);
}

/* Hides what a twin asks for; from then on it is one. */
static void take(struct secondary *secondary, struct twin_search *search, size_t area, const struct twin_answer *twin)
{
    bool city_changed = false;
    for (size_t i = 0; i < twin->hide_count; i++) {
        const struct twin_cell *cell = &twin->hide[i];
        struct count *it = additive_count(secondary->additive, cell->area, cell->kind);
        it->state = (uint8_t)cell_secondary_state(it);
        forget(secondary, cell->area, cell->kind);
        city_changed |= cell->area == secondary->additive->mahalle_count;
    }
    for (size_t kind = 0; city_changed && kind < secondary->additive->kind_count; kind++)
        forget(secondary, secondary->additive->mahalle_count, kind); /* what facilities tell of it */
    if (twin->hide_count > 0)
        twin_search_know(search, area);
    secondary->report->hidden += twin->hide_count;
}

/* One promise: hides what must be hidden for it. */
static enum mah_status keep(struct secondary *secondary, size_t area, size_t kind, double change, struct mah_error *err)
{
    struct twin_answer twin = {.is_found = false};
    struct twin_search *search = NULL;
    enum mah_status status = MAH_OK;
    if (fabs(change) < 1e-3)
        return MAH_OK;
    secondary->report->promises++;
    for (int keeping = secondary->first; status == MAH_OK && !twin.is_found && keeping < KEEPINGS; keeping++) {
        status = search_of(&search, secondary, (enum keeping)keeping, err);
        if (status == MAH_OK)
            status = twin_find(&twin, search, area, kind, change, err);
        secondary->report->given_away_before += twin.is_found && keeping == ALONE && secondary->first != ALONE;
    }
    if (status == MAH_OK && twin.is_found)
        take(secondary, search, area, &twin);
    else if (status == MAH_OK && secondary->report->broken++ == 0) {
        secondary->report->broken_layer = secondary->additive->kinds[kind].layer;
        secondary->report->broken_place = secondary->additive->kinds[kind].place;
        secondary->report->broken_area = area;
    }
    return status;
}

static enum mah_status is_free(bool *out, struct secondary *secondary, size_t area, size_t kind, double change,
                               struct mah_error *err)
{
    struct twin_search *search = NULL;
    enum mah_status status = search_of(&search, secondary, secondary->first, err);
    *out = fabs(change) <= 1e-3;
    return status == MAH_OK && !*out ? twin_find_free(out, search, area, kind, change, err) : status;
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
    const struct count *count = additive_count(additive, area, kind);
    struct promise promise = cell_promise(secondary->policy, additive, kind, count);
    promise = known_before_promise(additive->before, area, kind, count->value, promise);
    if (promise.either > 0)
        return keep_either(secondary, area, kind, promise.either, err);
    enum mah_status status = keep(secondary, area, kind, -promise.down, err);
    return status == MAH_OK ? keep(secondary, area, kind, promise.up, err) : status;
}

enum mah_status secondary_protect(struct secondary_report *report, const struct policy *policy,
                                  const struct additive *additive, struct mah_error *err)
{
    struct secondary secondary = {
        .policy = policy, .additive = additive, .first = additive->before != NULL ? BESIDE : ALONE, .report = report};
    *report = (struct secondary_report){0};
    enum mah_status status = MAH_OK;
    for (size_t area = 0; status == MAH_OK && area <= additive->mahalle_count; area++) {
        if (interrupted()) /* many mahalle take minutes */
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        for (size_t kind = 0; status == MAH_OK && kind < additive->kind_count; kind++)
            status = keep_promise(&secondary, area, kind, err);
    }
    for (int keeping = 0; keeping < KEEPINGS; keeping++)
        twin_search_free(secondary.search[keeping]);
    return status;
}

static const char *name_of(const struct boundary_set *boundaries, size_t area)
{
    if (area >= boundaries->count)
        return say("the city");
    const struct mahalle *mahalle = &boundaries->mahalle[area];
    return mahalle->name != NULL ? mahalle->name : mahalle->code;
}

enum mah_status secondary_refuse(const struct secondary_report *report, const struct boundary_set *boundaries,
                                 struct mah_error *err)
{
    char field[KIND_NAME_SIZE];
    if (report->broken == 0)
        return MAH_OK;
    kind_place_name(field, &report->broken_place);
    return mah_fail(
        err, MAH_UNSAFE,
        "in '%s' %zu hidden numbers could be worked out, whatever else is hidden, the first of them '%s' of "
        "'%s'; merge small mahalle, or leave out a question that few answered",
        report->broken_layer, report->broken, field, name_of(boundaries, report->broken_area));
}
