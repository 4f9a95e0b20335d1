/* Each sound row of a batch to its one mahalle. */
#include "run/place_rows.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { NAME_BYTES = 512 }; /* longer names are cut; no mahalle has one */

enum mah_status placer_init(struct placer *placer, const struct locator *locator, const struct boundary_set *boundaries,
                            const struct crs *from, double snap_m, struct mah_error *err)
{
    *placer = (struct placer){.locator = locator, .boundaries = boundaries, .snap_m = snap_m};
    placer->points = memory_new(BATCH_ROWS, sizeof *placer->points);
    placer->locations = memory_new(BATCH_ROWS, sizeof *placer->locations);
    placer->method = memory_new(BATCH_ROWS, sizeof *placer->method);
    placer->code_conflict = memory_new(BATCH_ROWS, sizeof *placer->code_conflict);
    placer->fits_as_text = memory_new(BATCH_ROWS, sizeof *placer->fits_as_text);
    if (placer->points == NULL || placer->locations == NULL || placer->method == NULL ||
        placer->code_conflict == NULL || placer->fits_as_text == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    if (from != NULL) /* a source without any position needs no transformation */
        status = transformation_new(&placer->transformation, from, &boundaries->crs, err);
    if (status == MAH_OK)
        status = nearest_finder_new(&placer->finder, locator, err);
    return status;
}

void placer_release(struct placer *placer)
{
    memory_free(placer->points);
    memory_free(placer->locations);
    memory_free(placer->method);
    memory_free(placer->code_conflict);
    memory_free(placer->fits_as_text);
    transformation_free(placer->transformation);
    nearest_finder_free(placer->finder);
    *placer = (struct placer){0};
}

/* Close together, so that PROJ is called once; rows without a position cost nothing. */
static void transform_those_with_position(struct placer *placer, const struct checked_batch *checked)
{
    size_t count = 0;
    for (size_t row = 0; row < checked->rows; row++)
        if (checked->has_position[row])
            placer->points[count++] = checked->position[row];
    transformation_apply(placer->transformation, placer->points, count);
    for (size_t row = checked->rows; row > 0; row--)
        placer->points[row - 1] = checked->has_position[row - 1] ? placer->points[--count] : (struct point){0, 0};
}

/* Positions into the CRS of the boundaries. One that cannot be transformed lies outside that CRS: a bad position. */
static void transform(struct placer *placer, struct checked_batch *checked)
{
    for (size_t row = 0; row < checked->rows; row++)
        placer->points[row] = checked->has_position[row] ? checked->position[row] : (struct point){0, 0};
    if (placer->transformation == NULL || transformation_is_identity(placer->transformation))
        return;
    transform_those_with_position(placer, checked);
    for (size_t row = 0; row < checked->rows; row++) {
        if (!checked->has_position[row] || (isfinite(placer->points[row].x) && isfinite(placer->points[row].y)))
            continue;
        checked->has_position[row] = false;
        if (checked->reason[row] == REJECT_NONE)
            checked->reason[row] = REJECT_BAD_POSITION;
    }
}

static int32_t find_by_words(const struct placer *placer, const struct batch *batch, size_t row, uint8_t *method)
{
    char code[NAME_BYTES], name[NAME_BYTES], ilce[NAME_BYTES];
    size_t code_length = batch_cell_text(batch, FIELD_MAH_CODE, row, code, sizeof code);
    int32_t found = code_length > 0 ? locator_by_code(placer->locator, code, code_length) : NO_MAHALLE;
    if (found != NO_MAHALLE) {
        *method = JOIN_CODE;
        return found;
    }
    size_t name_length = batch_cell_text(batch, FIELD_MAH_NAME, row, name, sizeof name);
    if (name_length == 0)
        return NO_MAHALLE;
    size_t ilce_length = batch_cell_text(batch, FIELD_ILCE_NAME, row, ilce, sizeof ilce);
    found = locator_by_name(placer->locator, name, name_length, ilce, ilce_length);
    *method = found != NO_MAHALLE ? JOIN_NAME : JOIN_NONE;
    return found;
}

static bool fits_as_text(const struct placer *placer, const struct batch *batch, size_t row)
{
    char code[NAME_BYTES];
    size_t length = batch_cell_text(batch, FIELD_MAH_CODE, row, code, sizeof code);
    return length > 0 && locator_knows_number(placer->locator, code, length);
}

/* Rule 3 of "Which mahalle a household belongs to": code, name, then the nearest border within snap_m. */
static void place_without_polygon(struct placer *placer, const struct batch *batch, struct checked_batch *checked,
                                  size_t row)
{
    struct location *location = &placer->locations[row];
    location->mahalle = find_by_words(placer, batch, row, &placer->method[row]);
    if (location->mahalle != NO_MAHALLE)
        return;
    if (!checked->has_position[row]) { /* but words: a row without either was rejected before */
        checked->reason[row] = REJECT_UNKNOWN_MAHALLE;
        placer->fits_as_text[row] = fits_as_text(placer, batch, row);
        return;
    }
    double distance_m = 0;
    int32_t nearest =
        placer->snap_m > 0 ? nearest_mahalle(placer->finder, placer->points[row], &distance_m) : NO_MAHALLE;
    if (nearest == NO_MAHALLE || distance_m > placer->snap_m) {
        checked->reason[row] = REJECT_OUTSIDE;
        return;
    }
    location->mahalle = nearest;
    placer->method[row] = JOIN_NEAREST;
}

/* Does the row state a code, and another one than its polygon's? */
static bool states_other_code(const struct placer *placer, const struct batch *batch, size_t row, int32_t mahalle)
{
    if (!batch->columns[FIELD_MAH_CODE].present)
        return false;
    char code[NAME_BYTES];
    size_t length = batch_cell_text(batch, FIELD_MAH_CODE, row, code, sizeof code);
    const char *own = placer->boundaries->mahalle[mahalle].code;
    return length > 0 && (length != strlen(own) || memcmp(code, own, length) != 0);
}

void placer_place(struct placer *placer, const struct batch *batch, struct checked_batch *checked)
{
    transform(placer, checked);
    locator_locate_all(placer->locator, placer->points, checked->rows, placer->locations);
    for (size_t row = 0; row < checked->rows; row++) {
        placer->method[row] = JOIN_NONE;
        placer->code_conflict[row] = 0;
        placer->fits_as_text[row] = 0;
        if (checked->reason[row] != REJECT_NONE || !checked->has_position[row])
            placer->locations[row] = (struct location){.mahalle = NO_MAHALLE};
        if (checked->reason[row] != REJECT_NONE)
            continue;
        if (placer->locations[row].mahalle == NO_MAHALLE) {
            place_without_polygon(placer, batch, checked, row);
        } else {
            placer->method[row] = JOIN_SPATIAL;
            placer->code_conflict[row] = states_other_code(placer, batch, row, placer->locations[row].mahalle);
        }
    }
}

bool placer_has_place(const struct placer *placer, const struct checked_batch *checked, size_t row)
{
    bool placed_by_point = placer->method[row] == JOIN_SPATIAL || placer->method[row] == JOIN_NEAREST;
    return checked->has_position[row] && placer->locations[row].mahalle != NO_MAHALLE && placed_by_point;
}
