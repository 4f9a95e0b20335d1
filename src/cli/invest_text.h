/* The investment list for people: the budgets, then the projects that come first. */
#ifndef CLI_INVEST_TEXT_H
#define CLI_INVEST_TEXT_H

#include "cli/answer.h"

/* view: the table investments of a release that has investment_budgets too. */
enum mah_status invest_text_print(const struct table_view *view, const struct answer_notes *notes,
                                  const struct arguments *arguments, struct mah_error *err);

#endif
