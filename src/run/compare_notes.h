/* What do people want to know of a comparison first? Sentences. */
#ifndef RUN_COMPARE_NOTES_H
#define RUN_COMPARE_NOTES_H

#include "run/comparing.h"
#include "run/warnings.h"

/* How many were compared and how, where the most changed, what is estimated, hidden, or cannot be told. */
enum mah_status compare_notes(struct warnings *notes, const struct comparing *comparing,
                              const struct comparison *comparison, struct mah_error *err);

#endif
