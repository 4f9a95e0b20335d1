/* How does the answer of a statement of SQL become a release? What it was asked of is published already. */
#ifndef PROTECT_ANSWER_SQL_H
#define PROTECT_ANSWER_SQL_H

#include "base/error.h"
#include "base/language.h"
#include "protect/release.h"
#include "read/sql_question.h"

/*
 * One table "answer" with the columns c1, c2 ..., titled as SQL calls them. A column of whole numbers is one of
 * integers, a column of numbers one of reals, any other one of texts, where numbers stand in their shortest form. Free
 * with protect_release_free.
 */
enum mah_status answer_of_sql(struct mah_release **out, const struct sql_answer *answer, enum language language,
                              struct mah_error *err);

#endif
