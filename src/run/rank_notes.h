/* What does an answer of `mahalle rank` say beside its figures? */
#ifndef RUN_RANK_NOTES_H
#define RUN_RANK_NOTES_H

#include "protect/answer_rank.h"
#include "run/warnings.h"

/* What was weighed, what the file lacks, who has no rank, and how sure the first `top` are. `seed` of the draws. */
enum mah_status rank_notes(struct warnings *notes, const struct rank_facts *facts, size_t top, int64_t seed,
                           struct mah_error *err);
/* "Konakyeri (Kaleiçi, 990306): rank 9 of 41 ..." */
enum mah_status rank_headline(struct warnings *notes, const struct rank_facts *facts, size_t row,
                              struct mah_error *err);

#endif
