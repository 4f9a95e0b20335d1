/* What does a file tell that was published before? */
#include "protect/known_before.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "read/published.h"

/* Hidden for others: in any case, or where it is nobody, of whom a small number is said. */
enum veil { VEIL_NONE, VEIL_NOBODY, VEIL_ANY };

struct known_before {
    size_t kind_count;
    double *low, *high;  /* area x kind: what the file shows, with its rounding; 0 and INFINITY: nothing */
    unsigned char *veil; /* area x kind: enum veil */
};

static size_t cell_of(const struct known_before *before, size_t area, size_t kind)
{
    return area * before->kind_count + kind;
}

/* Kinds that no table shows have no place. */
static bool is_kind_of(const struct additive_kind *kind, const char *layer)
{
    return kind->place.column != NULL && strcmp(kind->layer, layer) == 0;
}

/* ---- reading ---- */

struct reading {
    struct known_before *before;
    const struct additive *additive;
    const struct boundary_set *boundaries;
    const struct published *published;
    double round_to;   /* 0: its counts are as they are */
    size_t area_count; /* rows of mah_indicators that are mahalle of this run */
};

static int by_code(const void *code, const void *mahalle)
{
    return strcmp(code, ((const struct mahalle *)mahalle)->code);
}

/* The city where there is no code; SIZE_MAX: a mahalle that is no more. */
static size_t area_of(const struct reading *reading, const char *code)
{
    const struct boundary_set *set = reading->boundaries;
    if (code == NULL)
        return reading->additive->mahalle_count;
    const struct mahalle *found = bsearch(code, set->mahalle, set->count, sizeof *set->mahalle, by_code);
    return found != NULL ? (size_t)(found - set->mahalle) : SIZE_MAX;
}

/* Of all numbers that are rounded to the same. */
static void note_shown(struct reading *reading, size_t area, size_t kind, double number)
{
    size_t cell = cell_of(reading->before, area, kind);
    double half = reading->round_to / 2;
    if (isnan(number))
        return;
    if (reading->additive->kinds[kind].is_integral)
        half = floor(half);
    reading->before->low[cell] = fmax(number - half, 0);
    reading->before->high[cell] = number + half;
}

/* One table in which the rows of a kind are found by two words; NULL columns: every row is of all its kinds. */
struct table_shape {
    const char *layer, *row_column, *group_column;
};

static bool is_row_of(const struct published_table *table, size_t row, size_t column, const char *word)
{
    const char *text = published_text(table, row, column);
    return word == NULL || (text != NULL && strcmp(text, word) == 0);
}

static size_t column_of(const struct published_table *table, const char *name)
{
    size_t column = SIZE_MAX;
    return name != NULL && published_column_find(table, name, &column) ? column : SIZE_MAX;
}

/* The area of each row; free with memory_free. */
static enum mah_status find_areas(size_t **out, const struct reading *reading, const struct published_table *table,
                                  struct mah_error *err)
{
    size_t code = column_of(table, "mah_code");
    *out = memory_new(table->row_count + 1, sizeof **out);
    for (size_t row = 0; *out != NULL && row < table->row_count; row++)
        (*out)[row] = area_of(reading, published_text(table, row, code));
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static void take_kind(struct reading *reading, const struct published_table *table, const size_t *areas,
                      const struct table_shape *shape, size_t kind)
{
    const struct kind_place *place = &reading->additive->kinds[kind].place;
    size_t value = column_of(table, place->column);
    size_t row_column = column_of(table, shape->row_column), group_column = column_of(table, shape->group_column);
    for (size_t row = 0; row < table->row_count && value != SIZE_MAX; row++) {
        if (areas[row] != SIZE_MAX && is_row_of(table, row, row_column, place->row) &&
            is_row_of(table, row, group_column, place->group))
            note_shown(reading, areas[row], kind, published_number(table, row, value));
    }
}

/* An origin without a row is nobody, or hidden: what the file has rows of the mahalle for, but not of the origin. */
static void veil_origins(struct reading *reading, const struct published_table *table, const size_t *areas)
{
    const struct additive *additive = reading->additive;
    size_t last = SIZE_MAX;
    for (size_t row = 0; row < table->row_count; row++) {
        size_t area = areas[row];
        for (size_t kind = 0; area != SIZE_MAX && area != last && kind < additive->kind_count; kind++)
            if (is_kind_of(&additive->kinds[kind], "mah_origin") && additive_count(additive, area, kind)->value > 0 &&
                isinf(reading->before->high[cell_of(reading->before, area, kind)]))
                reading->before->veil[cell_of(reading->before, area, kind)] = VEIL_ANY;
        last = area;
    }
}

static enum mah_status take_table(struct reading *reading, const struct table_shape *shape, struct mah_error *err)
{
    struct published_table *table = NULL;
    size_t *areas = NULL;
    if (!published_has(reading->published, shape->layer))
        return MAH_OK;
    enum mah_status status = published_table_read(&table, reading->published, shape->layer, err);
    if (status == MAH_OK)
        status = find_areas(&areas, reading, table, err);
    for (size_t kind = 0; status == MAH_OK && kind < reading->additive->kind_count; kind++)
        if (is_kind_of(&reading->additive->kinds[kind], shape->layer))
            take_kind(reading, table, areas, shape, kind);
    if (status == MAH_OK && strcmp(shape->layer, "mah_origin") == 0)
        veil_origins(reading, table, areas);
    if (status == MAH_OK && strcmp(shape->layer, "mah_indicators") == 0)
        for (size_t row = 0; row < table->row_count; row++)
            reading->area_count += areas[row] != SIZE_MAX;
    memory_free(areas);
    published_table_free(table);
    return status;
}

/* The city's figures of mah_indicators stand in rows. */
static enum mah_status take_city(struct reading *reading, struct mah_error *err)
{
    struct published_table *table = NULL;
    if (!published_has(reading->published, "city_summary"))
        return MAH_OK;
    enum mah_status status = published_table_read(&table, reading->published, "city_summary", err);
    for (size_t kind = 0; status == MAH_OK && kind < reading->additive->kind_count; kind++) {
        const struct additive_kind *it = &reading->additive->kinds[kind];
        size_t indicator = column_of(table, "indicator"), value = column_of(table, "value");
        if (!is_kind_of(it, "mah_indicators"))
            continue;
        for (size_t row = 0; row < table->row_count; row++)
            if (is_row_of(table, row, indicator, it->place.column))
                note_shown(reading, reading->additive->mahalle_count, kind, published_number(table, row, value));
    }
    published_table_free(table);
    return status;
}

/* ---- what it hid ---- */

/* "arr_0_1", "water.mig.served"; a whole row is "water.mig". */
static bool names(const char *field, const struct kind_place *place)
{
    char name[KIND_NAME_SIZE];
    const char *first = place->row != NULL ? place->row : place->column;
    if (strncmp(field, first, strlen(first)) != 0)
        return false;
    kind_place_name(name, place);
    size_t row = place->group != NULL ? strlen(name) - strlen(place->column) - 1 : SIZE_MAX;
    return strcmp(field, name) == 0 || (strlen(field) == row && strncmp(field, name, row) == 0);
}

/* The city's figures of mah_indicators stand in city_summary. */
static bool hides_layer(const struct additive_kind *kind, const char *layer, bool is_city)
{
    return is_kind_of(kind, is_city && strcmp(layer, "city_summary") == 0 ? "mah_indicators" : layer);
}

/* Small numbers that are no longer small have changed; so have rows and mahalle that were hidden as a whole. */
static enum veil veil_of(const char *rule)
{
    if (rule == NULL)
        return VEIL_NONE;
    return strcmp(rule, "S4") == 0 ? VEIL_ANY : strcmp(rule, "S2") == 0 ? VEIL_NOBODY : VEIL_NONE;
}

static void take_hidden(struct reading *reading, size_t area, const char *layer, const char *field, enum veil veil)
{
    bool is_city = area == reading->additive->mahalle_count;
    for (size_t kind = 0; layer != NULL && field != NULL && kind < reading->additive->kind_count; kind++) {
        const struct additive_kind *it = &reading->additive->kinds[kind];
        unsigned char *own = &reading->before->veil[cell_of(reading->before, area, kind)];
        if (hides_layer(it, layer, is_city) && names(field, &it->place) && *own < veil)
            *own = (unsigned char)veil;
    }
}

static enum mah_status take_suppression(struct reading *reading, struct mah_error *err)
{
    struct published_table *table = NULL;
    if (!published_has(reading->published, "suppression"))
        return MAH_OK;
    enum mah_status status = published_table_read(&table, reading->published, "suppression", err);
    for (size_t row = 0; status == MAH_OK && row < table->row_count; row++) {
        size_t area = area_of(reading, published_text(table, row, column_of(table, "mah_code")));
        enum veil veil = veil_of(published_text(table, row, column_of(table, "rule")));
        if (area != SIZE_MAX && veil != VEIL_NONE)
            take_hidden(reading, area, published_text(table, row, column_of(table, "layer")),
                        published_text(table, row, column_of(table, "field")), veil);
    }
    published_table_free(table);
    return status;
}

/* ---- the whole file ---- */

/* As policy_of has it. */
static double rounding_of(const struct published *published)
{
    const char *profile = published_parameter(published, "privacy.profile");
    const char *rule = published_parameter(published, "arrival_rule");
    const char *round_to = published_parameter(published, "privacy.round_to");
    if (profile != NULL && strcmp(profile, "internal") == 0)
        return rule != NULL && strcmp(rule, "fraction") == 0 ? 1 : 0;
    return round_to != NULL ? atof(round_to) : 0;
}

static enum mah_status take_all(struct reading *reading, const char *path, struct mah_error *err)
{
    static const struct table_shape shapes[] = {{"mah_indicators", NULL, NULL},
                                                {"mah_infra", "service", "grp"},
                                                {"mah_service", "service_type", "grp"},
                                                {"mah_origin", "orig", NULL}};
    const char *profile = published_parameter(reading->published, "privacy.profile");
    enum mah_status status = MAH_OK;
    if (profile != NULL && strcmp(profile, "secure") == 0)
        return mah_fail(err, MAH_BAD_USAGE,
                        "privacy.published_before: '%s' is of the profile secure, which is not published; name the "
                        "file that was",
                        path);
    reading->round_to = rounding_of(reading->published);
    for (size_t i = 0; status == MAH_OK && i < sizeof shapes / sizeof *shapes; i++)
        status = take_table(reading, &shapes[i], err);
    if (status == MAH_OK && reading->area_count == 0)
        return mah_fail(err, MAH_BAD_USAGE,
                        "privacy.published_before: '%s' has none of these mahalle; name an earlier file of this city",
                        path);
    if (status == MAH_OK)
        status = take_city(reading, err);
    return status == MAH_OK ? take_suppression(reading, err) : status;
}

enum mah_status known_before_read(struct known_before **out, const char *path, const struct additive *additive,
                                  const struct boundary_set *boundaries, struct mah_error *err)
{
    size_t cells = (additive->mahalle_count + 1) * additive->kind_count;
    struct published *published = NULL;
    enum language language = language_get();
    *out = NULL;
    if (path == NULL)
        return MAH_OK;
    struct known_before *before = memory_new(1, sizeof *before);
    if (before == NULL)
        return mah_no_memory(err);
    *before = (struct known_before){.kind_count = additive->kind_count,
                                    .low = memory_new(cells, sizeof *before->low),
                                    .high = memory_new(cells, sizeof *before->high),
                                    .veil = memory_new(cells, 1)};
    enum mah_status status =
        before->low != NULL && before->high != NULL && before->veil != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < cells; i++)
        before->high[i] = INFINITY;
    if (status == MAH_OK)
        status = published_open(&published, path, err);
    language_set(language); /* an earlier file is not asked: the run goes on in its own */
    struct reading reading = {.before = before, .additive = additive, .boundaries = boundaries, .published = published};
    if (status == MAH_OK)
        status = take_all(&reading, path, err);
    published_close(published);
    if (status != MAH_OK) {
        known_before_free(before);
        return status;
    }
    *out = before;
    return MAH_OK;
}

void known_before_free(struct known_before *before)
{
    if (before == NULL)
        return;
    memory_free(before->low);
    memory_free(before->high);
    memory_free(before->veil);
    memory_free(before);
}

/* ---- what follows from it ---- */

size_t known_before_hide(const struct known_before *before, const struct additive *additive)
{
    size_t hidden = 0;
    for (size_t area = 0; before != NULL && area <= additive->mahalle_count; area++)
        for (size_t kind = 0; kind < additive->kind_count; kind++) {
            struct count *count = additive_count(additive, area, kind);
            enum veil veil = (enum veil)before->veil[cell_of(before, area, kind)];
            if (count->state != COUNT_KNOWN || veil == VEIL_NONE || (veil == VEIL_NOBODY && count->value > 0))
                continue;
            count->state = (uint8_t)cell_secondary_state(count);
            hidden++;
        }
    return hidden;
}

/* NULL where the file shows nothing of it, or something else than it is now. */
static const double *shown(const struct known_before *before, size_t area, size_t kind, double value, double *high)
{
    static const double tolerance = 1e-6;
    if (before == NULL)
        return NULL;
    size_t cell = cell_of(before, area, kind);
    *high = before->high[cell];
    return !isinf(*high) && value >= before->low[cell] - tolerance && value <= *high + tolerance ? &before->low[cell]
                                                                                                 : NULL;
}

struct room known_before_room(const struct known_before *before, size_t area, size_t kind, double value,
                              struct room room)
{
    double high;
    const double *low = shown(before, area, kind, value, &high);
    if (low == NULL)
        return room;
    return (struct room){fmin(room.up, fmax(high - value, 0)), fmin(room.down, fmax(value - *low, 0))};
}

struct promise known_before_promise(const struct known_before *before, size_t area, size_t kind, double value,
                                    struct promise promise)
{
    double high;
    const double *low = shown(before, area, kind, value, &high);
    if (low == NULL)
        return promise;
    return (struct promise){fmin(promise.up, fmax(high - value, 0)), fmin(promise.down, fmax(value - *low, 0)),
                            fmin(promise.either, high - *low)};
}

void known_before_narrow(const struct known_before *before, size_t area, size_t kind, double value, double *low,
                         double *high)
{
    double most;
    const double *least = shown(before, area, kind, value, &most);
    if (least == NULL)
        return;
    *low = fmax(*low, *least);
    *high = fmin(*high, most);
}
