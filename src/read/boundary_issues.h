/* What was found wrong with the boundaries: the list of issues of a set. */
#ifndef READ_BOUNDARY_ISSUES_H
#define READ_BOUNDARY_ISSUES_H

#include "read/boundaries.h"

/* Adds an issue; the texts are copied and may be NULL. */
enum mah_status boundary_issue_add(struct boundary_set *set, const struct boundary_issue *issue, struct mah_error *err);
void boundary_issues_free(struct boundary_set *set);

#endif
