/* What may be said of what to build first? Everything: it is made from published figures only. */
#ifndef PROTECT_ANSWER_INVEST_H
#define PROTECT_ANSWER_INVEST_H

#include "config/investments.h"
#include "plan/investments.h"
#include "protect/protect.h"
#include "protect/release.h"
#include "read/published.h"

/* What is told of a project beside its figures. Texts are borrowed and may be NULL. */
struct investment_detail {
    const char *what, *unit, *standard, *cost_source;
    bool fair_share; /* a share of what a larger area lacks */
    int verified;    /* of its standard: 1, 0, or -1 where there is none */
    double sh_mig;   /* recent migrants among those it helps, 0..1; NAN where that is not published */
};

struct invest_answer {
    const struct published *published;
    const struct published_table *mahalle; /* mah_indicators; investment.mahalle is its row */
    const struct investment_rules *rules;
    const struct investment *list; /* as investments_choose leaves it */
    size_t count;
    const struct investment_detail *details; /* by investment.need */
    const struct investment_plan *plans;     /* one a department of the rules */
    const struct record_row *settings;       /* for the table params */
    size_t setting_count;
};

/* A release with the tables investments (a point in its mahalle for each project), investment_budgets (a row for each
 * department that has projects or a budget) and params, in the language of messages. Free with protect_release_free. */
enum mah_status protect_invest(struct mah_release **out, const struct invest_answer *answer, struct mah_error *err);

#endif
