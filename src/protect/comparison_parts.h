/* What the files of the tables of a comparison share: private to answer_compare.c and comparison_labels.c. */
#ifndef PROTECT_COMPARISON_PARTS_H
#define PROTECT_COMPARISON_PARTS_H

#include <string.h>

#include "config/service_types.h"
#include "protect/answer_compare.h"
#include "protect/output_fields.h"

/* The types of service of a comparison, as labels call them. */
struct comparison_types {
    struct service_types known;
    struct output_type *types;
    size_t count;
    char **texts; /* owned: how and metric */
    size_t text_count;
};
/* Release it also after a failure. */
enum mah_status comparison_types_fill(struct comparison_types *out, const struct comparison *comparison,
                                      struct mah_error *err);
void comparison_types_release(struct comparison_types *types);
const struct output_type *comparison_type(const struct comparison_types *types, const char *code); /* NULL: none */

#endif
