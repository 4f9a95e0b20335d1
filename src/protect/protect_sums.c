/* Keeps what the sums of a file would tell. */
#include "protect/protect_sums.h"

#include "base/memory.h"
#include "protect/audit.h"
#include "protect/known_before.h"
#include "protect/part_rooms.h"
#include "protect/policy_coverage.h"

/* Nothing is changed once something is rounded. */
static enum mah_status hide(struct secondary_report *report, const struct summed *summed, struct additive *additive,
                            struct mah_error *err)
{
    size_t hidden_before = known_before_hide(additive->before, additive);
    enum mah_status status = secondary_protect(report, summed->policy, additive, err);
    report->hidden_before = hidden_before;
    return status == MAH_OK ? secondary_refuse(report, summed->boundaries, err) : status;
}

static enum mah_status round_and_audit(const struct secondary_report *report, const struct summed *summed,
                                       struct additive *additive, struct mah_error *err)
{
    double *truth = NULL;
    enum mah_status status = audit_remember(&truth, additive, err);
    if (status == MAH_OK)
        status = policy_round(summed->policy, summed->counts, err);
    if (status == MAH_OK) {
        if (summed->services != NULL)
            policy_round_coverage(summed->policy, summed->services->coverage);
        if (report->given_away_before > 0)
            additive->before = NULL; /* it would be found again */
        status = audit_release(summed->policy, additive, truth, err);
        policy_fold_origins(summed->policy, summed->counts);
    }
    memory_free(truth);
    return status;
}

enum mah_status protect_sums(struct secondary_report *report, const struct summed *summed, struct mah_error *err)
{
    struct additive *additive = NULL;
    struct part_rooms *parts = NULL;
    struct known_before *before = NULL;
    enum mah_status status = additive_new(&additive, summed->counts, summed->services, err);
    if (status == MAH_OK)
        additive_judge_derived(additive, summed->policy);
    if (status == MAH_OK)
        status = part_rooms_new(&parts, summed->policy, summed->counts, additive, err);
    if (status == MAH_OK)
        status = known_before_read(&before, summed->published_before, additive, summed->boundaries, err);
    if (status == MAH_OK) {
        additive->before = before;
        status = hide(report, summed, additive, err);
    }
    if (status == MAH_OK)
        status = round_and_audit(report, summed, additive, err);
    known_before_free(before);
    additive_free(additive);
    part_rooms_free(parts);
    return status;
}
