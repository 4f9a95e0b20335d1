/*
 * How far could a count be from what it is, if the file is to stay as it is? A hidden one goes anywhere, one that is
 * shown rounded keeps to its interval, one shown as it is does not move.
 */
#ifndef PROTECT_CELL_ROOM_H
#define PROTECT_CELL_ROOM_H

#include "protect/additive.h"
#include "protect/policy.h"

struct room {
    double up, down; /* both at least 0 */
};
/* A published count of persons, else of households. `hidden` asks for the room it would have if it were hidden for the
 * sake of another. The state is looked at before anything is rounded. What a code tells is kept to: one hidden for
 * another (S4) is no small one, one of few households (S2) is no large one. is_integral: every count of its kind is a
 * whole number, so that a rounded one lies within two of five, not two and a half. */
struct room count_room(const struct policy *policy, const struct count *count, bool counts_persons, bool is_integral,
                       bool hidden);
/* How many may they be, by the code? S2 of households says fewer than min_households, or, where they are hidden with
 * their few people, fewer than min_persons; INFINITY where it says nothing: of persons few households may have many,
 * and with weights few may stand for many. */
double count_most_by_code(const struct policy *policy, const struct count *count, bool counts_persons,
                          bool is_integral);
/* The same of a kind; the rest of a sum, which no table shows, goes anywhere. */
struct room cell_room(const struct policy *policy, const struct additive_kind *kind, const struct count *count,
                      bool hidden);

/* What must stay possible of a hidden count: that it is so much more, and so much less, than it is. With `either` the
 * two together. Nothing for a count that hides nobody. domain.md 5.3: a cell must not be recovered within 5. Small
 * counts: each number below the threshold; larger ones of few records: half of it more and less; all but a few of a
 * whole: the threshold, or half of the count, in both directions together. */
struct promise {
    double up, down, either;
};
struct promise count_promise(const struct policy *policy, const struct count *count, bool counts_persons);
/* The same of a kind: nothing for those of whom something is not known, which is a trait of nobody; nor for the number
 * of all households, which the run log tells of the city; nor that not everybody is of a kind, where everybody in the
 * city is. */
struct promise cell_promise(const struct policy *policy, const struct additive *additive, size_t kind,
                            const struct count *count);

/* Of a zero a small number is said, since 0 is what may not be told; else S4. */
enum count_state cell_secondary_state(const struct count *count);

#endif
