/* Each located row of a batch to the answers it belongs to. */
#ifndef RUN_AREA_ROWS_H
#define RUN_AREA_ROWS_H

#include "check/household_filter.h"
#include "check/id_hashes.h"
#include "count/reach_tally.h"
#include "count/tally.h"
#include "locate/area_index.h"
#include "run/asked_units.h"
#include "run/place_rows.h"
#include "run/reach_rows.h"

/* What a query looks for; shared by all workers, read-only but for `lacking`. */
struct asked_areas {
    const struct area_index *index;
    const struct asked_units *units;
    size_t area_count;
    const struct household_filter *filter; /* NULL: all households */
    bool counts_city;                      /* the unit behind the last is the whole city */
    size_t whole_count;                    /* mahalle of the city, which are counted each, too; 0: they are not */
    const struct rectangle *focus;  /* of all areas, in the CRS of the boundaries; NULL: every row is looked at */
    const struct id_hashes *wanted; /* ids that are looked at outside of it, too; NULL: none yet known */
};

/* What one worker found beside its tallies; merged by adding up. */
struct area_findings {
    struct guarded_set *sets; /* one a unit, the city last */
    struct tally *whole;      /* of all mahalle, as a run counts them; NULL where nobody asked */
    int64_t in_focus;         /* positions that were looked at */
    int64_t unplaced;         /* households of touched mahalle without a position, which can lie in no polygon */
    uint32_t lacking;         /* household_filter_lacks of every batch */
    bool has_batches;
    struct id_hashes inside, outside; /* with a focus: ids of sound rows in it, and of those that were left alone */
};

/* One a worker. */
struct area_rows {
    const struct asked_areas *asked;
    struct area_findings *findings;
    uint32_t *found;            /* areas of a row */
    struct location *locations; /* of the rows, in place of those of the placer */
    uint32_t *unit;             /* units of all rows of a batch, row by row */
    size_t unit_capacity;
    uint32_t *start; /* rows + 1 */
};

enum mah_status area_rows_init(struct area_rows *rows, const struct asked_areas *asked, struct area_findings *findings,
                               struct mah_error *err);
void area_rows_release(struct area_rows *rows);

enum mah_status area_findings_init(struct area_findings *findings, const struct asked_areas *asked,
                                   struct mah_error *err);
void area_findings_release(struct area_findings *findings);
/* Leaves `from` without ids. */
enum mah_status area_findings_merge(struct area_findings *into, struct area_findings *from,
                                    const struct asked_areas *asked, struct mah_error *err);

/*
 * Leaves alone the rows of a placed batch that lie outside the focus, now that their place is known in the CRS of the
 * boundaries: what the checks left over is a little wider, and mahalle that lie there may be far (read/boundaries.h).
 */
void area_rows_leave_elsewhere(const struct asked_areas *asked, struct placer *placer, struct checked_batch *checked);

/* Counts the rows of a batch into the tally of the units, and into that of the ways where it is not NULL. */
enum mah_status area_rows_count(struct area_rows *rows, struct tally *tally, struct reach_rows *ways,
                                struct reach_tally *way_tally, const struct placer *placer, const struct batch *batch,
                                const struct checked_batch *checked, struct mah_error *err);

#endif
