/* What every answer about areas says beside its figures. */
#include "run/query_notes.h"

static bool has_ground(const struct asked_units *units, size_t area)
{
    for (size_t i = units->start[area]; i < units->start[area + 1]; i++)
        if (units->units[units->pairs[i].unit].area_km2 > 0)
            return true;
    return false;
}

enum mah_status query_note_outside(struct warnings *notes, const struct area_list *areas,
                                   const struct asked_units *units, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < areas->count; i++)
        if (!has_ground(units, i))
            status = warnings_add(notes, err, "'%s' lies in no mahalle; are latitude and longitude in their order?",
                                  areas->areas[i].label);
    return status;
}

enum mah_status query_note_empty(struct warnings *notes, const struct mah_release *answer, const struct query *query,
                                 struct mah_error *err)
{
    if (release_row_count(release_table_named(answer, "query")) > 0)
        return MAH_OK;
    return warnings_add(notes, err, "Nothing can be told by '%s': hidden, or nobody was asked.",
                        query_by_word(query->by));
}
