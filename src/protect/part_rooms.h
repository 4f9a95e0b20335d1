/*
 * How far can a count go while its parts, which another table of the file tells, each stay within their rounding? Years
 * of arrival add up to recent and long-term migrants and to the bands of years of their mahalle, the recent migrants of
 * the city by origin to all of them. Each part is rounded by itself, so that a few of them may tell the whole more
 * closely than its own rounding does.
 */
#ifndef PROTECT_PART_ROOMS_H
#define PROTECT_PART_ROOMS_H

#include "protect/cell_room.h"

struct part_rooms;

/* Everything is judged, nothing rounded yet. The kinds of the additive borrow the rooms: free with part_rooms_free
 * after it. NULL where nothing is rounded. What does not add up everywhere tells nothing. */
enum mah_status part_rooms_new(struct part_rooms **out, const struct policy *policy, const struct counts *counts,
                               struct additive *additive, struct mah_error *err);
void part_rooms_free(struct part_rooms *rooms);

#endif
