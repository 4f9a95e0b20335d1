/*
 * Which counts of a release add up to which? An attacker who takes the published file sets up these sums; the
 * protection sets up the same ones first.
 *
 * A kind is a count that every area has: persons, recent migrants, persons without water ... A line is a sum within one
 * area (persons = recent + settled + natives + ...), the same for every area; and the mahalle of each kind add up to
 * the city. Only lines that hold in every area of this city are kept: what does not add up cannot be subtracted.
 */
#ifndef PROTECT_ADDITIVE_H
#define PROTECT_ADDITIVE_H

#include "indicate/counts.h"
#include "indicate/coverage.h"

enum { NO_KIND = UINT16_MAX };
struct room; /* cell_room.h */
struct policy;

/* What another table tells of the number of the city: that it is at most so much more, or less. The run log says that
 * it is neither; facilities of a type, while they are told. */
struct city_told {
    bool is_told;
    double up, down;
    const struct additive_services *services; /* NULL: not the facilities */
    size_t type;
    enum reach_group group;
};

/* Is it to be protected as if a table showed it? What the window of recent migrants leaves of a band of years only
 * where it cuts one: else it is no number of people. */
enum derived { NOT_DERIVED, DERIVED, DERIVED_BY_WINDOW };

/* Where a kind stands in its layer: the words of its row and the column. */
struct kind_place {
    const char *row, *group; /* NULL: the layer has one row an area, or no groups */
    const char *column;      /* NULL: no table shows it */
};
/* As the table `suppression` names it: "arr_0_1", "water.mig.served", "63.persons". */
enum { KIND_NAME_SIZE = 160 };
void kind_place_name(char out[KIND_NAME_SIZE], const struct kind_place *place);

struct additive_kind {
    const char *layer; /* where it is published */
    struct kind_place place;
    char *first;         /* the struct count of the first mahalle, borrowed */
    size_t stride;       /* bytes to that of the next */
    struct count *city;  /* that of the whole city */
    uint16_t whole;      /* the kind whose complement was judged, too; NO_KIND: none that is published */
    bool counts_persons; /* else households */
    bool is_published;   /* else the rest of a sum, which no table shows */
    bool is_integral;    /* every count is a whole number: a rounded one lies within two of five, not two and a half */
    bool is_everybody;   /* everybody in the city is of the kind, before anything is rounded */
    ptrdiff_t to_row;    /* bytes from a count to the one whose state stands for the whole row; 0: it has its own */
    struct city_told told;         /* by another table of the file */
    const struct room *parts;      /* by mahalle: how far its parts in another table let a shown one go; NULL: none */
    const struct room *city_parts; /* the same of the city */
    enum derived derived;          /* no table shows it, but a reader has it by subtracting what is shown */
    bool is_unanswered;            /* people of whom something is not known: a trait of nobody */
};

/* Sum of sign x count over the terms of a line is 0. */
struct additive_term {
    uint16_t kind;
    int8_t sign;
};
struct additive_line {
    uint32_t first, count; /* terms */
};

struct known_before;
struct additive {
    size_t mahalle_count; /* area mahalle_count is the city */
    struct additive_kind *kinds;
    size_t kind_count, kind_capacity;
    struct additive_term *terms;
    size_t term_count, term_capacity;
    struct additive_line *lines;
    size_t line_count, line_capacity;
    uint32_t *lines_of; /* the lines of kind k: lines_at[lines_of[k] .. lines_of[k + 1]) */
    uint32_t *lines_at; /* line */
    int8_t *sign_at;    /* and the sign of the kind in it */
    uint16_t *distinct; /* by kind: kinds that lines say to be equal have the same number, of distinct_count */
    size_t distinct_count;
    const struct known_before *before; /* what an earlier file tells; borrowed; NULL: none */
    struct count **rests;              /* owned: counts of kinds that no table shows, mahalle_count + 1 each */
    size_t rest_count, rest_capacity;
};

/* Coverage of these types, and what their facilities add up to. */
struct facility_sums;
struct additive_services {
    const struct coverage_type *types;
    struct coverage *coverage;
    struct facility_sums *sums;
    const char *const *codes; /* one a type; NULL: no earlier file is looked at */
};

/* The lines of these counts; services may be NULL. All are borrowed and must stay where they are; nothing may be hidden
 * or rounded yet that is to be found to add up: only values are looked at, and what is COUNT_NOT_ASKED is no kind. Free
 * with additive_free. */
enum mah_status additive_new(struct additive **out, struct counts *counts, const struct additive_services *services,
                             struct mah_error *err);
void additive_free(struct additive *additive);

/* Judges the counts of derived kinds each by itself: small ones are S2. */
void additive_judge_derived(const struct additive *additive, const struct policy *policy);

static inline struct count *additive_count(const struct additive *additive, size_t area, size_t kind)
{
    const struct additive_kind *it = &additive->kinds[kind];
    return area < additive->mahalle_count ? (struct count *)(void *)(it->first + area * it->stride) : it->city;
}

/* a = b: says which number is twice in the file. */
static inline bool additive_is_equality(const struct additive *additive, size_t line)
{
    const struct additive_line *it = &additive->lines[line];
    return it->count == 2 && additive->terms[it->first].sign != additive->terms[it->first + 1].sign;
}

#endif
