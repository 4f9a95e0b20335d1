/* How many rooms do the members of a household need? Eurostat's rule for overcrowding (domain.md 4.10). */
#ifndef CHECK_NEEDED_ROOMS_H
#define CHECK_NEEDED_ROOMS_H

#include "read/roster.h"

/*
 * One room for the household, one for each couple, one for each other person of 18 and over, one for each two boys of
 * 12 to 17 and each two girls (one left over has a room of its own), one for each two children under 12 (the last may
 * be alone in it). 0 where the members are unclear or there are none.
 *
 * A couple is a head and a spouse: without a relation nobody is, and a second spouse is a person of her own. Where
 * heads or spouses are of several ages, the oldest make the couples.
 */
int needed_rooms(const struct household_members *members);

#endif
