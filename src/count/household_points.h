/*
 * Where each located household lives, kept on disk: there may be more of them than memory holds. They leave the program
 * under the secure profile only, at their places or moved.
 */
#ifndef COUNT_HOUSEHOLD_POINTS_H
#define COUNT_HOUSEHOLD_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/keyed_hash.h"
#include "base/slice.h"
#include "geometry/polygon.h"

enum migrant_kind { MIGRANT_UNKNOWN, MIGRANT_OTHER, MIGRANT_RECENT, MIGRANT_KINDS };

struct household_point {
    struct point position; /* in the CRS of the boundaries */
    /* Names the household to whoever holds the secret: from its id and position, so that it does not depend on the
     * order of the file. 0 where ids are kept. */
    uint64_t mark;
    const char *id; /* UTF-8; "" where there is none, or none is kept */
    int32_t mahalle;
    int32_t persons;
    double recent;        /* persons who are recent migrants, with the share of arrival_rule: fraction */
    int16_t arrival_year; /* 0 where unknown */
    uint8_t migrant;      /* enum migrant_kind */
};

struct household_points;
/* secret NULL: ids are kept; else only the marks made with it. The file lies in the folder and has no name. */
enum mah_status household_points_new(struct household_points **out, size_t mahalle_count, const char *folder,
                                     const struct hash_key *secret, struct mah_error *err);
void household_points_free(struct household_points *points);

/* In the order of the files. point->id and point->mark are not looked at. */
enum mah_status household_points_add(struct household_points *points, const struct household_point *point,
                                     struct slice id, struct mah_error *err);
size_t household_points_count(const struct household_points *points);
size_t household_points_of(const struct household_points *points, size_t mahalle);

/* The households of some mahalle in memory. */
struct gathered_points {
    struct household_point *rows; /* those of one mahalle after those of another, in the order they were added */
    size_t count, capacity;
    size_t first, last; /* the mahalle are [first, last) */
    char *ids;
    size_t id_bytes, id_capacity;
};

/*
 * From mahalle `first` on as many whole mahalle as hold `rows` households together, at least one; last is the number of
 * mahalle where none is left. Reads the whole file: with 1,000,000 rows a city of 20 million is read twenty times,
 * which is less than sorting it takes. out keeps its memory from call to call; release it in the end.
 */
enum mah_status household_points_gather(struct gathered_points *out, struct household_points *points, size_t first,
                                        size_t rows, struct mah_error *err);
void gathered_points_release(struct gathered_points *gathered);

#endif
