/* How far is it from a household to the services? One index over all open facilities, straight or along streets. */
#include "reach/reach.h"

#include <math.h>
#include <stdatomic.h>

#include "base/memory.h"
#include "base/workers.h"
#include "reach/reach_parts.h"

/* Workers take the types in turn. */
struct building {
    struct reach *reach;
    const struct reach_input *input;
    atomic_size_t next; /* type that no worker has taken yet */
};

static enum mah_status build_types(void *building_, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct building *building = building_;
    struct reach *reach = building->reach;
    enum mah_status status = MAH_OK;
    size_t type;
    while (status == MAH_OK && (type = atomic_fetch_add(&building->next, 1)) < reach->type_count)
        status = straight_new(&reach->straight[type], building->input->services->facilities,
                              open_list(&reach->open, type), open_count(&reach->open, type), err);
    return status;
}

static enum mah_status build_straight(struct reach *reach, const struct reach_input *input, struct mah_error *err)
{
    struct building building = {.reach = reach, .input = input};
    reach->straight = memory_new(input->type_count, sizeof *reach->straight);
    if (!reach->straight)
        return mah_no_memory(err);
    return workers_run(input->threads > 0 ? input->threads : 1, build_types, &building, err);
}

static enum mah_status build(struct reach *reach, const struct reach_input *input, struct mah_error *err)
{
    reach->types = memory_new(input->type_count, sizeof *reach->types);
    if (!reach->types)
        return mah_no_memory(err);
    reach->type_count = input->type_count;
    for (size_t type = 0; type < input->type_count; type++)
        reach->types[type] = input->types[type];
    enum mah_status status = open_facilities_init(&reach->open, input->services, input->types, input->type_count, err);
    if (status != MAH_OK)
        return status;
    if (input->metric == REACH_NETWORK)
        return walking_new(&reach->walking, input, &reach->open, err);
    return build_straight(reach, input, err);
}

enum mah_status reach_new(struct reach **out, const struct reach_input *input, struct mah_error *err)
{
    *out = NULL;
    struct reach *reach = memory_new(1, sizeof *reach);
    if (!reach)
        return mah_no_memory(err);
    reach->detour = input->metric == REACH_NETWORK ? 1 : input->detour;
    enum mah_status status = build(reach, input, err);
    if (status != MAH_OK) {
        reach_free(reach);
        return status;
    }
    *out = reach;
    return MAH_OK;
}

void reach_free(struct reach *reach)
{
    if (!reach)
        return;
    for (size_t type = 0; reach->straight && type < reach->type_count; type++)
        straight_free(reach->straight[type]);
    memory_free(reach->straight);
    walking_free(reach->walking);
    open_facilities_release(&reach->open);
    memory_free(reach->types);
    memory_free(reach);
}

bool reach_facility_is_connected(const struct reach *reach, size_t facility)
{
    return !reach->walking || !isnan(walking_off_m(reach->walking, facility));
}

double reach_facility_off_m(const struct reach *reach, size_t facility)
{
    return reach->walking ? walking_off_m(reach->walking, facility) : NAN;
}

struct street_network_facts reach_network_facts(const struct reach *reach)
{
    if (reach->walking)
        return street_network_facts(walking_network(reach->walking));
    return (struct street_network_facts){0};
}
