/* How far can a count go while its parts each stay within their rounding? */
#include "protect/part_rooms.h"

#include <math.h>

#include "base/memory.h"
#include "indicate/arrivals.h"
#include "protect/arrival_runs.h"

static const double SUM_TOLERANCE = 1e-5;

struct part_rooms {
    struct room *of_sum[ARRIVAL_SUMS]; /* by mahalle; NULL: years do not add up to it */
    struct room of_newcomers;          /* the city's by origin */
};

/* Parts as they are added up. */
struct parts {
    double value;
    struct room room;
};

/* A hidden part may be any number: of people hidden for others it is not said that they are many. */
static void add_part(struct parts *parts, const struct policy *policy, const struct count *part)
{
    struct room room = {INFINITY, part->value};
    if (part->state == COUNT_KNOWN)
        room = count_room(policy, part, true, true, false);
    parts->value += part->value;
    parts->room.up += room.up;
    parts->room.down += room.down;
}

static bool adds_up(const struct parts *parts, const struct count *whole)
{
    return fabs(parts->value - whole->value) <= SUM_TOLERANCE;
}

/* ---- years ---- */

/* False where they do not add up to it in some mahalle: people whose day is known are counted by the day. */
static bool fill_by_years(struct room *rooms, const struct policy *policy, const struct counts *counts,
                          const struct arrival_sum *sum)
{
    size_t next = 0;
    for (size_t mahalle = 0; mahalle < counts->mahalle_count; mahalle++) {
        const struct count *whole = &counts->mahalle[mahalle].measure[sum->measure];
        struct parts parts = {0, {0, 0}};
        for (; next < counts->arrival_count && counts->arrivals[next].mahalle == mahalle; next++)
            if (arrival_run_has(sum->years, counts->arrivals[next].year))
                add_part(&parts, policy, &counts->arrivals[next].persons);
        if (!adds_up(&parts, whole))
            return false;
        rooms[mahalle] = parts.room;
    }
    return true;
}

static enum mah_status add_years(struct part_rooms *rooms, const struct policy *policy, const struct counts *counts,
                                 struct mah_error *err)
{
    for (int i = 0; i < ARRIVAL_SUMS && counts->arrival_count > 0; i++) {
        struct arrival_sum sum = arrival_sum(policy, i);
        rooms->of_sum[i] = memory_new(counts->mahalle_count + 1, sizeof *rooms->of_sum[i]);
        if (rooms->of_sum[i] == NULL)
            return mah_no_memory(err);
        if (!fill_by_years(rooms->of_sum[i], policy, counts, &sum)) {
            memory_free(rooms->of_sum[i]);
            rooms->of_sum[i] = NULL;
        }
    }
    return MAH_OK;
}

/* ---- origins ---- */

/* What a row that is hidden has of recent migrants is not told either. False where nobody's origin was asked. */
static bool add_origins(struct part_rooms *rooms, const struct policy *policy, const struct counts *counts)
{
    const size_t width = counts->origin_width;
    const struct origin_counts *rows = &counts->origins[counts->mahalle_count * width];
    struct parts parts = {0, {0, 0}};
    if (width == 0 || rows[0].recent.state == COUNT_NOT_ASKED)
        return false;
    for (size_t i = 0; i < width; i++) {
        struct count part = rows[i].recent;
        if (count_is_hidden(&rows[i].persons))
            part.state = rows[i].persons.state;
        add_part(&parts, policy, &part);
    }
    rooms->of_newcomers = parts.room;
    return adds_up(&parts, &counts->city.measure[MEASURE_RECENT]);
}

/* ---- both ---- */

static struct additive_kind *kind_of(struct additive *additive, const struct counts *counts, int measure)
{
    for (size_t i = 0; i < additive->kind_count; i++)
        if (additive->kinds[i].city == &counts->city.measure[measure])
            return &additive->kinds[i];
    return NULL;
}

static void tell_kinds(const struct part_rooms *rooms, const struct policy *policy, const struct counts *counts,
                       struct additive *additive, bool has_origins)
{
    for (int i = 0; i < ARRIVAL_SUMS; i++) {
        struct additive_kind *kind = kind_of(additive, counts, arrival_sum(policy, i).measure);
        if (kind != NULL)
            kind->parts = rooms->of_sum[i];
    }
    struct additive_kind *newcomers = kind_of(additive, counts, MEASURE_RECENT);
    if (newcomers != NULL && has_origins)
        newcomers->city_parts = &rooms->of_newcomers;
}

enum mah_status part_rooms_new(struct part_rooms **out, const struct policy *policy, const struct counts *counts,
                               struct additive *additive, struct mah_error *err)
{
    *out = NULL;
    if (policy->round_to == 0)
        return MAH_OK;
    struct part_rooms *rooms = memory_new(1, sizeof *rooms);
    enum mah_status status = rooms != NULL ? add_years(rooms, policy, counts, err) : mah_no_memory(err);
    if (status != MAH_OK) {
        part_rooms_free(rooms);
        return status;
    }
    tell_kinds(rooms, policy, counts, additive, add_origins(rooms, policy, counts));
    *out = rooms;
    return MAH_OK;
}

void part_rooms_free(struct part_rooms *rooms)
{
    if (rooms == NULL)
        return;
    for (int i = 0; i < ARRIVAL_SUMS; i++)
        memory_free(rooms->of_sum[i]);
    memory_free(rooms);
}
