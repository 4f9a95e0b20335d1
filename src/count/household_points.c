/* Where each located household lives, kept on disk. */
#include "count/household_points.h"

#include <string.h>

#include "base/memory.h"
#include "base/spill.h"

enum { LONGEST_ID = 1024 };

/* A household as the file holds it, followed by id_length bytes of its id. */
struct record {
    double x, y, recent;
    uint64_t mark;
    int32_t mahalle, persons;
    uint32_t id_length;
    int16_t arrival_year;
    uint8_t migrant, unused;
};

struct household_points {
    struct spill *spill;
    size_t count;
    size_t *of_mahalle;
    size_t mahalle_count;
    bool keeps_ids;
    struct hash_key secret;
};

enum mah_status household_points_new(struct household_points **out, size_t mahalle_count, const char *folder,
                                     const struct hash_key *secret, struct mah_error *err)
{
    *out = NULL;
    struct household_points *points = memory_new(1, sizeof *points);
    if (points == NULL)
        return mah_no_memory(err);
    points->mahalle_count = mahalle_count;
    points->keeps_ids = secret == NULL;
    if (secret != NULL)
        points->secret = *secret;
    points->of_mahalle = memory_new(mahalle_count, sizeof *points->of_mahalle);
    enum mah_status status = points->of_mahalle != NULL ? spill_new(&points->spill, folder, err) : mah_no_memory(err);
    if (status == MAH_OK)
        *out = points;
    else
        household_points_free(points);
    return status;
}

void household_points_free(struct household_points *points)
{
    if (points == NULL)
        return;
    spill_free(points->spill);
    memory_free(points->of_mahalle);
    explicit_bzero(&points->secret, sizeof points->secret);
    memory_free(points);
}

/* Two households without an id at one place share a mark. */
static uint64_t mark_of(const struct household_points *points, struct point position, struct slice id)
{
    unsigned char text[sizeof position + LONGEST_ID];
    memcpy(text, &position, sizeof position);
    if (id.length > 0)
        memcpy(text + sizeof position, id.bytes, id.length);
    return keyed_hash(&points->secret, text, sizeof position + id.length);
}

enum mah_status household_points_add(struct household_points *points, const struct household_point *point,
                                     struct slice id, struct mah_error *err)
{
    if (id.length > LONGEST_ID)
        id.length = LONGEST_ID;
    struct record record = {.x = point->position.x,
                            .y = point->position.y,
                            .recent = point->recent,
                            .mark = points->keeps_ids ? 0 : mark_of(points, point->position, id),
                            .mahalle = point->mahalle,
                            .persons = point->persons,
                            .id_length = points->keeps_ids ? id.length : 0,
                            .arrival_year = point->arrival_year,
                            .migrant = point->migrant};
    enum mah_status status = spill_append(points->spill, &record, sizeof record, err);
    if (status == MAH_OK && record.id_length > 0)
        status = spill_append(points->spill, id.bytes, record.id_length, err);
    if (status != MAH_OK)
        return status;
    points->count++;
    points->of_mahalle[point->mahalle]++;
    return MAH_OK;
}

size_t household_points_count(const struct household_points *points)
{
    return points->count;
}

size_t household_points_of(const struct household_points *points, size_t mahalle)
{
    return points->of_mahalle[mahalle];
}

void gathered_points_release(struct gathered_points *gathered)
{
    memory_free(gathered->rows);
    memory_free(gathered->ids);
    *gathered = (struct gathered_points){0};
}

/* Where the next household of each mahalle goes, and which mahalle are gathered. */
static enum mah_status plan(struct gathered_points *out, size_t **next, const struct household_points *points,
                            size_t first, size_t rows, struct mah_error *err)
{
    *next = memory_new(points->mahalle_count, sizeof **next);
    if (*next == NULL)
        return mah_no_memory(err);
    out->count = out->id_bytes = 0;
    out->first = out->last = first;
    while (out->last < points->mahalle_count &&
           (out->last == first || out->count + points->of_mahalle[out->last] <= rows)) {
        (*next)[out->last] = out->count;
        out->count += points->of_mahalle[out->last++];
    }
    if (memory_grow((void **)&out->rows, &out->capacity, out->count, sizeof *out->rows) != 0)
        return mah_no_memory(err);
    return MAH_OK;
}

/* The id of the record in hand; wanted or not, the reader must pass it. Ends in NUL; *at: where it begins. */
static enum mah_status take_id(struct gathered_points *out, struct spill_reader *reader, uint32_t length, size_t *at,
                               struct mah_error *err)
{
    *at = out->id_bytes;
    if (memory_grow((void **)&out->ids, &out->id_capacity, out->id_bytes + length + 1, 1) != 0)
        return mah_no_memory(err);
    enum mah_status status = spill_take(reader, out->ids + *at, length, err);
    out->ids[*at + length] = '\0';
    return status;
}

/* Ids move while their block grows: until all are there, `mark` holds where an id begins. */
static enum mah_status take_record(struct gathered_points *out, const struct household_points *points, size_t *next,
                                   struct spill_reader *reader, struct mah_error *err)
{
    struct record record;
    size_t id_at = 0;
    enum mah_status status = spill_take(reader, &record, sizeof record, err);
    if (status == MAH_OK && points->keeps_ids)
        status = take_id(out, reader, record.id_length, &id_at, err);
    size_t mahalle = (size_t)record.mahalle;
    if (status != MAH_OK || mahalle < out->first || mahalle >= out->last)
        return status;
    if (points->keeps_ids)
        out->id_bytes += record.id_length + 1;
    out->rows[next[mahalle]++] = (struct household_point){.position = {record.x, record.y},
                                                          .mark = points->keeps_ids ? id_at : record.mark,
                                                          .id = "",
                                                          .mahalle = record.mahalle,
                                                          .persons = record.persons,
                                                          .recent = record.recent,
                                                          .arrival_year = record.arrival_year,
                                                          .migrant = record.migrant};
    return MAH_OK;
}

enum mah_status household_points_gather(struct gathered_points *out, struct household_points *points, size_t first,
                                        size_t rows, struct mah_error *err)
{
    size_t *next = NULL;
    struct spill_reader reader = {.spill = points->spill};
    enum mah_status status = plan(out, &next, points, first, rows, err);
    for (size_t i = 0; status == MAH_OK && out->count > 0 && i < points->count; i++)
        status = take_record(out, points, next, &reader, err);
    for (size_t i = 0; status == MAH_OK && points->keeps_ids && i < out->count; i++) {
        out->rows[i].id = out->ids + out->rows[i].mark;
        out->rows[i].mark = 0;
    }
    spill_reader_release(&reader);
    memory_free(next);
    return status;
}
