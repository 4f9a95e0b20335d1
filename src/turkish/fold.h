/* When are two Turkish names the same name? Own tables; the C locale is never asked. */
#ifndef TURKISH_FOLD_H
#define TURKISH_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * Lower case the Turkish way (I -> ı, İ -> i, combining dot above after i dropped), UTF-8 in and out. NFD input is
 * composed for the letters of Turkish. Writes at most size bytes with the final NUL and returns the length.
 */
size_t turkish_lower(struct slice text, char *out, size_t size);

/*
 * The key under which place names are compared: Turkish lower case, then ASCII letters (ç c, ğ g, ı i, ö o, ş s, ü u,
 * â a, î i, û u), the suffixes mahallesi, mahalle, mah, mh, köyü, köy dropped where they are a word of their own or end
 * the name after a blank or dot, only letters and digits kept. "KÂĞITHANE  MAH." and "Kağıthane Mahallesi" give
 * "kagithane". A name that is only a suffix keeps it. Returns the length; 0 for an empty name. out needs 2 * length + 1
 * at most 512.
 */
size_t place_key(struct slice name, char *out, size_t size);

/*
 * The key under which answers are compared: as place_key, but every word is kept. "Ev sahibi" gives "evsahibi", "N/A"
 * gives "na"; 0 for a text without letters or digits ("-", ".").
 */
size_t word_key(struct slice text, char *out, size_t size);

/*
 * The key of a column header (domain.md 6.1): BOM and blanks stripped, group prefix up to the last '/' or ':' dropped
 * (up to '-' only before latitude, longitude, altitude, accuracy), Turkish lower case folded to ASCII, runs of blanks,
 * dots and hyphens as one '_'. "Grup/Hane No" gives "hane_no". One leading underscore is kept ("_uuid").
 */
size_t header_key(struct slice header, char *out, size_t size);

/* Steps to turn a into b (Levenshtein on the keys), for proposals only, never for joins. Stops counting above `limit`.
 */
size_t name_distance(const char *a, const char *b, size_t limit);

#endif
