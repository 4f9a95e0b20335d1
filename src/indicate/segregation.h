/* How apart do recent migrants live from the others? One value a city each (domain.md 4.4). */
#ifndef INDICATE_SEGREGATION_H
#define INDICATE_SEGREGATION_H

#include <stddef.h>

#include "base/error.h"
#include "indicate/rate.h"

/* One mahalle: t persons, of whom x recent migrants (0 <= x <= t), on area_km2. */
struct segregation_unit {
    double t, x, area_km2;
};

struct segregation {
    struct rate
        dissimilarity; /* D: the share of migrants that would have to move for an even spread (Duncan & Duncan 1955) */
    struct rate isolation; /* xPx (Bell 1954) */
    struct rate exposure;  /* xPy = 1 - xPx */
    struct rate eta2;      /* correlation ratio: isolation freed of the city's share */
    struct rate gini;      /* G, from the sorted form */
    struct rate theil_h;   /* H (Theil & Finizza 1971) */
    struct rate delta;     /* DEL: migrants against land (Hoover 1941) */
};

/* Unknown where there are no migrants or nobody else. Massey & Denton (1988) for the definitions. */
enum mah_status segregation_of(struct segregation *out, const struct segregation_unit *units, size_t count,
                               struct mah_error *err);

#endif
