/* Has this facility been read before? The same type, the same number and the same place. */
#ifndef READ_SERVICE_SEEN_H
#define READ_SERVICE_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "read/services.h"

struct service_seen {
    size_t *slots; /* index of a facility + 1; 0 where free */
    size_t slot_count, used;
};

/*
 * Looks for the facility among those entered before, and enters it as facilities[index] where it is new. Where it has
 * no number its name counts as one; without either it is never the same as another. Places are the same where their
 * vertices are, to the millimetre.
 */
enum mah_status service_seen_enter(bool *is_known, struct service_seen *seen, const struct facility *facilities,
                                   size_t index, struct mah_error *err);
void service_seen_release(struct service_seen *seen);

#endif
