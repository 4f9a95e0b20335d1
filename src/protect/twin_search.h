/*
 * Could one count be another number, and the published file still be the same? Looks for a twin: a city in which that
 * count is so much larger or smaller, every sum adds up, and every count stays within its room (cell_room.h). A twin
 * that is found proves that nobody can tell the two cities apart by the file, whatever they compute. Where there is
 * none, says what would have to be hidden for one.
 *
 * How: within the area of the count, the changes that close all its lines again and cost least are a linear program,
 * the same for all areas but for its bounds. What the area has more, others have less: each mahalle a share of the same
 * changes, so that its own lines hold, or the city the same changes, until all is made up for. The least cost is that
 * of the fewest and smallest counts hidden (domain.md 5.3 rule 4); it is exact within an area, and of the others the
 * cheapest one is taken.
 */
#ifndef PROTECT_TWIN_SEARCH_H
#define PROTECT_TWIN_SEARCH_H

#include "protect/cell_room.h"

struct twin_search;

/* Everything is borrowed. Free with twin_search_free. */
enum mah_status twin_search_new(struct twin_search **out, const struct policy *policy, const struct additive *additive,
                                struct mah_error *err);
void twin_search_free(struct twin_search *search);

/* A count that would have to be hidden. */
struct twin_cell {
    uint32_t area, kind;
};
struct twin_answer {
    bool is_found;                /* perhaps only if counts are hidden */
    const struct twin_cell *hide; /* borrowed until the next call */
    size_t hide_count;
};

/* A twin in which the count differs by `change`, above or below 0. */
enum mah_status twin_find(struct twin_answer *out, struct twin_search *search, size_t area, size_t kind, double change,
                          struct mah_error *err);

/* Is there one for which nothing more need be hidden? */
enum mah_status twin_find_free(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                               struct mah_error *err);

/* What was to be hidden for the twin found last is hidden, and so it is one: for other counts of the area, too. */
void twin_search_know(struct twin_search *search, size_t area);

/* The state of a count was changed: its room is another one. */
void twin_search_forget(struct twin_search *search, size_t area, size_t kind);

#endif
