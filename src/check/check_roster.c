/* How many rooms would a household need, by the list of its members? */
#include "check/checker.h"
#include "check/needed_rooms.h"

enum { ID_BYTES = 1024, MOST_ROOMS_NEEDED = UINT8_MAX };

static struct slice id_of(const struct batch *batch, size_t row, char *buffer, size_t size)
{
    const struct column *column = &batch->columns[FIELD_HH_ID];
    if (column->present && column->kind[row] == CELL_TEXT)
        return column->cell[row].text;
    size_t length = column->present ? batch_cell_text(batch, FIELD_HH_ID, row, buffer, size) : 0;
    return (struct slice){buffer, (uint32_t)length};
}

void check_roster(struct judging *judging)
{
    struct checked_batch *out = &judging->checker->out;
    const struct roster *roster = judging->checker->rules->roster;
    memset(out->needed_rooms, 0, out->rows * sizeof *out->needed_rooms);
    out->has_roster = roster != NULL;
    for (size_t row = 0; roster != NULL && row < out->rows; row++) {
        char buffer[ID_BYTES];
        if (out->reason[row] != REJECT_NONE)
            continue;
        const struct household_members *members =
            roster_find(roster, id_of(judging->batch, row, buffer, sizeof buffer));
        int rooms = members != NULL ? needed_rooms(members) : 0;
        out->needed_rooms[row] = (uint8_t)(rooms < MOST_ROOMS_NEEDED ? rooms : MOST_ROOMS_NEEDED);
        judging->warnings[WARN_NOT_IN_ROSTER] += rooms == 0;
    }
}
