/* How does a comparison of two published files become a release? */
#ifndef PROTECT_ANSWER_COMPARE_H
#define PROTECT_ANSWER_COMPARE_H

#include "base/language.h"
#include "plan/change.h"
#include "protect/release.h"
#include "read/published.h"

/* What is compared: a field of mah_indicators. Borrowed texts. */
struct compared_indicator {
    const char *field;
    const char *listed; /* the field as output_fields.csv lists it: "cov_*" */
    const char *type;   /* of service, or NULL */
    double radius_m;    /* of the type; NAN: none */
    const char *metric; /* "network", "euclid", or NULL */
    bool is_share;
    enum change_reason reason; /* CHANGE_NOT_IN_OLD, CHANGE_NOT_IN_NEW: of the whole file; no changes then */
};

/* A mahalle of the new file. Borrowed texts and polygon. */
struct compared_mahalle {
    const char *code, *name, *ilce, *old_codes;
    double area_km2;
    const struct polygon *polygon; /* NULL: none */
    bool is_direct;
};

struct lost_mahalle {
    const char *code, *name;
};

/* All borrowed. */
struct comparison {
    const struct published *old_file, *new_file;
    enum language language;
    const struct compared_indicator *indicators;
    size_t indicator_count;
    const struct compared_mahalle *mahalle;
    size_t mahalle_count;
    const struct change *changes;    /* indicator_count x mahalle_count */
    const struct change *city;       /* indicator_count; over the mahalle that were compared */
    const struct lost_mahalle *lost; /* old mahalle that lie in no new one */
    size_t lost_count;
    const struct crs *display_crs;
};

/*
 * A release with the tables mah_change (rows of the city first, without mah_code), change (polygons) and not_compared.
 * Nothing is judged anew: every figure is made of published ones. The release carries the stricter profile of the two,
 * since it shows figures of both. It borrows nothing. Free with protect_release_free.
 */
enum mah_status protect_comparison(struct mah_release **out, const struct comparison *comparison,
                                   struct mah_error *err);

/* "hidden_old", and what it means; "" of CHANGE_KNOWN. */
const char *change_reason_word(enum change_reason reason);
const char *change_reason_meaning(enum change_reason reason, enum language language);
/* "public" < "internal" < "secure": the stricter handling of two files. */
const char *stricter_profile(const char *a, const char *b);

/* The label of each indicator in the language, `count` of them; free each and the list with memory_free. */
enum mah_status comparison_labels(char ***out, const struct comparison *comparison, struct mah_error *err);

#endif
