/* One of the two files of a comparison: its mahalle, and what their published figures are. */
#ifndef RUN_COMPARE_SIDE_H
#define RUN_COMPARE_SIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "read/published.h"

struct compare_side {
    struct published *file;
    struct published_table *mahalle, *service, *infra, *suppression; /* the last three NULL where the file has none */
    size_t code, name, ilce, area, flag;                             /* columns of mahalle; SIZE_MAX: none */
    size_t count;
    size_t *by_code;                    /* the mahalle in byte order of their codes */
    size_t *hidden_start, *hidden_rows; /* rows of suppression by mahalle; count + 1 starts */
    double round_to;                    /* counts were rounded to this; 0: not */
};

/* MAH_BAD_SOURCE where it was not written by this program, or not by `mahalle run`. Release with compare_side_release.
 */
enum mah_status compare_side_open(struct compare_side *out, const char *path, struct mah_error *err);
void compare_side_release(struct compare_side *side);

const char *compare_side_code(const struct compare_side *side, size_t mahalle);
const char *compare_side_name(const struct compare_side *side, size_t mahalle);
/* SIZE_MAX where the file has no such mahalle. */
size_t compare_side_find(const struct compare_side *side, const char *code);

/* The values of a field of mah_indicators (NAN: unknown) in out; false where the file has no such field, or no value.
 */
bool compare_side_values(double *out, const struct compare_side *side, const char *field);
/*
 * A sum like "pop_est - cls_unknown" or "mah_infra.served:water + mah_infra.unserved:water" for each mahalle; a '*'
 * behind the colon is `key`. NAN where one of the terms is unknown. Gives the number of terms that are counts.
 */
enum mah_status compare_side_sum(double *out, size_t *terms, const struct compare_side *side, const char *sum,
                                 const char *key, struct mah_error *err);

/* Was the field, or something it is made of, hidden in this mahalle to protect people? */
bool compare_side_hides(const struct compare_side *side, size_t mahalle, const char *field, const char *key,
                        const char *up, const char *down);
/* Was no household found there? */
bool compare_side_is_empty(const struct compare_side *side, size_t mahalle);
/* The distance and metric of a type of service; NAN and NULL where the file does not say. */
void compare_side_radius(double *radius_m, const char **metric, const struct compare_side *side, const char *type);

#endif
