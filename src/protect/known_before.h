/*
 * What does a file tell that was published before? Who has both subtracts one from the other wherever nothing has
 * changed: a count that one file hides for the sake of another, the other file may show. So what the earlier file hid
 * for others (S4) stays hidden, and what it shows makes up for nothing: it has no more room than there.
 */
#ifndef PROTECT_KNOWN_BEFORE_H
#define PROTECT_KNOWN_BEFORE_H

#include "protect/cell_room.h"
#include "read/boundaries.h"

struct known_before;

/* The earlier file of this city; NULL path: none, and *out is NULL. MAH_BAD_SOURCE where the file is none of this
 * program, MAH_BAD_USAGE where it is of the profile secure or has none of these mahalle. The additive is borrowed, and
 * nothing of it hidden or rounded since it was judged. Free with known_before_free. */
enum mah_status known_before_read(struct known_before **out, const char *path, const struct additive *additive,
                                  const struct boundary_set *boundaries, struct mah_error *err);
void known_before_free(struct known_before *before);

/* Hides what the file hid and what may not have changed since. The number of counts hidden. */
size_t known_before_hide(const struct known_before *before, const struct additive *additive);

/* The room of a cell, and what must stay possible of it, no further than the file tells where the value is what it
 * shows; as they are where it has changed, or before is NULL. */
struct room known_before_room(const struct known_before *before, size_t area, size_t kind, double value,
                              struct room room);
struct promise known_before_promise(const struct known_before *before, size_t area, size_t kind, double value,
                                    struct promise promise);
/* *low and *high as close as the file tells. */
void known_before_narrow(const struct known_before *before, size_t area, size_t kind, double value, double *low,
                         double *high);

#endif
