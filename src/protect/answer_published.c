/* What do published figures say of an area? */
#include "protect/answer_published.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "protect/answer.h"
#include "protect/answer_published_parts.h"
#include "protect/query_table.h"
#include "protect/tables.h"

size_t published_column_of(const struct published_table *table, const char *name)
{
    size_t column;
    (void)published_column_find(table, name, &column);
    return column;
}

static struct mahalle_columns find_columns(const struct published_table *mahalle)
{
    struct mahalle_columns columns = {.code = published_column_of(mahalle, "mah_code"),
                                      .area = published_column_of(mahalle, "area_km2"),
                                      .records = published_column_of(mahalle, "n_rec"),
                                      .flag = published_column_of(mahalle, "flag")};
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        columns.measure[i] = published_column_of(mahalle, measure_facts[i].field);
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        columns.indicator[i] = published_column_of(mahalle, indicator_facts[i].field);
    return columns;
}

bool published_is_hidden(const struct published_table *mahalle, size_t row)
{
    const char *flag = published_text(mahalle, row, published_column_of(mahalle, "flag"));
    return (flag != NULL && flag[0] == 'S') ||
           isnan(published_number(mahalle, row, published_column_of(mahalle, "pop_est")));
}

/* ---- the whole city ---- */

static struct rate shown(double value)
{
    return isnan(value) ? rate_unknown : rate_of(value);
}

struct rate published_city_figure(const struct published_answer *answer, const char *indicator)
{
    const struct published_table *city = answer->city;
    size_t name = published_column_of(city, "indicator"), value = published_column_of(city, "value");
    for (size_t row = 0; row < city->row_count; row++) {
        const char *own = published_text(city, row, name);
        if (own != NULL && strcmp(own, indicator) == 0)
            return shown(published_number(city, row, value));
    }
    return rate_unknown;
}

static struct count city_count(const struct published_answer *answer, const char *indicator)
{
    struct rate rate = published_city_figure(answer, indicator);
    return (struct count){.value = rate.value, .state = rate.known ? COUNT_KNOWN : COUNT_SUPPRESSED_SECONDARY};
}

/* ---- sums of mahalle ---- */

void published_add_share(struct count *sum, double value, double share)
{
    if (isnan(value))
        sum->state = COUNT_SUPPRESSED_SECONDARY;
    else
        sum->value += share < 1 ? share * value : value;
}

static void add_mahalle(struct area_counts *sum, const struct answering *answering, size_t row, double share)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    const struct mahalle_columns *columns = &answering->columns;
    published_add_share(&sum->records, published_number(mahalle, row, columns->records), share);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        published_add_share(&sum->measure[i], published_number(mahalle, row, columns->measure[i]), share);
    sum->area_km2.value += share * published_number(mahalle, row, columns->area);
}

/* Apportioned counts are no whole numbers; decimals would pretend to be exact. */
static void round_estimates(struct area_counts *sum)
{
    sum->records.value = floor(sum->records.value + 0.5);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        sum->measure[i].value = floor(sum->measure[i].value + 0.5);
}

struct area_counts published_sum(const struct answering *answering, size_t unit, struct unit_parts *parts)
{
    const struct published_answer *answer = answering->answer;
    struct area_counts sum = {.area_km2 = rate_of(0)};
    *parts = (struct unit_parts){.is_city = published_is_city(answer, unit)};
    for (size_t i = 0; i < answer->part_count; i++) {
        const struct published_part *part = &answer->parts[i];
        if (part->unit != unit)
            continue;
        add_mahalle(&sum, answering, part->row, part->share);
        parts->mahalle++;
        parts->cut += part->share < 1;
        parts->hidden += published_is_hidden(answer->mahalle, part->row);
        parts->last_row = part->row;
    }
    if (parts->cut > 0)
        round_estimates(&sum);
    return parts->is_city ? answering->city : sum;
}

bool published_is_city(const struct published_answer *answer, size_t unit)
{
    size_t whole = 0;
    for (size_t i = 0; answer->city != NULL && i < answer->part_count; i++)
        whole += answer->parts[i].unit == unit && answer->parts[i].share >= 1;
    return answer->city != NULL && whole > 1 && whole == answer->mahalle->row_count;
}

/* Of the parts whose own figure is shown only: numerator and denominator must speak of the same people. */
static struct rate rate_of_shown(const struct answering *answering, size_t unit, enum indicator indicator)
{
    const struct published_answer *answer = answering->answer;
    size_t column = answering->columns.indicator[indicator];
    struct area_counts sum = {.area_km2 = rate_of(0)};
    for (size_t i = 0; i < answer->part_count; i++) {
        const struct published_part *part = &answer->parts[i];
        if (part->unit == unit && !isnan(published_number(answer->mahalle, part->row, column)))
            add_mahalle(&sum, answering, part->row, part->share);
    }
    return indicator_compute(indicator, &sum, &answering->city);
}

/* ---- rows ---- */

static void put_sum(struct answering *answering, size_t unit, const struct area_counts *sum, bool is_city)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        put_rate(&answering->row, measure_facts[i].field, count_rate(&sum->measure[i]));
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        struct rate rate = is_city ? indicator_compute((enum indicator)i, sum, sum)
                                   : rate_of_shown(answering, unit, (enum indicator)i);
        if (answering->is_rounded)
            rate = indicator_round((enum indicator)i, rate);
        struct rate published =
            is_city ? published_city_figure(answering->answer, indicator_facts[i].field) : rate_unknown;
        put_rate(&answering->row, indicator_facts[i].field, published.known ? published : rate);
    }
}

/* One whole mahalle is answered with its published row. */
static void put_published_row(struct answering *answering, size_t row)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    const struct mahalle_columns *columns = &answering->columns;
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        put_rate(&answering->row, measure_facts[i].field, shown(published_number(mahalle, row, columns->measure[i])));
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        put_rate(&answering->row, indicator_facts[i].field,
                 shown(published_number(mahalle, row, columns->indicator[i])));
    put_flag(&answering->row, published_text(mahalle, row, columns->flag), answering->language);
}

static void add_area(struct answering *answering, size_t unit)
{
    const struct published_answer *answer = answering->answer;
    const struct asked_unit *asked = &answer->units[unit];
    struct unit_parts parts;
    struct area_counts sum = published_sum(answering, unit, &parts);
    struct row_writer *row = &answering->row;
    if (parts.mahalle == 0 && answer->query->by != BY_NONE) /* only the rectangles around them meet */
        return;
    put_query_row(row, answer->query, asked->area, asked->by, asked->by_name);
    put_integer(row, "n_mahalle", (int64_t)parts.mahalle);
    put_integer(row, "n_cut", (int64_t)parts.cut);
    put_integer(row, "n_hidden", (int64_t)parts.hidden);
    put_rate(row, "area_km2", rate_of(asked->area_km2));
    if (sum.records.state == COUNT_KNOWN)
        put_integer(row, "n_rec", (int64_t)sum.records.value);
    if (parts.mahalle == 1 && parts.cut == 0)
        put_published_row(answering, parts.last_row);
    else
        put_sum(answering, unit, &sum, parts.is_city);
    struct polygon polygon = {0};
    if (row->status != MAH_OK || asked->polygon.part_count == 0 || !answer->query->wants_polygons)
        return;
    row->status = polygon_copy(&polygon, &asked->polygon, row->err);
    if (row->status == MAH_OK)
        row->status = table_take_polygon(row->table, &polygon, row->err);
    polygon_release(&polygon);
}

/* Does any mahalle of the file show the measure? Elsewhere nobody was asked. */
static bool is_asked(const struct answering *answering, size_t measure)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    for (size_t row = 0; row < mahalle->row_count; row++)
        if (!isnan(published_number(mahalle, row, answering->columns.measure[measure])))
            return true;
    return false;
}

static void add_ages(struct answering *answering, size_t unit)
{
    struct unit_parts parts;
    struct area_counts sum = published_sum(answering, unit, &parts);
    struct rate known =
        rate_subtract(count_rate(&sum.measure[MEASURE_PERSONS]), count_rate(&sum.measure[MEASURE_AGE_UNKNOWN]));
    for (size_t i = 0; i < AGE_BANDS; i++) {
        struct rate persons = count_rate(&sum.measure[MEASURE_AGE_0_2 + i]);
        if (!is_asked(answering, MEASURE_AGE_0_2 + i))
            continue;
        put_query_row(&answering->row, answering->answer->query, answering->answer->units[unit].area,
                      query_age_bands[i], NULL);
        put_rate(&answering->row, "persons", persons);
        put_rate(&answering->row, "share", query_share(persons, known, answering->is_rounded));
    }
}

/* ---- the release ---- */

static void find_city(struct answering *answering)
{
    const struct published_answer *answer = answering->answer;
    const struct mahalle_columns *columns = &answering->columns;
    answering->city = (struct area_counts){.area_km2 = rate_of(0)};
    if (answer->city != NULL) {
        answering->city.area_km2 = published_city_figure(answer, "area_km2");
        answering->city.records = city_count(answer, "n_rec");
        for (size_t i = 0; i < MEASURE_COUNT; i++)
            answering->city.measure[i] = city_count(answer, measure_facts[i].field);
        return;
    }
    for (size_t row = 0; row < answer->mahalle->row_count; row++)
        if (!isnan(published_number(answer->mahalle, row, columns->indicator[INDICATOR_SH_MIG])))
            add_mahalle(&answering->city, answering, row, 1);
}

static enum mah_status fill(void *context, struct mah_release *release, const struct output_fields *fields,
                            struct mah_error *err)
{
    struct answering *answering = context;
    const struct published_answer *answer = answering->answer;
    struct record_row settings[] = {{.item = (char *)"query.by", .value = (char *)query_by_word(answer->query->by)}};
    answering->row.err = err;
    answering->row.status =
        query_table_add(&answering->row.table, release, fields, answer->query, QUERY_OF_PUBLISHED, err);
    for (size_t unit = 0; answering->row.status == MAH_OK && unit < answer->unit_count; unit++) {
        if (answer->query->by <= BY_ILCE)
            add_area(answering, unit);
        else if (answer->query->by == BY_AGE)
            add_ages(answering, unit);
        else
            published_add_keys(answering, unit);
    }
    return answering->row.status == MAH_OK ? answer_add_params(release, fields, settings, 1, err)
                                           : answering->row.status;
}

enum mah_status protect_query_published(struct mah_release **out, const struct published *published,
                                        const struct published_answer *answer, struct mah_error *err)
{
    struct release_facts facts = answer_facts_of_published(published);
    struct answering answering = {
        .answer = answer, .language = facts.language, .columns = find_columns(answer->mahalle)};
    const char *round_to = published_parameter(published, "privacy.round_to");
    double step = 0;
    if (strcmp(facts.profile, "public") == 0 && round_to != NULL)
        (void)number_read(slice_of(round_to), &step);
    answering.is_rounded = step > 0;
    answering.is_secure = strcmp(facts.profile, "secure") == 0;
    find_city(&answering);
    return answer_make(out, &facts, fill, &answering, err);
}
