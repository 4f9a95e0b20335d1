/* Has this household id been seen before? Exactly: ids that end in digits are kept as numbers of their series (a bit
 * each where they follow one another), others whole. */
#ifndef CHECK_SEEN_IDS_H
#define CHECK_SEEN_IDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

struct seen_ids;
enum mah_status seen_ids_new(struct seen_ids **out, struct mah_error *err);
void seen_ids_free(struct seen_ids *seen);

/* Adds an id; *is_new is false where the same bytes were added before. The caller adds in the order of the rows. */
enum mah_status seen_ids_add(struct seen_ids *seen, struct slice id, bool *is_new, struct mah_error *err);
size_t seen_ids_count(const struct seen_ids *seen);

#endif
