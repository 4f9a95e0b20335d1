/* How people live, as numbers. */
#include "indicate/living.h"

#include "base/memory.h"

const char *network_word(enum network network)
{
    static const char *const words[] = {"water", "sewer", "elec", "waste", "gas", "road", "net"};
    return words[network];
}

static struct count count_of(const struct tally_cell *cell)
{
    return (struct count){(double)cell->nano / WEIGHT_ONE, cell->records, COUNT_KNOWN};
}

/* Those without an answer are the rest of everybody. */
static void fill_answers(struct count out[YES_NO_COUNT], const struct tally_cell *everybody,
                         const struct tally_cell *no, const struct tally_cell *yes)
{
    struct tally_cell rest = {everybody->nano - no->nano - yes->nano, everybody->records - no->records - yes->records};
    out[IS_UNKNOWN] = count_of(&rest);
    out[IS_NO] = count_of(no);
    out[IS_YES] = count_of(yes);
}

static void forget(struct count *counts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        counts[i] = (struct count){.state = COUNT_NOT_ASKED};
}

static void fill_network(struct network_counts *out, const struct living_cells *cells, int network,
                         const struct living_cells *city)
{
    const struct living_sums *no = &cells->network[network][IS_NO], *yes = &cells->network[network][IS_YES];
    const struct living_sums *in_city = city->network[network];
    fill_answers(out->households, &cells->all.households, &no->households, &yes->households);
    for (int group = 0; group < LIVING_GROUPS; group++)
        fill_answers(out->persons[group], &cells->all.persons[group], &no->persons[group], &yes->persons[group]);
    bool asked = in_city[IS_NO].households.records + in_city[IS_YES].households.records > 0;
    bool classes = city->all.persons[LIVING_RECENT].records + city->all.persons[LIVING_SETTLED].records > 0;
    if (!asked)
        forget(out->households, YES_NO_COUNT);
    for (int group = 0; group < LIVING_GROUPS; group++)
        if (!asked || (!classes && group != LIVING_ALL))
            forget(out->persons[group], YES_NO_COUNT);
}

static void fill_area(struct living_counts *out, const struct living_cells *cells, const struct living_cells *city)
{
    for (int network = 0; network < NETWORK_COUNT; network++)
        fill_network(&out->network[network], cells, network, city);
    for (int group = 0; group < LIVING_GROUPS; group++)
        out->group[group] = count_of(&cells->all.persons[group]);
    out->roomed_persons = count_of(&cells->roomed_persons);
    out->rooms = count_of(&cells->rooms);
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        out->crowded[answer] = count_of(&cells->crowded[answer]);
        out->slum[answer] = count_of(&cells->slum[answer]);
    }
    if (city->rooms.records == 0) {
        forget(&out->roomed_persons, 1);
        forget(&out->rooms, 1);
    }
    if (city->crowded[IS_NO].records + city->crowded[IS_YES].records == 0)
        forget(out->crowded, YES_NO_COUNT);
    if (city->slum[IS_NO].records + city->slum[IS_YES].records == 0)
        forget(out->slum, YES_NO_COUNT);
}

enum mah_status living_counts_new(struct living_counts **out, const struct tally *tally, struct mah_error *err)
{
    struct living_cells city = {0};
    int overflow = 0;
    for (size_t i = 0; i < tally->mahalle_count; i++)
        overflow |= living_cells_merge(&city, &tally->living[i]);
    if (overflow)
        return mah_fail(err, MAH_BAD_DATA, "the sum of weights is too large; check the column of weights");
    struct living_counts *counts = memory_new(tally->mahalle_count + 1, sizeof *counts);
    if (counts == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < tally->mahalle_count; i++)
        fill_area(&counts[i], &tally->living[i], &city);
    fill_area(&counts[tally->mahalle_count], &city, &city);
    *out = counts;
    return MAH_OK;
}

bool network_was_asked(const struct living_counts *area, enum network network)
{
    return area->network[network].households[IS_YES].state != COUNT_NOT_ASKED;
}

static struct rate sum_of(const struct count *a, const struct count *b)
{
    return rate_add(count_rate(a), count_rate(b));
}

struct rate network_share(const struct network_counts *network, enum living_group group)
{
    const struct count *persons = network->persons[group];
    return rate_divide(count_rate(&persons[IS_YES]), sum_of(&persons[IS_YES], &persons[IS_NO]));
}

static struct rate everybody(const struct count persons[YES_NO_COUNT])
{
    return rate_add(sum_of(&persons[IS_YES], &persons[IS_NO]), count_rate(&persons[IS_UNKNOWN]));
}

struct rate network_share_min(const struct network_counts *network, enum living_group group)
{
    const struct count *persons = network->persons[group];
    return rate_divide(count_rate(&persons[IS_YES]), everybody(persons));
}

struct rate network_share_max(const struct network_counts *network, enum living_group group)
{
    const struct count *persons = network->persons[group];
    return rate_divide(sum_of(&persons[IS_YES], &persons[IS_UNKNOWN]), everybody(persons));
}

struct rate network_gap(const struct network_counts *network)
{
    struct rate gap = rate_subtract(network_share(network, LIVING_SETTLED), network_share(network, LIVING_RECENT));
    return gap.known ? rate_of(100 * gap.value) : gap;
}

const char *housing_field(enum housing housing)
{
    static const char *const fields[] = {"ppr", "crowd_sh", "slum_sh"};
    return fields[housing];
}

static struct rate share_of_yes(const struct count answers[YES_NO_COUNT])
{
    return rate_divide(count_rate(&answers[IS_YES]), sum_of(&answers[IS_YES], &answers[IS_NO]));
}

struct rate housing_rate(enum housing housing, const struct living_counts *area)
{
    switch (housing) {
    case HOUSING_PERSONS_PER_ROOM:
        return rate_divide(count_rate(&area->roomed_persons), count_rate(&area->rooms));
    case HOUSING_CROWDED:
        return share_of_yes(area->crowded);
    case HOUSING_SLUM:
        return share_of_yes(area->slum);
    case HOUSING_COUNT:
        break;
    }
    return rate_unknown;
}
