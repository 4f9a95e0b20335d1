/*
 * What is kept of each located household when somebody asks where a service should be built: its place, its people, and
 * how far they have it now. Nothing of this leaves the program row by row.
 */
#ifndef COUNT_DEMAND_LIST_H
#define COUNT_DEMAND_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/reach_store.h"
#include "geometry/polygon.h"
#include "reach/reach.h"

/* Persons weighted, in 1e-9. */
struct demand_row {
    struct point place;                         /* in the working CRS */
    int64_t all_nano, target_nano, recent_nano; /* target: -1 where the ages are not known; recent: of all ages */
    int64_t weight_nano;                        /* how many households the record stands for */
    uint64_t key;                               /* protect/differencing_guard.h */
    float distance_m;                           /* NAN: no way to any facility; INFINITY: there is no facility */
};

/* Households that nothing new can reach, for want of a place. */
struct demand_lost {
    int64_t households, all_nano, target_nano;
};

struct demand_list {
    struct demand_row *rows;
    size_t count, capacity;
    struct demand_lost lost[REACH_OUTCOMES]; /* without a position, without a street near; REACH_PLACED is empty */
    int64_t ages_unknown;                    /* placed households whose target group is not known */
    bool target_asked;                       /* somebody's is */
};

enum mah_status demand_list_add(struct demand_list *list, const struct demand_row *row, enum reach_outcome outcome,
                                struct mah_error *err);
/* Moves the rows behind those of `into`. */
enum mah_status demand_list_merge(struct demand_list *into, struct demand_list *from, struct mah_error *err);
/* Into an order that does not depend on threads: by place, then by all else. */
void demand_list_sort(struct demand_list *list);
void demand_list_release(struct demand_list *list);

/* The persons of a row who are asked for, and how many of them are recent migrants: the same share as of all ages. 0
 * where the ages are not known. */
void demand_row_persons(const struct demand_row *row, bool takes_all, int64_t *persons_nano, int64_t *recent_nano);

#endif
