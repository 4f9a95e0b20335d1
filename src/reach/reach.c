/* How far is it from a household to the services? One index over all open facilities, straight or along streets. */
#include "reach/reach.h"

#include <math.h>

#include "base/memory.h"
#include "reach/reach_parts.h"

static enum mah_status build_straight(struct reach *reach, const struct reach_input *input, struct mah_error *err)
{
    reach->straight = memory_new(input->type_count, sizeof *reach->straight);
    enum mah_status status = reach->straight ? MAH_OK : mah_no_memory(err);
    for (size_t type = 0; type < input->type_count && status == MAH_OK; type++)
        status = straight_new(&reach->straight[type], input->services->facilities, open_list(&reach->open, type),
                              open_count(&reach->open, type), err);
    return status;
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

size_t reach_open_count(const struct reach *reach, size_t type)
{
    return open_count(&reach->open, type);
}
