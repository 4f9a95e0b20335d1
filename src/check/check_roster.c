/* How many rooms would a household need, by the list of its members? */
#include "check/checker.h"
#include "check/needed_rooms.h"

enum { MOST_ROOMS_NEEDED = UINT8_MAX };

void check_roster(struct judging *judging)
{
    struct checked_batch *out = &judging->checker->out;
    const struct roster *roster = judging->checker->rules->roster;
    memset(out->needed_rooms, 0, out->rows * sizeof *out->needed_rooms);
    out->has_roster = roster != NULL;
    for (size_t row = 0; roster != NULL && row < out->rows; row++) {
        char buffer[HOUSEHOLD_ID_BYTES];
        if (out->reason[row] != REJECT_NONE)
            continue;
        const struct household_members *members = roster_find(roster, batch_household_id(judging->batch, row, buffer));
        int rooms = members != NULL ? needed_rooms(members) : 0;
        out->needed_rooms[row] = (uint8_t)(rooms < MOST_ROOMS_NEEDED ? rooms : MOST_ROOMS_NEEDED);
        judging->warnings[WARN_NOT_IN_ROSTER] += rooms == 0;
    }
}
