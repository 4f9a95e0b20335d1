/* How people live, in the wide table and in the list of what is hidden. */
#include "protect/table_living.h"

#include <stdio.h>

void living_field(char out[LIVING_FIELD_SIZE], const char *prefix, enum network network)
{
    snprintf(out, LIVING_FIELD_SIZE, "%s%s", prefix, network_word(network));
}

struct rate living_share_shown(struct rate share, bool coarse)
{
    return coarse ? rate_round_to_step(share, 0.01) : share;
}

/* Persons a room to two decimals, shares to whole per cents: the same step. Their numerators and denominators are in no
 * table and no sum that is watched over; exact fractions would tell them. */
struct rate housing_shown(enum housing housing, const struct living_counts *living, enum profile profile)
{
    return living_share_shown(housing_rate(housing, living), profile != PROFILE_SECURE);
}

enum mah_status living_columns_find(struct living_columns *out, const struct release_table *table,
                                    struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    char field[LIVING_FIELD_SIZE];
    for (int network = 0; status == MAH_OK && network < NETWORK_COUNT; network++) {
        living_field(field, "net_", (enum network)network);
        status = output_column(&out->share[network], table, field, err);
        living_field(field, "unh_", (enum network)network);
        if (status == MAH_OK)
            status = output_column(&out->unserved[network], table, field, err);
    }
    for (int housing = 0; status == MAH_OK && housing < HOUSING_COUNT; housing++)
        status = output_column(&out->housing[housing], table, housing_field((enum housing)housing), err);
    return status;
}

enum mah_status living_columns_set(struct release_table *table, const struct living_columns *columns,
                                   const struct living_counts *living, const struct policy *policy,
                                   struct mah_error *err)
{
    bool coarse = policy->round_to > 0;
    enum mah_status status = MAH_OK;
    for (int i = 0; status == MAH_OK && i < NETWORK_COUNT; i++) {
        const struct network_counts *network = &living->network[i];
        status =
            set_rate(table, columns->share[i], living_share_shown(network_share(network, LIVING_ALL), coarse), err);
        if (status == MAH_OK)
            status = set_rate(table, columns->unserved[i], count_rate(&network->households[IS_NO]), err);
    }
    for (int i = 0; status == MAH_OK && i < HOUSING_COUNT; i++)
        status = set_rate(table, columns->housing[i], housing_shown((enum housing)i, living, policy->profile), err);
    return status;
}

static enum mah_status each_of_group(const struct count answers[YES_NO_COUNT], enum network which,
                                     enum living_group group, living_hidden hidden, void *context,
                                     struct mah_error *err)
{
    static const char *const names[] = {"unknown", "unserved", "served"};
    enum mah_status status = MAH_OK;
    for (int answer = YES_NO_COUNT - 1; status == MAH_OK && answer >= 0; answer--) {
        enum count_state state = (enum count_state)answers[answer].state;
        char field[LIVING_FIELD_SIZE];
        if (state <= COUNT_NOT_ASKED)
            continue;
        snprintf(field, sizeof field, "%s.%s.%s", network_word(which), living_group_word(group), names[answer]);
        status = hidden(context, "mah_infra", field, state, err);
    }
    return status;
}

static enum mah_status each_of_network(const struct network_counts *network, enum network which, const char *wide_layer,
                                       living_hidden hidden, void *context, struct mah_error *err)
{
    char field[LIVING_FIELD_SIZE];
    enum mah_status status = MAH_OK;
    enum count_state households = (enum count_state)network->households[IS_NO].state;
    const struct count *all = network->persons[LIVING_ALL];
    enum count_state share = (enum count_state)(all[IS_NO].state > COUNT_NOT_ASKED ? all[IS_NO] : all[IS_YES]).state;
    if (share > COUNT_NOT_ASKED) {
        living_field(field, "net_", which);
        status = hidden(context, wide_layer, field, share, err);
    }
    if (status == MAH_OK && households > COUNT_NOT_ASKED) {
        living_field(field, "unh_", which);
        status = hidden(context, wide_layer, field, households, err);
    }
    if (status == MAH_OK && households > COUNT_NOT_ASKED) {
        snprintf(field, sizeof field, "%s.all.hh_unserved", network_word(which));
        status = hidden(context, "mah_infra", field, households, err);
    }
    for (int group = 0; status == MAH_OK && group < LIVING_GROUPS; group++)
        status = each_of_group(network->persons[group], which, (enum living_group)group, hidden, context, err);
    return status;
}

enum mah_status living_each_hidden(const struct living_counts *living, const char *wide_layer, living_hidden hidden,
                                   void *context, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (int i = 0; status == MAH_OK && i < NETWORK_COUNT; i++)
        status = each_of_network(&living->network[i], (enum network)i, wide_layer, hidden, context, err);
    const enum count_state states[HOUSING_COUNT] = {
        [HOUSING_PERSONS_PER_ROOM] = (enum count_state)living->rooms.state,
        [HOUSING_CROWDED] = (enum count_state)living->crowded[IS_YES].state,
        [HOUSING_SLUM] = (enum count_state)living->slum[IS_YES].state,
    };
    for (int i = 0; status == MAH_OK && i < HOUSING_COUNT; i++)
        if (states[i] > COUNT_NOT_ASKED)
            status = hidden(context, wide_layer, housing_field((enum housing)i), states[i], err);
    return status;
}
