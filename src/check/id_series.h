/* Which series does a household id belong to, and which number does it bear there? "H00000017": 17, after "H", in eight
 * digits. */
#ifndef CHECK_ID_SERIES_H
#define CHECK_ID_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct id_series {
    struct series *series;
    size_t count, capacity;
    uint16_t *slots; /* open addressing: 1 + the number of a series; 0: empty */
    size_t last;     /* the series of the last id, which is likely that of the next */
};

/* Start with {0}. */
void id_series_release(struct id_series *list);

/*
 * One number for each id: its digits at the end, after the number of its series in the upper bits. Two ids have the
 * same number only where they are the same bytes. *is_numbered is false where an id ends in no digit, has a long text
 * before them, or comes with a new text after many others; it is always the same for the same id.
 */
enum mah_status id_series_number(struct id_series *list, struct slice id, uint64_t *number, bool *is_numbered,
                                 struct mah_error *err);

#endif
