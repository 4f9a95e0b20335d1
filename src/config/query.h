/* What does a query ask for? Areas, a condition on households, a key to divide the answer by. */
#ifndef CONFIG_QUERY_H
#define CONFIG_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum query_area_kind { QUERY_MAHALLE, QUERY_ILCE, QUERY_BOX, QUERY_CIRCLE, QUERY_FILE, QUERY_WKT };

struct query_area {
    enum query_area_kind kind;
    const char *words;                         /* as written; borrowed */
    double min_lon, min_lat, max_lon, max_lat; /* QUERY_BOX */
    double lat, lon, radius_m;                 /* QUERY_CIRCLE */
};

enum query_by { BY_NONE, BY_MAHALLE, BY_ILCE, BY_ORIGIN, BY_YEAR, BY_SERVICE, BY_AGE };

struct query {
    struct query_area *areas; /* none: the whole city */
    size_t area_count;
    const char *where; /* NULL: all households */
    enum query_by by;
    bool wants_polygons; /* the answer is drawn on a map */
};

/* "37.3,38.7,37.4,38.8" in degrees. MAH_BAD_USAGE says what is wrong: a number missing, corners exchanged, latitude and
 * longitude exchanged. */
enum mah_status query_read_box(struct query_area *out, const char *words, struct mah_error *err);
/* "37.16,38.80" (latitude first, as maps on the web give it) and a radius in metres, above 0 and at most 200,000. */
enum mah_status query_read_circle(struct query_area *out, const char *position, const char *radius,
                                  struct mah_error *err);
/* "mahalle", "ilce", "origin", "year", "service", "age" */
enum mah_status query_read_by(enum query_by *out, const char *word, struct mah_error *err);
const char *query_by_word(enum query_by by);

#endif
