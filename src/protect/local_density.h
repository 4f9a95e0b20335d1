/* How many households live around a household, and how far is it to twenty of them? */
#ifndef PROTECT_LOCAL_DENSITY_H
#define PROTECT_LOCAL_DENSITY_H

#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"

struct local_density;
/* Of places in metres. Points that are not finite are not counted. Squares are 50 m wide, or `square_m` where that is
 * more; in a mahalle of more than 2,000,000 of them wider. Their corners do not depend on who lives there. */
enum mah_status local_density_new(struct local_density **out, const struct point *points, size_t count, double square_m,
                                  struct mah_error *err);
void local_density_free(struct local_density *density);

/*
 * Households per square metre around one of the points: in the smallest block of whole squares around the point's own
 * that holds `households` of them. Where there is nobody the block is empty land, so a farm is as lonely as it is: no
 * density is lent from the village. 0 where there are fewer households altogether.
 */
double local_density_per_m2(const struct local_density *density, struct point point, size_t households);

/* How many households lie from least_m to most_m around a centre, which may be anywhere; no more than `enough` are
 * counted. */
size_t local_density_in_ring(const struct local_density *density, struct point center, double least_m, double most_m,
                             size_t enough);

#endif
