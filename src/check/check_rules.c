/* What does not change from row to row? */
#include "check/check_rules.h"

#include "base/memory.h"

static enum mah_status find_province(origin_id *out, const char *province, struct mah_error *err)
{
    *out = ORIGIN_UNKNOWN;
    if (province == NULL || province[0] == '\0')
        return MAH_OK;
    *out = origin_from_province(slice_of(province));
    if (*out == ORIGIN_UNKNOWN)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no province: give its plate number 1..81 or its name", province);
    return MAH_OK;
}

enum mah_status check_rules_new(struct check_rules **out, const struct project *project, struct mah_error *err)
{
    enum mah_status status = origins_load(err);
    if (status != MAH_OK)
        return status;
    struct check_rules *rules = memory_new(1, sizeof *rules);
    if (rules == NULL)
        return mah_no_memory(err);
    rules->household_rule = project->household_rule;
    rules->origin_field = project->origin_field;
    status = find_province(&rules->province, project->province, err);
    if (status == MAH_OK)
        status = word_list_read(&rules->words, err);
    if (status == MAH_OK)
        status = arrival_rules_init(&rules->arrival, project, err);
    if (status != MAH_OK) {
        check_rules_free(rules);
        return status;
    }
    *out = rules;
    return MAH_OK;
}

void check_rules_use_roster(struct check_rules *rules, const struct roster *roster)
{
    rules->roster = roster;
}

void check_rules_free(struct check_rules *rules)
{
    if (rules == NULL)
        return;
    arrival_rules_release(&rules->arrival);
    answer_words_release(&rules->words);
    memory_free(rules);
}
