/* Each sound row of a batch to its one mahalle: by polygon, else by stated code, by name, by the nearest border. */
#ifndef RUN_PLACE_ROWS_H
#define RUN_PLACE_ROWS_H

#include "check/household.h"
#include "locate/locator.h"
#include "read/batch.h"

/* One a worker; its arrays hold one batch. */
struct placer {
    const struct locator *locator;         /* borrowed */
    const struct boundary_set *boundaries; /* borrowed */
    struct transformation *transformation; /* source to boundary CRS */
    struct nearest_finder *finder;
    double snap_m;
    struct point *points;       /* in the CRS of the boundaries; good where the batch has a position */
    struct location *locations; /* mahalle NO_MAHALLE where the row has none */
    uint8_t *method;            /* enum join_method */
    uint8_t *code_conflict;     /* the stated code is not that of the polygon */
    uint8_t *fits_as_text;      /* the stated code is unknown, but looks like that of a mahalle made a number */
};

enum mah_status placer_init(struct placer *placer, const struct locator *locator, const struct boundary_set *boundaries,
                            const struct crs *from, double snap_m, struct mah_error *err);
void placer_release(struct placer *placer);

/* Fills the arrays for a batch; a sound row that finds no mahalle becomes REJECT_OUTSIDE or
 * REJECT_UNKNOWN_MAHALLE. */
void placer_place(struct placer *placer, const struct batch *batch, struct checked_batch *checked);
/* Does a row that is placed lie where it says? A household placed by code or name although it lies in no mahalle has no
 * place that can be trusted. */
bool placer_has_place(const struct placer *placer, const struct checked_batch *checked, size_t row);

#endif
