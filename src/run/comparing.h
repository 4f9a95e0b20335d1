/* What the story of a comparison holds on to: private to the files compare_*.c and comparing.c. */
#ifndef RUN_COMPARING_H
#define RUN_COMPARING_H

#include "base/data_table.h"
#include "protect/answer_compare.h"
#include "run/compare_shares.h"

/* A row of compared.csv, once for each type of service. */
struct comparing_indicator {
    const char *key, *up, *down, *needs;
    bool is_count;
};

struct comparing {
    struct compare_side old_side, new_side;
    struct data_table list; /* compared.csv */
    struct crosswalk crosswalk;
    struct comparing_indicator *details; /* one an indicator of `indicators` */
    struct compared_indicator *indicators;
    size_t indicator_count, indicator_capacity, detail_capacity;
    struct change *changes, *city;
    double *vectors; /* COMPARING_VECTORS of `length` */
    size_t length;
};
enum { COMPARING_VECTORS = 11 };

/* Which indicators do the files have? Needs both sides. */
enum mah_status comparing_list(struct comparing *comparing, struct mah_error *err);
/* The changes of all indicators, of each mahalle and of the city. Needs the crosswalk. */
enum mah_status comparing_compute(struct comparing *comparing, struct mah_error *err);
void comparing_release(struct comparing *comparing);

#endif
