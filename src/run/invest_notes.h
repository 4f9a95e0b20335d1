/* What should people know before they trust an investment list? */
#ifndef RUN_INVEST_NOTES_H
#define RUN_INVEST_NOTES_H

#include "config/investment_costs.h"
#include "run/investment_rows.h"
#include "run/warnings.h"

/* What the story of invest holds on to. */
struct investing {
    struct published *published;
    struct investment_rules rules;
    struct unit_costs costs;
    const char *costs_path;
    bool *cost_used; /* of each row of costs */
    struct investment_rows rows;
    struct investment *list;
    size_t count, unknown_count; /* unknown: needs of which nobody may or can say whether anything is missing */
    struct investment_plan *plans;
};

enum mah_status invest_notes(struct warnings *notes, const struct investing *investing, struct mah_error *err);

#endif
