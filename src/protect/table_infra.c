/* mah_infra: whom the networks reach in each mahalle, in long form; the city's rows last. */
#include "protect/table_living.h"

struct infra_table {
    const struct table_context *context;
    struct release_table *table;
    size_t code, name, service, service_name, group, households;
    size_t served, unserved, unknown, share, share_min, share_max, gap, flag;
    const char *label[NETWORK_COUNT]; /* borrowed from the fields */
};

static enum mah_status find_columns(struct infra_table *infra, struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"mah_code", &infra->code},
               {"mah_name", &infra->name},
               {"service", &infra->service},
               {"service_name", &infra->service_name},
               {"grp", &infra->group},
               {"hh_unserved", &infra->households},
               {"served", &infra->served},
               {"unserved", &infra->unserved},
               {"unknown", &infra->unknown},
               {"share", &infra->share},
               {"share_min", &infra->share_min},
               {"share_max", &infra->share_max},
               {"gap", &infra->gap},
               {"flag", &infra->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, infra->table, all[i].name, err);
    return status;
}

/* The first reason why a figure of the row is missing, else N where nobody lives. */
static const char *flag_of(const struct network_counts *network, enum living_group group,
                           const struct area_counts *area)
{
    static const enum yes_no order[] = {IS_NO, IS_YES, IS_UNKNOWN};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (network->persons[group][order[i]].state > COUNT_NOT_ASKED)
            return count_state_code((enum count_state)network->persons[group][order[i]].state);
    return area->records.records == 0 ? "N" : "";
}

static enum mah_status set_names(const struct infra_table *infra, size_t mahalle, enum network network,
                                 enum living_group group, struct mah_error *err)
{
    const struct table_context *context = infra->context;
    const struct boundary_set *boundaries = context->input->boundaries;
    enum mah_status status = MAH_OK;
    if (mahalle < boundaries->count)
        status = table_set_text(infra->table, infra->code, boundaries->mahalle[mahalle].code, err);
    if (status == MAH_OK && mahalle < boundaries->count)
        status = table_set_text(infra->table, infra->name, boundaries->mahalle[mahalle].name, err);
    if (status == MAH_OK)
        status = table_set_text(infra->table, infra->service, network_word(network), err);
    if (status == MAH_OK)
        status = table_set_text(infra->table, infra->service_name, infra->label[network], err);
    if (status == MAH_OK)
        status = table_set_text(infra->table, infra->group, living_group_word(group), err);
    return status;
}

static enum mah_status set_figures(const struct infra_table *infra, const struct network_counts *network,
                                   enum living_group group, struct mah_error *err)
{
    const struct count *persons = network->persons[group];
    bool coarse = infra->context->policy->round_to > 0;
    struct rate gap = network_gap(network);
    const struct {
        size_t column;
        struct rate rate;
    } all[] = {
        {infra->served, count_rate(&persons[IS_YES])},
        {infra->unserved, count_rate(&persons[IS_NO])},
        {infra->unknown, count_rate(&persons[IS_UNKNOWN])},
        {infra->share, living_share_shown(network_share(network, group), coarse)},
        {infra->share_min, living_share_shown(network_share_min(network, group), coarse)},
        {infra->share_max, living_share_shown(network_share_max(network, group), coarse)},
        {infra->households, group == LIVING_ALL ? count_rate(&network->households[IS_NO]) : rate_unknown},
        {infra->gap, group != LIVING_ALL ? rate_unknown
                     : coarse            ? rate_round_to_step(gap, 1)
                                         : gap},
    };
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = set_rate(infra->table, all[i].column, all[i].rate, err);
    return status;
}

static enum mah_status add_rows(const struct infra_table *infra, size_t mahalle, enum network which,
                                struct mah_error *err)
{
    const struct counts *counts = infra->context->counts;
    const struct network_counts *network = &counts->living[mahalle].network[which];
    const struct area_counts *area = mahalle < counts->mahalle_count ? &counts->mahalle[mahalle] : &counts->city;
    enum mah_status status = MAH_OK;
    for (int group = 0; status == MAH_OK && group < LIVING_GROUPS; group++) {
        if (network->persons[group][IS_YES].state == COUNT_NOT_ASKED)
            continue; /* no arrivals in the file: nobody is known to be a migrant or settled */
        const char *flag = flag_of(network, (enum living_group)group, area);
        status = table_add_row(infra->table, err);
        if (status == MAH_OK)
            status = set_names(infra, mahalle, which, (enum living_group)group, err);
        if (status == MAH_OK)
            status = set_figures(infra, network, (enum living_group)group, err);
        if (status == MAH_OK && *flag != '\0')
            status = table_set_text(infra->table, infra->flag, flag, err);
    }
    return status;
}

static enum mah_status find_labels(struct infra_table *infra, struct mah_error *err)
{
    const struct output_fields *fields = infra->context->fields;
    enum mah_status status = MAH_OK;
    for (int network = 0; status == MAH_OK && network < NETWORK_COUNT; network++) {
        size_t row = 0;
        status = output_field_find(&row, fields, "mah_infra#service", network_word((enum network)network), err);
        if (status == MAH_OK)
            infra->label[network] = output_field_label(fields, row, infra->context->input->project->language);
    }
    return status;
}

static enum mah_status start_table(struct infra_table *infra, struct mah_error *err)
{
    static const struct release_value turkish[] = {
        {"all", "Herkes"}, {"mig", "Yakın dönem göçmenler"}, {"set", "Yerleşikler"}};
    static const struct release_value english[] = {
        {"all", "Everybody"}, {"mig", "Recent migrants"}, {"set", "Settled residents"}};
    bool is_turkish = infra->context->input->project->language == LANGUAGE_TURKISH;
    enum mah_status status =
        output_table_add(infra->context->release, &infra->table, infra->context->fields, "mah_infra",
                         RELEASE_NO_GEOMETRY, "grp", is_turkish ? turkish : english, LIVING_GROUPS, err);
    if (status == MAH_OK)
        status = find_labels(infra, err);
    return status == MAH_OK ? find_columns(infra, err) : status;
}

enum mah_status add_mah_infra(const struct table_context *context, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    const struct living_counts *city = &counts->living[counts->mahalle_count];
    size_t asked = 0;
    for (int network = 0; network < NETWORK_COUNT; network++)
        asked += network_was_asked(city, (enum network)network);
    if (asked == 0)
        return MAH_OK; /* an empty table would look like an answer */
    struct infra_table infra = {.context = context};
    enum mah_status status = start_table(&infra, err);
    if (status == MAH_OK)
        status = table_reserve_rows(infra.table, (counts->mahalle_count + 1) * asked * LIVING_GROUPS, err);
    for (size_t mahalle = 0; status == MAH_OK && mahalle <= counts->mahalle_count; mahalle++)
        for (int network = 0; status == MAH_OK && network < NETWORK_COUNT; network++)
            if (network_was_asked(city, (enum network)network))
                status = add_rows(&infra, mahalle, (enum network)network, err);
    return status;
}
