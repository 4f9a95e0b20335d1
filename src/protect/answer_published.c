/* What do published figures say of an area? */
#include "protect/answer_published.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "protect/answer.h"
#include "protect/query_table.h"
#include "protect/tables.h"

struct answering {
    const struct published_answer *answer;
    enum language language;
    double round_to;         /* of the file; 0: exact */
    struct area_counts city; /* the sum of all mahalle that show their share of migrants */
    struct row_writer row;
};

static size_t column_of(const struct published_table *table, const char *name)
{
    size_t column;
    (void)published_column_find(table, name, &column);
    return column;
}

bool published_is_hidden(const struct published_table *mahalle, size_t row)
{
    const char *flag = published_text(mahalle, row, column_of(mahalle, "flag"));
    return (flag != NULL && flag[0] == 'S') || isnan(published_number(mahalle, row, column_of(mahalle, "pop_est")));
}

/* ---- sums of mahalle ---- */

/* Adds a share of a figure. A sum with a part that is not shown is unknown: without it, it would be a wrong number. */
static void add_share(struct count *sum, double value, double share)
{
    if (isnan(value))
        sum->state = COUNT_SUPPRESSED_SECONDARY;
    else
        sum->value += share < 1 ? share * value : value;
}

static void add_mahalle(struct area_counts *sum, const struct published_table *mahalle, size_t row, double share)
{
    add_share(&sum->records, published_number(mahalle, row, column_of(mahalle, "n_rec")), share);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        add_share(&sum->measure[i], published_number(mahalle, row, column_of(mahalle, measure_facts[i].field)), share);
}

/* Apportioned counts are no whole numbers; decimals would pretend to be exact. */
static void round_estimates(struct area_counts *sum)
{
    sum->records.value = floor(sum->records.value + 0.5);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        sum->measure[i].value = floor(sum->measure[i].value + 0.5);
}

struct unit_parts {
    size_t mahalle, cut, hidden, last_row;
};

/* Of the parts whose own figure is shown only: numerator and denominator must speak of the same people. */
static struct rate rate_of_shown(const struct answering *answering, size_t unit, enum indicator indicator)
{
    const struct published_answer *answer = answering->answer;
    size_t column = column_of(answer->mahalle, indicator_facts[indicator].field);
    size_t area = column_of(answer->mahalle, "area_km2");
    struct area_counts sum = {.area_km2 = rate_of(0)};
    for (size_t i = 0; i < answer->part_count; i++) {
        const struct published_part *part = &answer->parts[i];
        if (part->unit != unit || isnan(published_number(answer->mahalle, part->row, column)))
            continue;
        add_mahalle(&sum, answer->mahalle, part->row, part->share);
        sum.area_km2.value += part->share * published_number(answer->mahalle, part->row, area);
    }
    return indicator_compute(indicator, &sum, &answering->city);
}

static struct area_counts sum_unit(const struct answering *answering, size_t unit, struct unit_parts *parts)
{
    const struct published_answer *answer = answering->answer;
    struct area_counts sum = {.area_km2 = rate_of(answer->units[unit].area_km2)};
    *parts = (struct unit_parts){0};
    for (size_t i = 0; i < answer->part_count; i++) {
        const struct published_part *part = &answer->parts[i];
        if (part->unit != unit)
            continue;
        add_mahalle(&sum, answer->mahalle, part->row, part->share);
        parts->mahalle++;
        parts->cut += part->share < 1;
        parts->hidden += published_is_hidden(answer->mahalle, part->row);
        parts->last_row = part->row;
    }
    if (parts->cut > 0)
        round_estimates(&sum);
    return sum;
}

/* ---- rows ---- */

static void put_indicators(struct answering *answering, size_t unit, const struct area_counts *sum)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        put_rate(&answering->row, measure_facts[i].field, count_rate(&sum->measure[i]));
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        struct rate rate = rate_of_shown(answering, unit, (enum indicator)i);
        if (answering->round_to > 0)
            rate = indicator_round((enum indicator)i, rate);
        put_rate(&answering->row, indicator_facts[i].field, rate);
    }
}

/* One whole mahalle is answered with its published row; its location quotient compares with the published city. */
static void put_published_row(struct answering *answering, size_t row)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    for (size_t i = 0; i < MEASURE_COUNT + INDICATOR_COUNT; i++) {
        const char *field = i < MEASURE_COUNT ? measure_facts[i].field : indicator_facts[i - MEASURE_COUNT].field;
        double value = published_number(mahalle, row, column_of(mahalle, field));
        put_rate(&answering->row, field, isnan(value) ? rate_unknown : rate_of(value));
    }
    put_flag(&answering->row, published_text(mahalle, row, column_of(mahalle, "flag")), answering->language);
}

static void add_area(struct answering *answering, size_t unit)
{
    const struct asked_unit *asked = &answering->answer->units[unit];
    struct unit_parts parts;
    struct area_counts sum = sum_unit(answering, unit, &parts);
    struct row_writer *row = &answering->row;
    put_query_row(row, answering->answer->query, asked->area, asked->by, asked->by_name);
    put_integer(row, "n_mahalle", (int64_t)parts.mahalle);
    put_integer(row, "n_cut", (int64_t)parts.cut);
    put_integer(row, "n_hidden", (int64_t)parts.hidden);
    put_rate(row, "area_km2", rate_of(asked->area_km2));
    if (sum.records.state == COUNT_KNOWN)
        put_integer(row, "n_rec", (int64_t)sum.records.value);
    if (parts.mahalle == 1 && parts.cut == 0)
        put_published_row(answering, parts.last_row);
    else
        put_indicators(answering, unit, &sum);
    struct polygon polygon = {0};
    if (row->status != MAH_OK || asked->polygon.part_count == 0 || !answering->answer->query->wants_polygons)
        return;
    row->status = polygon_copy(&polygon, &asked->polygon, row->err);
    if (row->status == MAH_OK)
        row->status = table_take_polygon(row->table, &polygon, row->err);
    polygon_release(&polygon);
}

static void add_ages(struct answering *answering, size_t unit)
{
    struct unit_parts parts;
    struct area_counts sum = sum_unit(answering, unit, &parts);
    struct rate known =
        rate_subtract(count_rate(&sum.measure[MEASURE_PERSONS]), count_rate(&sum.measure[MEASURE_AGE_UNKNOWN]));
    for (size_t i = 0; i < AGE_BANDS; i++) {
        struct rate persons = count_rate(&sum.measure[MEASURE_AGE_0_2 + i]);
        put_query_row(&answering->row, answering->answer->query, answering->answer->units[unit].area,
                      query_age_bands[i], NULL);
        put_rate(&answering->row, "persons", persons);
        put_rate(&answering->row, "share", query_share(persons, known, answering->round_to > 0));
    }
}

/* ---- long tables ---- */

/* The share of the mahalle of a row of a long table in the unit; 0 where it has none. */
static double share_in_unit(const struct answering *answering, size_t unit, const char *code)
{
    const struct published_answer *answer = answering->answer;
    size_t code_column = column_of(answer->mahalle, "mah_code");
    for (size_t i = 0; code != NULL && i < answer->part_count; i++) {
        const char *own = published_text(answer->mahalle, answer->parts[i].row, code_column);
        if (answer->parts[i].unit == unit && own != NULL && strcmp(own, code) == 0)
            return answer->parts[i].share;
    }
    return 0;
}

/* The sums of one key: persons; of services the persons, covered and uncovered of all, migrants and settled. */
enum { SUMS = 9 };
struct key_sums {
    char key[40];
    const char *name; /* borrowed */
    double radius_m;
    struct count sum[SUMS];
    double covered[3], known[3];
};

struct key_list {
    struct key_sums *keys;
    size_t count, capacity;
};

static struct key_sums *find_key(struct key_list *list, const char *key)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->keys[i].key, key) == 0)
            return &list->keys[i];
    if (memory_grow((void **)&list->keys, &list->capacity, list->count + 1, sizeof *list->keys) != 0)
        return NULL;
    struct key_sums *made = &list->keys[list->count++];
    *made = (struct key_sums){.radius_m = NAN};
    strncpy(made->key, key, sizeof made->key - 1);
    return made;
}

static void add_service_row(struct key_sums *key, const struct published_table *detail, size_t row, double share)
{
    static const char *const groups[] = {"all", "mig", "set"};
    static const char *const figures[] = {"pop", "covered", "uncovered"};
    const char *group = published_text(detail, row, column_of(detail, "grp"));
    key->name = published_text(detail, row, column_of(detail, "service_name"));
    key->radius_m = published_number(detail, row, column_of(detail, "radius_m"));
    for (int g = 0; group != NULL && g < 3; g++) {
        if (strcmp(group, groups[g]) != 0)
            continue;
        double value[3];
        for (int f = 0; f < 3; f++) {
            value[f] = published_number(detail, row, column_of(detail, figures[f]));
            add_share(&key->sum[3 * g + f], value[f], share);
        }
        if (isnan(value[1]) || isnan(value[2])) /* the share is that of the mahalle that show both */
            continue;
        key->covered[g] += share * value[1];
        key->known[g] += share * (value[1] + value[2]);
    }
}

static void add_detail_row(struct key_sums *key, enum query_by by, const struct published_table *detail, size_t row,
                           double share)
{
    if (by == BY_SERVICE) {
        add_service_row(key, detail, row, share);
        return;
    }
    if (by == BY_ORIGIN)
        key->name = published_text(detail, row, column_of(detail, "orig_name"));
    add_share(&key->sum[0], published_number(detail, row, column_of(detail, "persons")), share);
}

static struct rate rounded_count(const struct count *count)
{
    return count->state == COUNT_KNOWN ? rate_of(floor(count->value + 0.5)) : rate_unknown;
}

static void put_service(struct answering *answering, const struct key_sums *key)
{
    static const char *const shares[] = {"share", "share_mig", "share_set"};
    struct row_writer *row = &answering->row;
    struct rate share[3];
    if (!isnan(key->radius_m))
        put_rate(row, "radius_m", rate_of(key->radius_m));
    put_rate(row, "pop", rounded_count(&key->sum[0]));
    put_rate(row, "covered", rounded_count(&key->sum[1]));
    put_rate(row, "uncovered", rounded_count(&key->sum[2]));
    for (int g = 0; g < 3; g++) {
        share[g] = query_share(rate_of(key->covered[g]), rate_of(key->known[g]), answering->round_to > 0);
        put_rate(row, shares[g], share[g]);
    }
    struct rate gap = rate_subtract(share[2], share[1]);
    put_rate(row, "gap", gap.known ? rate_of(100 * gap.value) : gap);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct key_sums *)a)->key, ((const struct key_sums *)b)->key);
}

static void put_keys(struct answering *answering, size_t unit, struct key_list *list)
{
    enum query_by by = answering->answer->query->by;
    struct unit_parts parts;
    struct area_counts sum = sum_unit(answering, unit, &parts);
    struct rate known = persons_of_known_origin(&sum);
    if (by != BY_SERVICE && list->count > 1) /* services stand in the order of their table */
        qsort(list->keys, list->count, sizeof *list->keys, by_key);
    for (size_t i = 0; i < list->count; i++) {
        const struct key_sums *key = &list->keys[i];
        put_query_row(&answering->row, answering->answer->query, answering->answer->units[unit].area, key->key,
                      key->name);
        if (by == BY_SERVICE) {
            put_service(answering, key);
            continue;
        }
        put_rate(&answering->row, "persons", rounded_count(&key->sum[0]));
        if (key->sum[0].state != COUNT_KNOWN)
            put_flag(&answering->row, "S2", answering->language);
        if (by == BY_ORIGIN && strcmp(key->key, "unknown") != 0)
            put_rate(&answering->row, "share", query_share(count_rate(&key->sum[0]), known, answering->round_to > 0));
    }
}

static void add_details(struct answering *answering, size_t unit)
{
    const struct published_table *detail = answering->answer->detail;
    enum query_by by = answering->answer->query->by;
    struct key_list list = {0};
    size_t code = column_of(detail, "mah_code");
    size_t key = column_of(detail, by == BY_ORIGIN ? "orig" : by == BY_YEAR ? "year" : "service_type");
    for (size_t row = 0; answering->row.status == MAH_OK && row < detail->row_count; row++) {
        double share = share_in_unit(answering, unit, published_text(detail, row, code));
        char number[32];
        if (share <= 0)
            continue;
        const char *text = published_text(detail, row, key);
        if (text == NULL) {
            number_write(published_number(detail, row, key), number);
            text = number;
        }
        struct key_sums *sums = find_key(&list, text);
        if (sums == NULL)
            answering->row.status = mah_no_memory(answering->row.err);
        else
            add_detail_row(sums, by, detail, row, share);
    }
    if (answering->row.status == MAH_OK)
        put_keys(answering, unit, &list);
    memory_free(list.keys);
}

/* ---- the release ---- */

static void sum_city(struct answering *answering)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    size_t area = column_of(mahalle, "area_km2");
    size_t share = column_of(mahalle, "sh_mig");
    answering->city = (struct area_counts){.area_km2 = rate_of(0)};
    for (size_t row = 0; row < mahalle->row_count; row++) {
        if (isnan(published_number(mahalle, row, share)))
            continue;
        add_mahalle(&answering->city, mahalle, row, 1);
        answering->city.area_km2.value += fmax(0, published_number(mahalle, row, area));
    }
}

static enum mah_status fill(struct mah_release *release, struct answering *answering,
                            const struct output_fields *fields, struct mah_error *err)
{
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
            add_details(answering, unit);
    }
    return answering->row.status == MAH_OK ? answer_add_params(release, fields, settings, 1, err)
                                           : answering->row.status;
}

enum mah_status protect_query_published(struct mah_release **out, const struct published *published,
                                        const struct published_answer *answer, struct mah_error *err)
{
    struct output_fields fields = {0};
    struct mah_release *release = NULL;
    struct release_facts facts = answer_facts_of_published(published);
    struct answering answering = {.answer = answer, .language = facts.language};
    const char *round_to = published_parameter(published, "privacy.round_to");
    if (strcmp(facts.profile, "public") == 0 && round_to != NULL)
        (void)number_read(slice_of(round_to), &answering.round_to);
    sum_city(&answering);
    enum mah_status status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = release_new(&release, &facts, err);
    if (status == MAH_OK)
        status = fill(release, &answering, &fields, err);
    if (status == MAH_OK) {
        *out = release;
        release = NULL;
    }
    release_free(release);
    output_fields_release(&fields);
    return status;
}
