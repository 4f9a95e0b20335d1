/* What the labels of a run's service types say: name, "500 m on foot", unit of capacity. */
#ifndef PROTECT_TYPE_LABELS_H
#define PROTECT_TYPE_LABELS_H

#include "protect/output_fields.h"
#include "protect/protect.h"

struct type_labels {
    struct output_type *types; /* one a used type; borrow their names from the service types */
    char *(*hows)[4];          /* owned: how and metric, by language */
    size_t count;
};

/* Empty where the project names no service. Release with type_labels_release, also after a failure. */
enum mah_status type_labels_fill(struct type_labels *out, const struct protect_input *input, struct mah_error *err);
void type_labels_release(struct type_labels *labels);

#endif
