/* What every answer about areas says beside its figures. */
#include "run/query_notes.h"

enum mah_status query_note_outside(struct warnings *notes, const struct asked_units *units, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < units->count; i++)
        if (!(units->units[i].area_km2 > 0))
            status = warnings_add(notes, err, "'%s' lies in no mahalle; are latitude and longitude in their order?",
                                  units->units[i].area);
    return status;
}
