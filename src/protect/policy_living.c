/* What may be shown of how people live? The cells of a service form a small table: groups by answers.
 *
 * Each cell is judged as any other. Then, until nothing changes:
 * - all = mig + set + persons of unknown class, for each answer: where one of the three is hidden, so are mig and set;
 * - yes + no + no answer = the group: where yes or no is the only one hidden, the smaller of the others is hidden too;
 * - unserved households and unserved persons go together: from either the other could be guessed.
 * A small number of missing answers is hidden by itself, but hides nothing else: not to answer is no trait of anybody.
 */
#include "indicate/living.h"
#include "protect/policy.h"
#include "protect/policy_cell.h"

static bool is_hidden(const struct count *count)
{
    return count->state > COUNT_NOT_ASKED;
}

/* Hides a cell that is shown; says whether it did. */
static bool hide(struct count *count, enum count_state state)
{
    if (count->state != COUNT_KNOWN || state == COUNT_KNOWN)
        return false;
    count->state = (uint8_t)state;
    return true;
}

static void hide_answers(struct count answers[YES_NO_COUNT], enum count_state state)
{
    for (int answer = 0; answer < YES_NO_COUNT; answer++)
        hide(&answers[answer], state);
}

/* All of an area that fails the unit test. */
static void hide_area(struct living_counts *area, enum count_state state)
{
    for (int network = 0; network < NETWORK_COUNT; network++) {
        hide_answers(area->network[network].households, state);
        for (int group = 0; group < LIVING_GROUPS; group++)
            hide_answers(area->network[network].persons[group], state);
    }
    hide(&area->roomed_persons, state);
    hide(&area->rooms, state);
    hide_answers(area->crowded, state);
    hide_answers(area->slum, state);
}

/* all, mig and set of one answer. */
static bool close_column(struct network_counts *network, int answer)
{
    struct count *all = &network->persons[LIVING_ALL][answer], *recent = &network->persons[LIVING_RECENT][answer];
    struct count *settled = &network->persons[LIVING_SETTLED][answer];
    if (!is_hidden(all) && !is_hidden(recent) && !is_hidden(settled))
        return false;
    bool changed = hide(settled, COUNT_SUPPRESSED_SECONDARY);
    return hide(recent, COUNT_SUPPRESSED_SECONDARY) || changed;
}

/* The answers of one group: the smallest other cell that is not zero joins a lone hidden one. */
static bool close_line(struct count persons[YES_NO_COUNT])
{
    int hidden = 0;
    struct count *smallest = NULL;
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        struct count *cell = &persons[answer];
        hidden += is_hidden(cell);
        if (cell->state == COUNT_KNOWN && cell->value > 0 && (smallest == NULL || cell->value < smallest->value))
            smallest = cell;
    }
    if (hidden != 1 || is_hidden(&persons[IS_UNKNOWN]) || smallest == NULL)
        return false;
    return hide(smallest, COUNT_SUPPRESSED_SECONDARY);
}

static bool close_households(struct network_counts *network)
{
    struct count *households = &network->households[IS_NO], *persons = &network->persons[LIVING_ALL][IS_NO];
    if (!is_hidden(households) && !is_hidden(persons))
        return false;
    /* The same reason: S4 would say that the other one is not small. */
    bool changed = hide(households, (enum count_state)persons->state);
    return hide(persons, (enum count_state)households->state) || changed;
}

static void judge_network(const struct policy *policy, struct network_counts *network,
                          const struct living_counts *living, const struct area_counts *area)
{
    for (int answer = 0; answer < YES_NO_COUNT; answer++) {
        struct count *households = &network->households[answer];
        hide(households, policy_judge_cell(policy, households, &area->measure[MEASURE_HOUSEHOLDS], false, false));
        for (int group = 0; group < LIVING_GROUPS; group++) {
            struct count *persons = &network->persons[group][answer];
            hide(persons, policy_judge_cell(policy, persons, &living->group[group], true, false));
        }
    }
    if (area->measure[MEASURE_RECENT].state > COUNT_NOT_ASKED) /* the cells would add up to it */
        hide_answers(network->persons[LIVING_RECENT], COUNT_SUPPRESSED_SECONDARY);
    bool changed = true;
    while (changed) { /* each round hides at least one of twelve cells, or is the last */
        changed = close_households(network);
        for (int answer = 0; answer < YES_NO_COUNT; answer++)
            changed |= close_column(network, answer);
        for (int group = 0; group < LIVING_GROUPS; group++)
            changed |= close_line(network->persons[group]);
    }
}

/* Published as a share only: both sides of it must be large enough, and it must not say that everybody is concerned. */
static void judge_share(const struct policy *policy, struct count answers[YES_NO_COUNT])
{
    struct count known = {answers[IS_YES].value + answers[IS_NO].value,
                          answers[IS_YES].records + answers[IS_NO].records, COUNT_KNOWN};
    enum count_state state = policy_judge_cell(policy, &known, &known, false, false);
    if (state == COUNT_KNOWN)
        state = policy_judge_cell(policy, &answers[IS_YES], &known, false, true);
    if (state == COUNT_KNOWN)
        state = policy_judge_cell(policy, &answers[IS_NO], &known, false, false);
    hide_answers(answers, state);
}

static void judge_area(const struct policy *policy, struct living_counts *living, const struct area_counts *area)
{
    if (area->records.state > COUNT_NOT_ASKED) {
        hide_area(living, (enum count_state)area->records.state);
        return;
    }
    for (int network = 0; network < NETWORK_COUNT; network++)
        judge_network(policy, &living->network[network], living, area);
    enum count_state state = policy_judge_cell(policy, &living->roomed_persons, &living->roomed_persons, true, false);
    hide(&living->roomed_persons, state);
    hide(&living->rooms, state);
    judge_share(policy, living->crowded);
    judge_share(policy, living->slum);
}

static void round_answers(const struct policy *policy, struct count answers[YES_NO_COUNT])
{
    for (int answer = 0; answer < YES_NO_COUNT; answer++)
        policy_round_count(policy, &answers[answer]);
}

static void round_area(const struct policy *policy, struct living_counts *living)
{
    for (int network = 0; network < NETWORK_COUNT; network++) {
        round_answers(policy, living->network[network].households);
        for (int group = 0; group < LIVING_GROUPS; group++)
            round_answers(policy, living->network[network].persons[group]);
    }
    policy_round_count(policy, &living->roomed_persons);
    policy_round_count(policy, &living->rooms);
    round_answers(policy, living->crowded);
    round_answers(policy, living->slum);
}

void policy_judge_living(const struct policy *policy, struct counts *counts)
{
    for (size_t i = 0; counts->living != NULL && i <= counts->mahalle_count; i++)
        judge_area(policy, &counts->living[i], i < counts->mahalle_count ? &counts->mahalle[i] : &counts->city);
}

void policy_round_living(const struct policy *policy, struct counts *counts)
{
    for (size_t i = 0; counts->living != NULL && i <= counts->mahalle_count; i++)
        round_area(policy, &counts->living[i]);
}
