/* How the kinds and lines are collected: private to the files additive*.c. */
#ifndef PROTECT_ADDITIVE_PARTS_H
#define PROTECT_ADDITIVE_PARTS_H

#include "protect/additive.h"

struct adding {
    struct additive *additive;
    uint16_t measure[MEASURE_COUNT]; /* the kind of each measure; NO_KIND where nobody was asked */
    bool failed;                     /* memory ran out; nothing more is added */
};

/* *out: its number, NO_KIND where the kind was not asked; says whether it was added. */
bool additive_add_kind(struct adding *adding, uint16_t *out, const struct additive_kind *kind);
bool additive_holds(const struct additive *additive, const struct additive_term *terms, size_t count);
/* Where it holds in every area, and every term is a kind. */
void additive_add_line(struct adding *adding, const struct additive_term *terms, size_t count);
/* A whole (+1) and parts of it (-1), which may leave a rest that no table shows: a kind of its own then, which is
 * returned; NO_KIND: none. `terms` has room for one more. */
uint16_t additive_add_parts(struct adding *adding, struct additive_term *terms, size_t count, bool counts_persons);

/* The same where the whole is nowhere less than its parts; else nothing is known of them. */
uint16_t additive_add_at_most(struct adding *adding, struct additive_term *terms, size_t count, bool counts_persons);

void additive_add_measures(struct adding *adding, struct counts *counts);
/* counts->origins have a row of every origin in every area. */
void additive_add_origins(struct adding *adding, struct counts *counts);
void additive_add_living(struct adding *adding, struct counts *counts);
void additive_add_coverage(struct adding *adding, const struct additive_services *services);

#endif
