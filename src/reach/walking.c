/* How far is it to walk along the streets, and to which facilities? One search a type over one network. */
#include "reach/walking.h"

#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "reach/stops.h"

/* One type: of each node the nearest facility, and the way to it. */
struct walked_type {
    double *distance_m;
    uint32_t *facility;
    struct straight *areas;
    struct catchments catchments; /* no start: not asked for */
};

struct walking {
    struct street_network *network;
    const struct open_facilities *open; /* borrowed */
    struct walked_type *types;
    size_t type_count;
    double *off_m; /* one a facility; NAN where no street is near */
    size_t facility_count;
};

/* All that is needed while it is built. */
struct building {
    struct walking *walking;
    const struct reach_input *input;
    struct stops stops;
    uint32_t *node; /* one a stop */
    double *stop_off_m;
    size_t type;                   /* whose catchments are searched */
    struct reached_nodes *reached; /* one a facility of that type */
    atomic_size_t next;            /* type, or facility of the type, that no worker has taken yet */
};

/* ---- starts of searches ---- */

struct starts {
    struct street_start *list;
    size_t count, capacity;
};

static enum mah_status add_starts(struct starts *starts, const struct building *building, uint32_t facility,
                                  struct mah_error *err)
{
    for (size_t i = building->stops.start[facility]; i < building->stops.start[facility + 1]; i++) {
        if (building->node[i] == NO_STREET_NODE)
            continue;
        if (memory_grow((void **)&starts->list, &starts->capacity, starts->count + 1, sizeof *starts->list) != 0)
            return mah_no_memory(err);
        starts->list[starts->count++] = (struct street_start){building->node[i], building->stop_off_m[i], facility};
    }
    return MAH_OK;
}

/* ---- the nearest facility of each node ---- */

static enum mah_status find_areas(struct building *building, size_t type, struct mah_error *err)
{
    struct walking *walking = building->walking;
    const struct facility *facilities = building->input->services->facilities;
    const uint32_t *list = open_list(walking->open, type);
    uint32_t *areas = memory_new(open_count(walking->open, type), sizeof *areas);
    if (!areas)
        return mah_no_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < open_count(walking->open, type); i++) {
        if (facilities[list[i]].shape.kind == SHAPE_AREAS && !isnan(walking->off_m[list[i]]))
            areas[count++] = list[i];
    }
    enum mah_status status = straight_new(&walking->types[type].areas, facilities, areas, count, err);
    memory_free(areas);
    return status;
}

static enum mah_status search_type(struct building *building, struct street_search *search, size_t type,
                                   struct mah_error *err)
{
    struct walking *walking = building->walking;
    struct walked_type *walked = &walking->types[type];
    size_t nodes = street_network_node_count(walking->network);
    walked->distance_m = memory_new(nodes, sizeof *walked->distance_m);
    walked->facility = memory_new(nodes, sizeof *walked->facility);
    if (!walked->distance_m || !walked->facility)
        return mah_no_memory(err);
    struct starts starts = {0};
    enum mah_status status = find_areas(building, type, err);
    for (size_t i = 0; i < open_count(walking->open, type) && status == MAH_OK; i++)
        status = add_starts(&starts, building, open_list(walking->open, type)[i], err);
    if (status == MAH_OK)
        status = street_search_nearest(search, starts.list, starts.count, INFINITY, walked->distance_m,
                                       walked->facility, err);
    memory_free(starts.list);
    return status;
}

static enum mah_status search_types(void *building_, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct building *building = building_;
    struct street_search *search;
    enum mah_status status = street_search_new(&search, building->walking->network, err);
    if (status != MAH_OK)
        return status;
    size_t type;
    while (status == MAH_OK && (type = atomic_fetch_add(&building->next, 1)) < building->walking->type_count)
        status = interrupted() ? mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written")
                               : search_type(building, search, type, err);
    street_search_free(search);
    return status;
}

/* ---- catchments ---- */

static enum mah_status search_facilities(void *building_, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct building *building = building_;
    const struct open_facilities *open = building->walking->open;
    double radius_m = building->input->types[building->type].radius_m;
    struct street_search *search;
    enum mah_status status = street_search_new(&search, building->walking->network, err);
    if (status != MAH_OK)
        return status;
    struct starts starts = {0};
    size_t i;
    while (status == MAH_OK && (i = atomic_fetch_add(&building->next, 1)) < open_count(open, building->type)) {
        starts.count = 0;
        status = interrupted() ? mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written")
                               : add_starts(&starts, building, open_list(open, building->type)[i], err);
        if (status == MAH_OK)
            status = street_search_within(search, starts.list, starts.count, radius_m, reached_nodes_add,
                                          &building->reached[i], err);
    }
    memory_free(starts.list);
    street_search_free(search);
    return status;
}

/* Type after type, so that what the searches found need not be kept for all of them at once. */
static enum mah_status find_catchments(struct building *building, size_t type, size_t threads, struct mah_error *err)
{
    struct walking *walking = building->walking;
    struct walked_type *walked = &walking->types[type];
    size_t count = open_count(walking->open, type);
    building->type = type;
    building->reached = memory_new(count, sizeof *building->reached);
    if (!building->reached)
        return mah_no_memory(err);
    atomic_store(&building->next, 0);
    enum mah_status status = workers_run(threads, search_facilities, building, err);
    if (status == MAH_OK)
        status = catchments_init(&walked->catchments, building->reached, open_list(walking->open, type), count,
                                 street_network_node_count(walking->network), err);
    for (size_t i = 0; i < count; i++)
        reached_nodes_release(&building->reached[i]);
    memory_free(building->reached);
    return status;
}

/* ---- building ---- */

static enum mah_status connect(struct building *building, struct mah_error *err)
{
    struct walking *walking = building->walking;
    const struct reach_input *input = building->input;
    enum mah_status status = stops_init(&building->stops, input->services, err);
    if (status != MAH_OK)
        return status;
    const struct stops *stops = &building->stops;
    building->node = memory_new(stops->count, sizeof *building->node);
    building->stop_off_m = memory_new(stops->count, sizeof *building->stop_off_m);
    walking->off_m = memory_new(stops->facility_count, sizeof *walking->off_m);
    if (!building->node || !building->stop_off_m || !walking->off_m)
        return mah_no_memory(err);
    status = street_network_new(&walking->network, input->streets, stops->points, stops->count, input->snap_m,
                                building->node, building->stop_off_m, err);
    if (status != MAH_OK)
        return status;
    for (size_t facility = 0; facility < stops->facility_count; facility++) {
        walking->off_m[facility] = NAN;
        for (size_t i = stops->start[facility]; i < stops->start[facility + 1]; i++) {
            if (building->node[i] != NO_STREET_NODE) /* fmin passes over NAN */
                walking->off_m[facility] = fmin(walking->off_m[facility], building->stop_off_m[i]);
        }
    }
    walking->facility_count = stops->facility_count;
    return MAH_OK;
}

static enum mah_status build(struct building *building, struct mah_error *err)
{
    struct walking *walking = building->walking;
    const struct reach_input *input = building->input;
    size_t threads = input->threads > 0 ? input->threads : 1;
    enum mah_status status = connect(building, err);
    if (status == MAH_OK) {
        atomic_store(&building->next, 0);
        status = workers_run(threads, search_types, building, err);
    }
    for (size_t type = 0; type < walking->type_count && status == MAH_OK; type++) {
        if (reach_type_asks_catchments(&input->types[type]))
            status = find_catchments(building, type, threads, err);
    }
    return status;
}

enum mah_status walking_new(struct walking **out, const struct reach_input *input, const struct open_facilities *open,
                            struct mah_error *err)
{
    *out = NULL;
    struct walking *walking = memory_new(1, sizeof *walking);
    if (!walking)
        return mah_no_memory(err);
    walking->open = open;
    walking->type_count = input->type_count;
    walking->types = memory_new(input->type_count, sizeof *walking->types);
    struct building building = {.walking = walking, .input = input};
    enum mah_status status = walking->types ? build(&building, err) : mah_no_memory(err);
    stops_release(&building.stops);
    memory_free(building.node);
    memory_free(building.stop_off_m);
    if (status != MAH_OK) {
        walking_free(walking);
        return status;
    }
    *out = walking;
    return MAH_OK;
}

void walking_free(struct walking *walking)
{
    if (!walking)
        return;
    for (size_t type = 0; walking->types && type < walking->type_count; type++) {
        memory_free(walking->types[type].distance_m);
        memory_free(walking->types[type].facility);
        straight_free(walking->types[type].areas);
        catchments_release(&walking->types[type].catchments);
    }
    memory_free(walking->types);
    memory_free(walking->off_m);
    street_network_free(walking->network);
    memory_free(walking);
}

/* ---- answers ---- */

const struct street_network *walking_network(const struct walking *walking)
{
    return walking->network;
}

double walking_off_m(const struct walking *walking, size_t facility)
{
    return facility < walking->facility_count ? walking->off_m[facility] : NAN;
}

const struct straight *walking_areas(const struct walking *walking, size_t type)
{
    return walking->types[type].areas;
}

const struct catchments *walking_catchments(const struct walking *walking, size_t type)
{
    return walking->types[type].catchments.start ? &walking->types[type].catchments : NULL;
}

struct reach_link walking_nearest(const struct walking *walking, size_t type, struct point point,
                                  const struct street_place *place)
{
    const struct walked_type *walked = &walking->types[type];
    uint32_t here = straight_here(walked->areas, point);
    struct reach_link best = {here, here == NO_FACILITY ? INFINITY : 0};
    for (int k = 0; place && k < 2; k++) {
        uint32_t facility = walked->facility[place->node[k]];
        double distance = place->to_node_m[k] + walked->distance_m[place->node[k]];
        if (distance < best.distance_m || (distance == best.distance_m && facility < best.facility))
            best = (struct reach_link){facility, distance};
    }
    if (best.facility == NO_FACILITY)
        best.distance_m = NAN; /* a facility there is, but no known way to it */
    return best;
}
