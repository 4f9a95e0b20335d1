/* What every answer about areas says beside its figures. */
#ifndef RUN_QUERY_NOTES_H
#define RUN_QUERY_NOTES_H

#include "run/asked_units.h"
#include "run/warnings.h"

/* A polygon that meets no mahalle: most often its coordinates are exchanged. */
enum mah_status query_note_outside(struct warnings *notes, const struct area_list *areas,
                                   const struct asked_units *units, struct mah_error *err);
/* An answer without a row would look like a failure. */
enum mah_status query_note_empty(struct warnings *notes, const struct mah_release *answer, const struct query *query,
                                 struct mah_error *err);

#endif
