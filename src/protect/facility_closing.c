/* Could the hidden demand of a facility be worked out from that of the others of its type? */
#include "protect/facility_closing.h"

#include <math.h>

#include "base/memory.h"
#include "protect/sum_closing.h"

/* All of them, and room for the sum of one type: one a facility. */
struct facilities {
    const struct table_context *context;
    struct told_demand *told;
    struct count **parts;
    double *most;  /* of a part, what stands beside it as its whole */
    bool *jointly; /* the whole of it is hidden */
};

/* One code for all that are hidden, where they are several: that one is not small would leave less for the others. */
static void hide_reasons(const struct closing_sum *sum)
{
    size_t hidden = 0;
    for (size_t i = 0; i < sum->count; i++)
        hidden += sum->parts[i] != NULL && sum->parts[i]->state > COUNT_NOT_ASKED;
    for (size_t i = 0; hidden > 1 && i < sum->count; i++)
        if (sum->parts[i] != NULL && sum->parts[i]->state > COUNT_NOT_ASKED)
            sum->parts[i]->state = COUNT_SUPPRESSED_SECONDARY;
}

/* Everybody of known distance is nearest to one facility of a type, so the facilities add up. Of a type for everybody
 * the recent migrants are some of those who stand beside them, or, where these are hidden, of the hidden ones together.
 */
static struct closing_sum sum_of(struct facilities *facilities, size_t used, bool recent)
{
    const struct protect_services *input = facilities->context->input->services;
    bool are_parts = recent && input->targets[used].is_all;
    struct closing_sum sum = {.parts = facilities->parts,
                              .count = input->set->count,
                              .most = facilities->most,
                              .jointly = are_parts ? facilities->jointly : NULL,
                              .counts_persons = true};
    for (size_t i = 0; i < sum.count; i++) {
        const struct facility *facility = &input->set->facilities[i];
        struct told_demand *told = &facilities->told[i];
        bool counts = facility->is_open && facility->type == input->used[used].type;
        struct count *part = recent ? &told->recent : &told->nearest;
        facilities->parts[i] = counts && part->state != COUNT_NOT_ASKED ? part : NULL;
        facilities->jointly[i] = counts && are_parts && count_is_hidden(&told->nearest);
        facilities->most[i] = are_parts && told->nearest.state == COUNT_KNOWN ? told->nearest.value : INFINITY;
        sum.joint_up += facilities->jointly[i] ? told->nearest.value - told->recent.value : 0;
    }
    return sum;
}

/* Where the sum is hidden elsewhere, so are its parts. */
static void close_sum(struct facilities *facilities, size_t used, bool recent)
{
    const struct table_context *context = facilities->context;
    struct closing_sum sum = sum_of(facilities, used, recent);
    bool is_told =
        facilities_are_told(context->facility_sums, context->coverage, used, recent ? REACH_RECENT : REACH_TARGET);
    for (size_t i = 0; i < sum.count; i++)
        if (sum.parts[i] != NULL && sum.parts[i]->state == COUNT_KNOWN && (!is_told || facilities->jointly[i]))
            sum.parts[i]->state = COUNT_SUPPRESSED_SECONDARY; /* else those who stand beside them would be no fewer */
    sum_close(context->policy, &sum);
}

/* All that stands beside hidden recent migrants: from one state to another. Says whether there was any. */
static bool change_wholes(struct facilities *facilities, const struct closing_sum *sum, enum count_state from,
                          enum count_state to)
{
    bool changed = false;
    for (size_t i = 0; i < sum->count; i++) {
        struct count *whole = &facilities->told[i].nearest;
        if (sum->parts[i] == NULL || !count_is_hidden(sum->parts[i]) || whole->state != from)
            continue;
        whole->state = (uint8_t)to;
        changed = true;
    }
    return changed;
}

/* Where what stands beside the recent migrants leaves them too little it is hidden, too, if that is enough. */
static bool hide_wholes(struct facilities *facilities, size_t used)
{
    enum { TRIED = COUNT_SUPPRESSED_SECONDARY + 1 };
    const struct policy *policy = facilities->context->policy;
    struct closing_sum sum = sum_of(facilities, used, true);
    if (sum.jointly == NULL || sum_is_closed(policy, &sum) ||
        !change_wholes(facilities, &sum, COUNT_KNOWN, (enum count_state)TRIED))
        return false;
    sum = sum_of(facilities, used, true);
    bool is_enough = sum_is_closed(policy, &sum);
    change_wholes(facilities, &sum, (enum count_state)TRIED, is_enough ? COUNT_SUPPRESSED_SECONDARY : COUNT_KNOWN);
    return is_enough;
}

static void close_type(struct facilities *facilities, size_t used)
{
    do {
        close_sum(facilities, used, false);
        close_sum(facilities, used, true);
    } while (hide_wholes(facilities, used)); /* each round hides at least one, or is the last */
    for (int recent = 0; recent < 2; recent++) {
        struct closing_sum sum = sum_of(facilities, used, recent);
        hide_reasons(&sum);
    }
}

enum mah_status facilities_close(struct told_demand *told, const struct table_context *context, struct mah_error *err)
{
    const struct protect_services *input = context->input->services;
    size_t count = input->set->count + 1;
    struct facilities facilities = {.context = context,
                                    .told = told,
                                    .parts = memory_new(count, sizeof *facilities.parts),
                                    .most = memory_new(count, sizeof *facilities.most),
                                    .jointly = memory_new(count, sizeof *facilities.jointly)};
    enum mah_status status = MAH_OK;
    if (facilities.parts == NULL || facilities.most == NULL || facilities.jointly == NULL)
        status = mah_no_memory(err);
    for (size_t used = 0; status == MAH_OK && used < input->used_count; used++)
        close_type(&facilities, used);
    memory_free(facilities.parts);
    memory_free(facilities.most);
    memory_free(facilities.jointly);
    return status;
}
