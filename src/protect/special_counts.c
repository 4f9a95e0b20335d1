/* Which counts of a special category may be shown, by ilçe and for the city? */
#include "protect/special_counts.h"

#include "base/memory.h"

/* Zero is too few, too: that nobody in an ilçe has a trait says something of everybody there. */
static enum count_state judge(const struct special_count *count)
{
    if (count->yes_records + count->no_records == 0)
        return COUNT_NOT_ASKED;
    if (count->yes < SPECIAL_LEAST || count->yes_records < SPECIAL_LEAST)
        return COUNT_SUPPRESSED_SMALL;
    if (count->no < SPECIAL_LEAST || count->no_records < SPECIAL_LEAST)
        return COUNT_SUPPRESSED_COMPLEMENT;
    return COUNT_KNOWN;
}

static void add(struct special_count *into, const struct special_count *part)
{
    into->yes += part->yes;
    into->no += part->no;
    into->yes_records += part->yes_records;
    into->no_records += part->no_records;
}

void special_counts_judge(struct special_count *counts, size_t ilce_count, const struct policy *policy)
{
    struct special_count *city = &counts[ilce_count];
    size_t hidden = 0;
    for (size_t i = 0; i <= ilce_count; i++)
        counts[i].state = (uint8_t)judge(&counts[i]);
    if (policy->profile == PROFILE_SECURE) {
        for (size_t i = 0; i <= ilce_count; i++)
            if (counts[i].state > COUNT_NOT_ASKED)
                counts[i].state = COUNT_KNOWN;
        return;
    }
    for (size_t i = 0; i < ilce_count; i++) {
        if (counts[i].state <= COUNT_NOT_ASKED)
            continue;
        hidden++;
    }
    /* The city less the ilçe that are shown is what those that are hidden have together; and that each has fewer than
     * 20 is known, so of two with 38 both have 19. */
    if (city->state == COUNT_KNOWN && hidden > 0)
        city->state = COUNT_SUPPRESSED_SECONDARY;
}

static struct special_count count_of(const struct special_cells *cells, enum special_group group)
{
    const struct tally_cell *yes = &cells->answers[group][IS_YES], *no = &cells->answers[group][IS_NO];
    return (struct special_count){.yes = count_of_nano(yes->nano, yes->records).value,
                                  .no = count_of_nano(no->nano, no->records).value,
                                  .yes_records = yes->records,
                                  .no_records = no->records};
}

enum mah_status special_counts_new(struct special_count **out, const struct counts *counts,
                                   const struct need_areas *areas, enum special_group group,
                                   const struct policy *policy, struct mah_error *err)
{
    *out = memory_new(areas->ilce_count + 1, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < counts->mahalle_count; i++) {
        struct special_count count = count_of(&counts->special[i], group);
        add(&(*out)[areas->ilce_count], &count);
        if (areas->ilce_count > 0)
            add(&(*out)[areas->ilce_of[i]], &count);
    }
    special_counts_judge(*out, areas->ilce_count, policy);
    return MAH_OK;
}
