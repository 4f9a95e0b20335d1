/* The table `query`: what an answer about areas is made of. */
#include "protect/query_table.h"

#include "base/text.h"

#include <string.h>

#include "base/language.h"

/* A column and the table of output_fields.csv that describes it. */
struct listed_column {
    const char *table, *field;
};

static const struct listed_column persons_columns[] = {{"query", "persons"}, {"query", "share"}};
static const struct listed_column year_columns[] = {{"query", "persons"}};
static const struct listed_column service_columns[] = {
    {"mah_service", "radius_m"},  {"mah_service", "pop"},   {"mah_service", "covered"},
    {"mah_service", "uncovered"}, {"mah_service", "share"}, {"query", "share_mig"},
    {"query", "share_set"},       {"mah_service", "gap"},   {"mah_service", "d_med"}};
static const struct listed_column published_columns[] = {
    {"query", "n_mahalle"}, {"query", "n_cut"}, {"query", "n_hidden"}};

struct table_building {
    struct release_table *table;
    const struct output_fields *fields;
    enum language language;
    enum mah_status status;
    struct mah_error *err;
};

static void add(struct table_building *building, const char *table, const char *field)
{
    if (building->status == MAH_OK)
        building->status =
            output_column_add(building->table, building->fields, table, field, building->language, building->err);
}

static void add_all(struct table_building *building, const struct listed_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(building, columns[i].table, columns[i].field);
}

static void add_indicators(struct table_building *building)
{
    add(building, "mah_indicators", "area_km2");
    add(building, "mah_indicators", "n_rec");
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        add(building, "mah_indicators", measure_facts[i].field);
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        add(building, "mah_indicators", indicator_facts[i].field);
}

enum mah_status query_table_add(struct release_table **out, struct mah_release *release,
                                const struct output_fields *fields, const struct query *query, enum query_source source,
                                struct mah_error *err)
{
    size_t row = 0;
    enum mah_status status = output_field_find(&row, fields, "query", "", err);
    if (status != MAH_OK)
        return status;
    bool is_drawn = query->wants_polygons && query->by <= BY_ILCE;
    struct release_table_facts facts = {.name = "query",
                                        .title_tr = data_table_cell(&fields->table, row, "label_tr"),
                                        .title_en = data_table_cell(&fields->table, row, "label_en"),
                                        .description = data_table_cell(&fields->table, row, "formula"),
                                        .geometry = is_drawn ? RELEASE_MULTIPOLYGON : RELEASE_NO_GEOMETRY};
    struct table_building building = {.fields = fields, .language = release_facts(release)->language, .err = err};
    building.status = release_add_table(release, &building.table, &facts, err);
    add(&building, "query", "area");
    if (query->by != BY_NONE) {
        add(&building, "query", "by");
        add(&building, "query", "by_name");
    }
    if (source == QUERY_OF_PUBLISHED && query->by <= BY_ILCE)
        add_all(&building, published_columns, sizeof published_columns / sizeof *published_columns);
    if (source == QUERY_OF_PUBLISHED && (query->by == BY_ORIGIN || query->by == BY_YEAR))
        add(&building, "query", "persons_shown");
    if (query->by == BY_ORIGIN || query->by == BY_AGE)
        add_all(&building, persons_columns, sizeof persons_columns / sizeof *persons_columns);
    else if (query->by == BY_YEAR)
        add_all(&building, year_columns, sizeof year_columns / sizeof *year_columns);
    else if (query->by == BY_SERVICE)
        add_all(&building, service_columns, sizeof service_columns / sizeof *service_columns);
    else
        add_indicators(&building);
    add(&building, "query", "flag");
    add(&building, "query", "note");
    *out = building.table;
    return building.status;
}

const char *const query_age_bands[] = {"0-2", "3-5", "6-9", "10-13", "14-17", "18-64", "65+"};

void put_query_row(struct row_writer *row, const struct query *query, const char *area, const char *by,
                   const char *by_name)
{
    put_row(row);
    put_text(row, "area", area);
    if (query->by == BY_NONE)
        return;
    put_text(row, "by", by);
    put_text(row, "by_name", by_name);
}

struct rate query_share(struct rate part, struct rate whole, bool is_rounded)
{
    struct rate share = rate_divide(part, whole);
    if (share.known && share.value > 1)
        share.value = 1;
    return is_rounded ? rate_round_to_step(share, 0.01) : share;
}

static const char *flag_note(const char *flag, enum language language)
{
    static const struct {
        const char *flag, *note;
    } notes[] = {{"S1", "Hidden: few households, or none"},
                 {"S2", "Hidden: few people, or none"},
                 {"S3", "Hidden: everybody, or all but a few"},
                 {"S4", "Hidden: it would give away another figure"},
                 {"N", "Nobody lives here"}};
    for (size_t i = 0; flag != NULL && i < sizeof notes / sizeof *notes; i++)
        if (strcmp(notes[i].flag, flag) == 0)
            return say_in(language, notes[i].note);
    return NULL;
}

void put_flag(struct row_writer *row, const char *flag, enum language language)
{
    put_text(row, "flag", flag);
    put_text(row, "note", flag_note(flag, language));
}

void put_flag_of_unpublished(struct row_writer *row, const char *flag, enum language language)
{
    struct text both = TEXT_EMPTY;
    const char *meaning = flag_note(flag, language), *warning = say_in(language, "Not to be handed on beside a file");
    text_add_format(&both, "%s%s%s", meaning != NULL ? meaning : "", meaning != NULL ? "; " : "", warning);
    if (both.failed && row->status == MAH_OK)
        row->status = mah_no_memory(row->err);
    put_text(row, "flag", flag);
    put_text(row, "note", text_bytes(&both));
    text_release(&both);
}
