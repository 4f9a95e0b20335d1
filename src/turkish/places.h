/* Provinces of Türkiye and countries of the world, by any of their usual names. Data: layers/origins.csv. */
#ifndef TURKISH_PLACES_H
#define TURKISH_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

/* An origin: provinces 1..81 are their plate numbers; countries follow in the order of the table; 0 is unknown. */
typedef int origin_id;
enum { ORIGIN_UNKNOWN = 0, PROVINCE_COUNT = 81, ORIGIN_LIMIT = 512 };

enum mah_status origins_load(struct mah_error *err); /* once, before threads; idempotent */
void origins_unload(void);

size_t origin_count(void);                 /* ids are 1..origin_count() */
const char *origin_code(origin_id origin); /* "27" (plate, two digits) or ISO 3166 alpha-3 "SYR"; "" for unknown */
const char *origin_name(origin_id origin, int turkish);
/* A plate number ("27", "27.0", "TR27"), a province name in any Turkish spelling; ORIGIN_UNKNOWN where it is neither.
 */
origin_id origin_from_province(struct slice text);
/* ISO 3166 alpha-2 or alpha-3, a Turkish or English country name or a usual alias ("Suriye", "Syria"). Türkiye gives
 * unknown. */
origin_id origin_from_country(struct slice text);
/* Is it a name of this country ("Türkiye", "Turkey", "TC", "TUR")? Then the origin is a province that is not named. */
bool origin_is_home(struct slice text);

#endif
