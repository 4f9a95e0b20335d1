/* Which column of a file of places says what it costs to build there? */
#ifndef READ_CANDIDATE_COST_H
#define READ_CANDIDATE_COST_H

#include "base/error.h"
#include "config/project.h"

/* By the names of layers/candidate_fields.csv. *out is NULL where no column is called so; free with memory_free.
 * MAH_BAD_USAGE where two are. */
enum mah_status candidate_cost_column(char **out, const struct source *source, struct mah_error *err);

#endif
