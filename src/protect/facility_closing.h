/* Could the hidden demand of a facility be worked out from that of the others of its type? */
#ifndef PROTECT_FACILITY_CLOSING_H
#define PROTECT_FACILITY_CLOSING_H

#include "protect/facility_demand.h"
#include "protect/tables.h"

/* What is told of those who depend on an open facility: COUNT_NOT_ASKED where the column stays empty anyhow. */
struct told_demand {
    struct count nearest, recent, within;
};

/* Hides what would give others away, and why they are hidden. told: one a facility, judged, not rounded yet. */
enum mah_status facilities_close(struct told_demand *told, const struct table_context *context, struct mah_error *err);

#endif
