/* The rows that were not counted, each with what is needed to repair it and feed it again. */
#ifndef CHECK_QUARANTINE_H
#define CHECK_QUARANTINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "geometry/polygon.h"

struct quarantined_row {
    size_t source;  /* index of the household source */
    int64_t row;    /* as a spreadsheet shows it: the header of a CSV is row 1 */
    uint8_t reason; /* enum reject_reason */
    char *id, *raw; /* UTF-8; "" where there is none */
    bool has_position;
    struct point position; /* in the CRS of the boundaries */
    int32_t nearest;       /* index of a mahalle; -1 where unknown */
    double distance_m;
};

/* Rows in the order in which they were added: by source, then by row. */
struct quarantine {
    struct quarantined_row *rows;
    size_t count, capacity;
};

/* Takes id and raw (frees them on failure too). */
enum mah_status quarantine_add(struct quarantine *quarantine, struct quarantined_row row, struct mah_error *err);
void quarantine_release(struct quarantine *quarantine);

#endif
