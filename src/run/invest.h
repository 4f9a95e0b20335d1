/* What should be built first, under the budgets of the departments? */
#ifndef RUN_INVEST_H
#define RUN_INVEST_H

#include "protect/release.h"
#include "run/warnings.h"

struct invest_question {
    const char *path;           /* a finished GeoPackage of this program */
    const char *const *budgets; /* DEPARTMENT=AMOUNT */
    size_t budget_count;
    const char *costs; /* file of unit costs; NULL: those of the run only */
};

/*
 * The release holds the tables investments, investment_budgets and params; notes are sentences that people have to know
 * before they trust the list, in the language of the file unless the user has said another one. MAH_BAD_USAGE for
 * budgets that cannot be read and a file that says nothing of needs. Free with protect_release_free.
 */
enum mah_status invest(struct mah_release **out, struct warnings *notes, const struct invest_question *question,
                       struct mah_error *err);

#endif
