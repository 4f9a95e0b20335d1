/* The roads of the sample city. */
#include "run/demo_roads.h"

#include <math.h>

#include "base/memory.h"
#include "run/demo_line.h"

enum { ROAD_LINES = 1000, JOINS_WITHIN_M = 90 };

/* The crossings of the net of one mahalle, each once, and the part of the net that each belongs to. */
struct crossings {
    struct demo_spot *at;
    size_t *part;
    size_t count;
};

static void release_crossings(struct crossings *crossings)
{
    memory_free(crossings->at);
    memory_free(crossings->part);
    *crossings = (struct crossings){0};
}

static double metres_between(struct demo_spot one, struct demo_spot other)
{
    struct demo_metres a = demo_metres_of(one), b = demo_metres_of(other);
    double east = b.east - a.east, north = b.north - a.north;
    return sqrt(east * east + north * north);
}

static size_t place_of(struct crossings *crossings, struct demo_spot spot)
{
    size_t i = 0;
    while (i < crossings->count && (crossings->at[i].lon != spot.lon || crossings->at[i].lat != spot.lat))
        i++;
    if (i == crossings->count) {
        crossings->at[i] = spot;
        crossings->part[i] = i;
        crossings->count++;
    }
    return i;
}

static void join_parts(struct crossings *crossings, size_t a, size_t b)
{
    size_t kept = crossings->part[a], lost = crossings->part[b];
    for (size_t i = 0; i < crossings->count; i++)
        if (crossings->part[i] == lost)
            crossings->part[i] = kept;
}

static enum mah_status find_crossings(struct crossings *out, const struct demo_streets *streets, size_t mahalle,
                                      struct mah_error *err)
{
    size_t first = streets->first_of[mahalle], end = streets->first_of[mahalle + 1], most = 0;
    for (size_t i = first; i < end; i++)
        most += streets->streets[i].count;
    *out = (struct crossings){memory_new(most, sizeof *out->at), memory_new(most, sizeof *out->part), 0};
    if (out->at == NULL || out->part == NULL)
        return mah_no_memory(err);
    for (size_t i = first; i < end; i++) {
        const struct demo_spot *spots = streets->spots + streets->streets[i].first;
        size_t before = place_of(out, spots[0]);
        for (size_t k = 1; k < streets->streets[i].count; k++) {
            size_t next = place_of(out, spots[k]);
            join_parts(out, before, next);
            before = next;
        }
    }
    return MAH_OK;
}

static struct demo_spot nearest_crossing(const struct crossings *crossings, struct demo_spot spot, double *metres)
{
    size_t best = 0;
    *metres = INFINITY;
    for (size_t i = 0; i < crossings->count; i++) {
        double distance = metres_between(crossings->at[i], spot);
        if (distance < *metres) {
            *metres = distance;
            best = i;
        }
    }
    return crossings->at[best];
}

/* Neighbours have a road; but the river has a bridge only here and there, and from village to village not all ways are
 * kept. */
static bool has_road(const struct demo_plan *plan, const struct demo_border *border, size_t index)
{
    bool villages = !border->outer && plan->mahalle[border->first].kind == KIND_VILLAGE &&
                    plan->mahalle[border->second].kind == KIND_VILLAGE;
    return !border->outer && ((!villages && !border->river) || index % 2 == 0);
}

static enum mah_status add_new_spot(struct demo_streets *streets, struct demo_spot spot, struct mah_error *err)
{
    const struct demo_spot *last = &streets->spots[streets->spot_count - 1];
    bool is_new = streets->streets[streets->count - 1].count == 0 || last->lon != spot.lon || last->lat != spot.lat;
    return is_new ? demo_streets_add(streets, spot, err) : MAH_OK;
}

/* From the middle of the mahalle to its border, or from there to the middle: in the town from crossing to crossing. */
static enum mah_status add_half_road(struct demo_streets *streets, const struct crossings *crossings,
                                     struct demo_metres from, struct demo_metres to, size_t index,
                                     struct mah_error *err)
{
    const struct demo_line_style style = {.piece_m = 320, .bend = 0.06, .rounds = 1};
    struct demo_spot *spots = NULL;
    size_t count = 0;
    enum mah_status status = demo_line_draw(&spots, &count, from, to, style, ROAD_LINES + index, err);
    bool inward = index % 2 == 1;
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        double metres;
        bool at_border = i == (inward ? 0 : count - 1), in_middle = i == (inward ? count - 1 : 0);
        struct demo_spot crossing = nearest_crossing(crossings, spots[i], &metres);
        bool joins = in_middle || (!at_border && metres <= JOINS_WITHIN_M);
        status = add_new_spot(streets, joins ? crossing : spots[i], err);
    }
    memory_free(spots);
    return status;
}

static enum mah_status draw_road(struct demo_streets *streets, const struct crossings *nets,
                                 const struct demo_plan *plan, const struct demo_border *border, size_t index,
                                 struct mah_error *err)
{
    struct demo_metres crossing = demo_metres_of(border->spots[border->count / 2]);
    size_t from = border->first, to = border->second;
    enum mah_status status = demo_streets_begin(streets, from, to, err);
    if (status == MAH_OK)
        status = add_half_road(streets, &nets[from], plan->mahalle[from].middle, crossing, 2 * index, err);
    if (status == MAH_OK)
        status = add_half_road(streets, &nets[to], crossing, plan->mahalle[to].middle, 2 * index + 1, err);
    return status;
}

/* The shortest way from the part of the first crossing to any other part; false where there is but one part. */
static bool find_gap(size_t *from, size_t *to, const struct crossings *net)
{
    double least_m = INFINITY;
    for (size_t i = 0; i < net->count; i++) {
        for (size_t k = 0; net->part[i] == net->part[0] && k < net->count; k++) {
            double metres = net->part[k] != net->part[0] ? metres_between(net->at[i], net->at[k]) : INFINITY;
            if (metres < least_m) {
                least_m = metres;
                *from = i;
                *to = k;
            }
        }
    }
    return isfinite(least_m);
}

static enum mah_status draw_lanes(struct demo_streets *streets, struct crossings *net, size_t mahalle,
                                  struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t from = 0, to = 0;
    while (status == MAH_OK && find_gap(&from, &to, net)) {
        status = demo_streets_begin(streets, mahalle, mahalle, err);
        if (status == MAH_OK)
            status = demo_streets_add(streets, net->at[from], err);
        if (status == MAH_OK)
            status = demo_streets_add(streets, net->at[to], err);
        join_parts(net, from, to);
    }
    return status;
}

enum mah_status demo_roads_draw(struct demo_streets *streets, const struct demo_plan *plan,
                                const struct demo_shape *shape, struct mah_error *err)
{
    struct crossings *nets = memory_new(plan->count, sizeof *nets);
    enum mah_status status = nets != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t m = 0; status == MAH_OK && m < plan->count; m++)
        status = find_crossings(&nets[m], streets, m, err);
    for (size_t i = 0; status == MAH_OK && i < shape->border_count; i++)
        if (has_road(plan, &shape->borders[i], i))
            status = draw_road(streets, nets, plan, &shape->borders[i], i, err);
    for (size_t m = 0; status == MAH_OK && m < plan->count; m++)
        status = draw_lanes(streets, &nets[m], m, err);
    for (size_t m = 0; nets != NULL && m < plan->count; m++)
        release_crossings(&nets[m]);
    memory_free(nets);
    return status;
}
