/* Which places can be reached from places where something might be built? */
#include "reach/candidate_ways.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "reach/straight.h"

/* The ways of one candidate. */
struct own_ways {
    uint32_t *place;
    double *distance_m;
    size_t count, place_capacity, distance_capacity;
};

static enum mah_status add_way(struct own_ways *ways, uint32_t place, double distance_m, struct mah_error *err)
{
    if (memory_grow((void **)&ways->place, &ways->place_capacity, ways->count + 1, sizeof *ways->place) != 0 ||
        memory_grow((void **)&ways->distance_m, &ways->distance_capacity, ways->count + 1, sizeof *ways->distance_m) !=
            0)
        return mah_no_memory(err);
    ways->place[ways->count] = place;
    ways->distance_m[ways->count++] = distance_m;
    return MAH_OK;
}

void candidate_ways_release(struct candidate_ways *ways)
{
    memory_free(ways->start);
    memory_free(ways->place);
    memory_free(ways->distance_m);
    memory_free(ways->is_connected);
    *ways = (struct candidate_ways){0};
}

static enum mah_status join(struct candidate_ways *out, const struct own_ways *own, size_t count, struct mah_error *err)
{
    for (size_t c = 0; c < count; c++)
        out->start[c + 1] = out->start[c] + own[c].count;
    out->place = memory_new(out->start[count], sizeof *out->place);
    out->distance_m = memory_new(out->start[count], sizeof *out->distance_m);
    if (out->place == NULL || out->distance_m == NULL)
        return mah_no_memory(err);
    for (size_t c = 0; c < count; c++) {
        if (own[c].count == 0)
            continue;
        memcpy(out->place + out->start[c], own[c].place, own[c].count * sizeof *own[c].place);
        memcpy(out->distance_m + out->start[c], own[c].distance_m, own[c].count * sizeof *own[c].distance_m);
    }
    return MAH_OK;
}

/* ---- straight ---- */

/* The candidates as the facilities that the index knows. */
static enum mah_status make_facilities(struct facility **out, uint32_t **chosen, const struct way_input *input,
                                       struct mah_error *err)
{
    *out = memory_new(input->candidate_count, sizeof **out);
    *chosen = memory_new(input->candidate_count, sizeof **chosen);
    enum mah_status status = *out != NULL && *chosen != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t c = 0; status == MAH_OK && c < input->candidate_count; c++) {
        (*chosen)[c] = (uint32_t)c;
        status = shape_from_point(&(*out)[c].shape, input->candidates[c], err);
    }
    return status;
}

/* The radius is measured after the detour; a hair more is asked for, so that rounding loses nobody (reacher.c). */
static enum mah_status search_straight(struct own_ways *own, const struct way_input *input,
                                       const struct straight *straight, struct mah_error *err)
{
    struct straight_circle *circle = NULL;
    enum mah_status status = straight_circle_new(&circle, straight, err);
    for (uint32_t k = 0; status == MAH_OK && k < input->place_count; k++) {
        size_t count;
        const struct reach_link *found =
            straight_within(circle, input->places[k], input->radius_m / input->detour * (1 + 1e-12), &count);
        for (size_t i = 0; status == MAH_OK && i < count; i++) {
            double distance_m = found[i].distance_m * input->detour;
            if (distance_m <= input->radius_m)
                status = add_way(&own[found[i].facility], k, distance_m, err);
        }
        if (k % 65536 == 0 && interrupted())
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    }
    straight_circle_free(circle);
    return status;
}

static enum mah_status find_straight(struct candidate_ways *out, struct own_ways *own, const struct way_input *input,
                                     struct mah_error *err)
{
    struct facility *facilities = NULL;
    uint32_t *chosen = NULL;
    struct straight *straight = NULL;
    enum mah_status status = make_facilities(&facilities, &chosen, input, err);
    if (status == MAH_OK)
        status = straight_new(&straight, facilities, chosen, input->candidate_count, err);
    if (status == MAH_OK)
        status = search_straight(own, input, straight, err);
    for (size_t c = 0; c < input->candidate_count; c++) {
        out->is_connected[c] = true;
        if (facilities != NULL)
            shape_release(&facilities[c].shape);
    }
    straight_free(straight);
    memory_free(facilities);
    memory_free(chosen);
    return status;
}

/* ---- along the streets ---- */

/* The places seen from the nodes of the streets. */
struct node_places {
    size_t *start; /* node_count + 1 */
    uint32_t *place;
    double *to_node_m;
};

struct walking_search {
    const struct way_input *input;
    struct own_ways *own;
    struct street_network *network;
    uint32_t *node; /* of each candidate */
    double *off_m;
    struct street_place *places;
    bool *is_placed;
    struct node_places at;
    atomic_size_t next; /* candidate that no worker has taken yet */
};

/* One worker's search from one candidate. */
struct walk {
    const struct walking_search *all;
    double *distance_m; /* of each place: the shortest way so far; INFINITY */
    uint32_t *touched;
    size_t touched_count;
};

static void walking_release(struct walking_search *search)
{
    street_network_free(search->network);
    memory_free(search->node);
    memory_free(search->off_m);
    memory_free(search->places);
    memory_free(search->is_placed);
    memory_free(search->at.start);
    memory_free(search->at.place);
    memory_free(search->at.to_node_m);
}

static enum mah_status place_all(struct walking_search *search, struct mah_error *err)
{
    const struct way_input *input = search->input;
    size_t nodes = street_network_node_count(search->network), count = input->place_count;
    struct node_places *at = &search->at;
    at->start = memory_new(nodes + 3, sizeof *at->start);
    at->place = memory_new(2 * count, sizeof *at->place);
    at->to_node_m = memory_new(2 * count, sizeof *at->to_node_m);
    search->places = memory_new(count, sizeof *search->places);
    search->is_placed = memory_new(count, sizeof *search->is_placed);
    if (!at->start || !at->place || !at->to_node_m || !search->places || !search->is_placed)
        return mah_no_memory(err);
    for (size_t k = 0; k < count; k++) {
        search->is_placed[k] = street_network_place(search->network, input->places[k], &search->places[k]);
        for (int end = 0; search->is_placed[k] && end < 2; end++)
            at->start[search->places[k].node[end] + 2]++;
    }
    for (size_t node = 1; node < nodes + 3; node++)
        at->start[node] += at->start[node - 1];
    for (uint32_t k = 0; k < count; k++) {
        for (int end = 0; search->is_placed[k] && end < 2; end++) {
            size_t slot = at->start[search->places[k].node[end] + 1]++;
            at->place[slot] = k;
            at->to_node_m[slot] = search->places[k].to_node_m[end];
        }
    }
    return MAH_OK;
}

static enum mah_status meet_node(void *context, uint32_t node, double distance_m, struct mah_error *err)
{
    (void)err;
    struct walk *walk = context;
    const struct node_places *at = &walk->all->at;
    for (size_t i = at->start[node]; i < at->start[node + 1]; i++) {
        uint32_t place = at->place[i];
        double whole_m = at->to_node_m[i] + distance_m;
        if (whole_m > walk->all->input->radius_m)
            continue;
        if (isinf(walk->distance_m[place]))
            walk->touched[walk->touched_count++] = place;
        walk->distance_m[place] = fmin(walk->distance_m[place], whole_m);
    }
    return MAH_OK;
}

static int compare_places(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static enum mah_status walk_from(struct walk *walk, struct street_search *search, size_t candidate,
                                 struct mah_error *err)
{
    const struct walking_search *all = walk->all;
    const struct street_start start = {all->node[candidate], all->off_m[candidate], (uint32_t)candidate};
    if (all->node[candidate] == NO_STREET_NODE)
        return MAH_OK;
    walk->touched_count = 0;
    enum mah_status status = street_search_within(search, &start, 1, all->input->radius_m, meet_node, walk, err);
    if (walk->touched_count > 1)
        qsort(walk->touched, walk->touched_count, sizeof *walk->touched, compare_places);
    for (size_t i = 0; i < walk->touched_count; i++) {
        uint32_t place = walk->touched[i];
        if (status == MAH_OK)
            status = add_way(&all->own[candidate], place, walk->distance_m[place], err);
        walk->distance_m[place] = INFINITY;
    }
    return status;
}

static enum mah_status walk_candidates(void *search_, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct walking_search *search = search_;
    size_t places = search->input->place_count, candidate;
    struct street_search *room = NULL;
    struct walk walk = {.all = search,
                        .distance_m = memory_new(places, sizeof *walk.distance_m),
                        .touched = memory_new(places, sizeof *walk.touched)};
    enum mah_status status = walk.distance_m != NULL && walk.touched != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t k = 0; status == MAH_OK && k < places; k++)
        walk.distance_m[k] = INFINITY;
    if (status == MAH_OK)
        status = street_search_new(&room, search->network, err);
    while (status == MAH_OK && (candidate = atomic_fetch_add(&search->next, 1)) < search->input->candidate_count)
        status = interrupted() ? mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written")
                               : walk_from(&walk, room, candidate, err);
    street_search_free(room);
    memory_free(walk.distance_m);
    memory_free(walk.touched);
    return status;
}

static enum mah_status find_walking(struct candidate_ways *out, struct own_ways *own, const struct way_input *input,
                                    struct mah_error *err)
{
    struct walking_search search = {.input = input, .own = own};
    search.node = memory_new(input->candidate_count, sizeof *search.node);
    search.off_m = memory_new(input->candidate_count, sizeof *search.off_m);
    enum mah_status status = search.node != NULL && search.off_m != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = street_network_new(&search.network, input->streets, input->candidates, input->candidate_count,
                                    input->snap_m, search.node, search.off_m, err);
    if (status == MAH_OK)
        status = place_all(&search, err);
    atomic_store(&search.next, 0);
    if (status == MAH_OK)
        status = workers_run(input->threads > 0 ? input->threads : 1, walk_candidates, &search, err);
    for (size_t c = 0; status == MAH_OK && c < input->candidate_count; c++)
        out->is_connected[c] = search.node[c] != NO_STREET_NODE;
    walking_release(&search);
    return status;
}

enum mah_status candidate_ways_find(struct candidate_ways *out, const struct way_input *input, struct mah_error *err)
{
    size_t count = input->candidate_count;
    struct own_ways *own = memory_new(count + 1, sizeof *own);
    *out = (struct candidate_ways){.start = memory_new(count + 1, sizeof *out->start),
                                   .is_connected = memory_new(count + 1, sizeof *out->is_connected)};
    enum mah_status status =
        own != NULL && out->start != NULL && out->is_connected != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK && count > 0)
        status =
            input->metric == REACH_NETWORK ? find_walking(out, own, input, err) : find_straight(out, own, input, err);
    if (status == MAH_OK)
        status = join(out, own, count, err);
    for (size_t c = 0; own != NULL && c < count; c++) {
        memory_free(own[c].place);
        memory_free(own[c].distance_m);
    }
    memory_free(own);
    return status;
}
