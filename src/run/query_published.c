/* What do the published figures of a finished GeoPackage say of an area? */
#include "run/query_published.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "protect/answer_published.h"
#include "run/asked_units.h"
#include "run/query_notes.h"

/* Below this share an area only touches a mahalle along its border, above one less it holds all of it: what rounding
 * leaves of exact borders is far less, and no lane is so narrow. */
static const double least_share = 1e-9;

struct asking {
    const struct query *query;
    struct published *published;
    struct published_table *mahalle, *detail, *city, *city_services;
    struct boundary_set boundaries; /* borrows the texts and polygons of the table */
    struct searched_place *places;
    struct crs working;
    struct area_list areas;
    struct asked_units units;
    struct published_part *parts;
    size_t part_count;
    struct published_answer answer; /* of all these */
};

static void asking_release(struct asking *asking)
{
    memory_free(asking->parts);
    asked_units_release(&asking->units);
    area_list_release(&asking->areas);
    crs_release(&asking->working);
    memory_free(asking->places);
    memory_free(asking->boundaries.mahalle);
    published_table_free(asking->mahalle);
    published_table_free(asking->detail);
    published_table_free(asking->city);
    published_table_free(asking->city_services);
    published_close(asking->published);
}

/* ---- the mahalle of the file ---- */

static enum mah_status take_boundaries(struct asking *asking, struct mah_error *err)
{
    const struct published_table *table = asking->mahalle;
    size_t code, name, ilce, area;
    struct boundary_set *boundaries = &asking->boundaries;
    boundaries->mahalle = memory_new(table->row_count, sizeof *boundaries->mahalle);
    asking->places = memory_new(table->row_count, sizeof *asking->places);
    if (boundaries->mahalle == NULL || asking->places == NULL)
        return mah_no_memory(err);
    bool complete = published_column_find(table, "mah_code", &code) && published_column_find(table, "area_km2", &area);
    (void)published_column_find(table, "mah_name", &name);
    (void)published_column_find(table, "ilce_name", &ilce);
    boundaries->crs = *published_crs(asking->published);
    boundaries->bounds = rectangle_empty();
    boundaries->count = table->row_count;
    for (size_t i = 0; complete && i < table->row_count; i++) {
        struct mahalle *mahalle = &boundaries->mahalle[i];
        mahalle->code = (char *)published_text(table, i, code);
        mahalle->name = (char *)published_text(table, i, name);
        mahalle->ilce_name = (char *)published_text(table, i, ilce);
        mahalle->area_km2 = published_number(table, i, area);
        complete = mahalle->code != NULL && table->polygons != NULL;
        if (!complete)
            break;
        mahalle->polygon = table->polygons[i];
        asking->places[i] = (struct searched_place){mahalle->code, mahalle->name, mahalle->ilce_name};
        const struct rectangle *own = &mahalle->polygon.bounds;
        if (mahalle->polygon.part_count > 0) {
            rectangle_include(&boundaries->bounds, (struct point){own->min_x, own->min_y});
            rectangle_include(&boundaries->bounds, (struct point){own->max_x, own->max_y});
        }
    }
    return complete ? MAH_OK
                    : mah_fail(err, MAH_BAD_SOURCE,
                               "'%s' lacks codes, areas or polygons of mahalle; make it anew with "
                               "'mahalle run'",
                               published_name(asking->published));
}

static enum mah_status read_detail(struct asking *asking, struct mah_error *err)
{
    enum query_by by = asking->query->by;
    const char *table = by == BY_ORIGIN ? "mah_origin" : by == BY_YEAR ? "mah_arrivals" : "mah_service";
    if (by != BY_ORIGIN && by != BY_YEAR && by != BY_SERVICE)
        return MAH_OK;
    if (!published_has(asking->published, table))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' has no table '%s', so that nothing can be told by '%s'",
                        published_name(asking->published), table, query_by_word(by));
    return published_table_read(&asking->detail, asking->published, table, err);
}

/* Files of before there were figures of the city are answered without. */
static enum mah_status read_city(struct asking *asking, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (published_has(asking->published, "city_summary"))
        status = published_table_read(&asking->city, asking->published, "city_summary", err);
    if (status == MAH_OK && asking->query->by == BY_SERVICE && published_has(asking->published, "city_service"))
        status = published_table_read(&asking->city_services, asking->published, "city_service", err);
    return status;
}

static enum mah_status open(struct asking *asking, const char *path, struct mah_error *err)
{
    if (asking->query->where != NULL)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s' holds no households for --where to choose from; ask the project instead of the file",
                        path);
    enum mah_status status = published_open(&asking->published, path, err);
    if (status == MAH_OK)
        status = published_table_read(&asking->mahalle, asking->published, "mah_indicators", err);
    if (status == MAH_OK)
        status = take_boundaries(asking, err);
    if (status == MAH_OK)
        status = read_detail(asking, err);
    if (status == MAH_OK)
        status = read_city(asking, err);
    if (status == MAH_OK)
        status = crs_working(&asking->working, &asking->boundaries.crs, &asking->boundaries.bounds, err);
    return status;
}

/* ---- parts ---- */

static enum mah_status find_parts(struct asking *asking, struct mah_error *err)
{
    const struct asked_units *units = &asking->units;
    asking->parts = memory_new(units->pair_count, sizeof *asking->parts);
    if (asking->parts == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < units->pair_count; i++) {
        const struct mahalle_unit *pair = &units->pairs[i];
        if (!(pair->share > least_share))
            continue;
        asking->parts[asking->part_count++] =
            (struct published_part){pair->unit, pair->mahalle, pair->share < 1 - least_share ? pair->share : 1};
    }
    return MAH_OK;
}

/* Is the part the only one of its unit, and whole? Then the row is the published one and bears its own flag. */
static bool is_own_row(const struct asking *asking, size_t i)
{
    const struct published_part *parts = asking->parts;
    if (parts[i].share < 1 || asking->query->by > BY_MAHALLE)
        return false;
    return asking->query->by == BY_MAHALLE || ((i == 0 || parts[i - 1].unit != parts[i].unit) &&
                                               (i + 1 == asking->part_count || parts[i + 1].unit != parts[i].unit));
}

static bool is_of_kind(const struct asking *asking, size_t i, bool cut)
{
    const struct published_part *part = &asking->parts[i];
    if (cut)
        return part->share < 1;
    return published_is_hidden(asking->mahalle, part->row) && !is_own_row(asking, i) &&
           !published_is_city(&asking->answer, part->unit);
}

/* The names of the first few mahalle of a kind, and how many there are; each once, however many areas have it. */
static enum mah_status list_mahalle(struct text *out, size_t *found, const struct asking *asking, bool cut,
                                    struct mah_error *err)
{
    enum { NAMED = 5 };
    bool *is_listed = memory_new(asking->boundaries.count, sizeof *is_listed);
    if (is_listed == NULL)
        return mah_no_memory(err);
    for (size_t i = *found = 0; i < asking->part_count; i++) {
        const struct published_part *part = &asking->parts[i];
        if (is_listed[part->row] || !is_of_kind(asking, i, cut))
            continue;
        is_listed[part->row] = true;
        const struct mahalle *mahalle = &asking->boundaries.mahalle[part->row];
        if (*found < NAMED)
            text_add_format(out, "%s%s", *found > 0 ? ", " : "", mahalle->name != NULL ? mahalle->name : mahalle->code);
        ++*found;
    }
    text_add(out, *found > NAMED ? ", ..." : "");
    memory_free(is_listed);
    return out->failed ? mah_no_memory(err) : MAH_OK;
}

static enum mah_status note(struct warnings *notes, const struct asking *asking, struct mah_error *err)
{
    struct text cut = TEXT_EMPTY, hidden = TEXT_EMPTY;
    size_t cut_count = 0, hidden_count = 0;
    enum mah_status status = list_mahalle(&cut, &cut_count, asking, true, err);
    if (status == MAH_OK)
        status = list_mahalle(&hidden, &hidden_count, asking, false, err);
    if (status == MAH_OK && cut_count > 0)
        status = warnings_add(notes, err,
                              "Approximate: mahalle that are cut by an area: %zu (%s). Their counts are taken by "
                              "the share of their area inside; the project knows the households.",
                              cut_count, cut.bytes);
    if (status == MAH_OK && hidden_count > 0)
        status = warnings_add(
            notes, err,
            "Mahalle with hidden figures: %zu (%s). A sum with a hidden part is not told (–), shares and densities "
            "are those of the other mahalle; the project can tell the whole.",
            hidden_count, hidden.bytes);
    const char *profile = published_parameter(asking->published, "privacy.profile");
    bool is_secure = profile != NULL && strcmp(profile, "secure") == 0;
    if (status == MAH_OK && !is_secure && asking->query->by == BY_ORIGIN)
        status = warnings_add(notes, err,
                              "Mahalle hide origins of few people or put them together: where one may hide more, "
                              "only the sum of what they show is told; the project can tell the whole.");
    if (status == MAH_OK && !is_secure && asking->query->by == BY_YEAR)
        status =
            warnings_add(notes, err,
                         "Mahalle hide years in which few people came: where one may hide more, only the sum of what "
                         "they show is told; the project can tell the whole.");
    text_release(&cut);
    text_release(&hidden);
    return status;
}

enum mah_status query_published(struct mah_release **out, struct warnings *notes, const struct query *query,
                                const char *path, struct mah_error *err)
{
    struct asking asking = {.query = query};
    enum mah_status status = open(&asking, path, err);
    if (status == MAH_OK)
        status = areas_resolve(&asking.areas, query, asking.places, asking.boundaries.count, &asking.boundaries.crs,
                               &asking.working, err);
    if (status == MAH_OK)
        status = asked_units_make(&asking.units, &asking.areas, query, &asking.boundaries, &asking.working, 0, err);
    if (status == MAH_OK)
        status = find_parts(&asking, err);
    asking.answer = (struct published_answer){.query = query,
                                              .units = asking.units.units,
                                              .unit_count = asking.units.count,
                                              .parts = asking.parts,
                                              .part_count = asking.part_count,
                                              .mahalle = asking.mahalle,
                                              .detail = asking.detail,
                                              .city = asking.city,
                                              .city_services = asking.city_services};
    if (status == MAH_OK)
        status = protect_query_published(out, asking.published, &asking.answer, err);
    if (status == MAH_OK)
        status = note(notes, &asking, err);
    if (status == MAH_OK)
        status = query_note_outside(notes, &asking.areas, &asking.units, err);
    if (status == MAH_OK)
        status = query_note_empty(notes, *out, query, err);
    asking_release(&asking);
    return status;
}
