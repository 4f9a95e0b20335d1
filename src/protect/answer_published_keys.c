/* What do published figures say of the origins, years of arrival and services of an area? Sums of long tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/number.h"
#include "indicate/coverage.h"
#include "protect/answer_published_parts.h"
#include "protect/query_table.h"
#include "protect/tables.h"

/* Covered and uncovered of one group in one mahalle. */
struct group_row {
    size_t mahalle;
    double covered, uncovered, share;
};

/* The sums of one key: persons; of services the persons, covered and uncovered of all, migrants and settled. */
enum { SUMS = 9 };
struct key_sums {
    char key[40];
    const char *name; /* borrowed */
    const char *flag; /* of the first row that is hidden; borrowed */
    double radius_m;
    struct count sum[SUMS];
    double covered[3], known[3];
    struct group_row seen[3]; /* the last rows of all, migrants and settled */
    size_t last_row[3];       /* where these stand; SIZE_MAX: nowhere */
    size_t partial;           /* rows of this key in mahalle that do not show all of their keys */
};

struct key_list {
    struct key_sums *keys;
    size_t count, capacity;
    bool *is_partial; /* of the rows of mah_indicators: may a key stand for somebody there though it has no row? */
    size_t partial;   /* how many of them are in the unit */
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
    for (int g = 0; g < 3; g++)
        made->seen[g].mahalle = made->last_row[g] = SIZE_MAX;
    strncpy(made->key, key, sizeof made->key - 1);
    return made;
}

static void add_to_share(struct key_sums *key, int group)
{
    const struct group_row *row = &key->seen[group];
    key->covered[group] += row->share * row->covered;
    key->known[group] += row->share * (row->covered + row->uncovered);
}

/* A share is that of the mahalle that show both of its figures. Migrants and settled are compared, so theirs is that of
 * the mahalle that show both of both: else the gap would be one between the people of different mahalle. */
static void add_shares(struct key_sums *key, int group)
{
    enum { ALL, RECENT, SETTLED };
    const struct group_row *recent = &key->seen[RECENT], *settled = &key->seen[SETTLED];
    if (group == ALL) {
        add_to_share(key, ALL);
    } else if (recent->mahalle == settled->mahalle) {
        add_to_share(key, RECENT);
        add_to_share(key, SETTLED);
    }
}

static void add_service_row(struct key_sums *key, const struct published_table *detail, size_t row, size_t mahalle,
                            double share)
{
    static const char *const groups[] = {"all", "mig", "set"};
    static const char *const figures[] = {"pop", "covered", "uncovered"};
    const char *group = published_text(detail, row, published_column_of(detail, "grp"));
    key->name = published_text(detail, row, published_column_of(detail, "service_name"));
    key->radius_m = published_number(detail, row, published_column_of(detail, "radius_m"));
    for (int g = 0; group != NULL && g < 3; g++) {
        if (strcmp(group, groups[g]) != 0)
            continue;
        key->last_row[g] = row;
        double value[3];
        for (int f = 0; f < 3; f++) {
            value[f] = published_number(detail, row, published_column_of(detail, figures[f]));
            published_add_share(&key->sum[3 * g + f], value[f], share);
        }
        if (isnan(value[1]) || isnan(value[2]))
            continue;
        key->seen[g] = (struct group_row){mahalle, value[1], value[2], share};
        add_shares(key, g);
    }
}

static void add_detail_row(struct key_sums *key, enum query_by by, const struct published_table *detail, size_t row,
                           size_t mahalle, double share)
{
    if (by == BY_SERVICE) {
        add_service_row(key, detail, row, mahalle, share);
        return;
    }
    if (by == BY_ORIGIN)
        key->name = published_text(detail, row, published_column_of(detail, "orig_name"));
    double persons = published_number(detail, row, published_column_of(detail, "persons"));
    if (isnan(persons))
        key->sum[0].state = COUNT_SUPPRESSED_SECONDARY;
    else
        key->sum[0].value += share * persons;
    if (isnan(persons) && key->flag == NULL)
        key->flag = published_text(detail, row, published_column_of(detail, "flag"));
}

static struct rate rounded_count(const struct count *count)
{
    return count->state == COUNT_KNOWN ? rate_of(floor(count->value + 0.5)) : rate_unknown;
}

/* The row of a type in city_service; false where there is none. */
static bool find_city_service(const struct published_table *services, const char *type, size_t *row)
{
    size_t column = services != NULL ? published_column_of(services, "service_type") : SIZE_MAX;
    for (*row = 0; services != NULL && *row < services->row_count; ++*row) {
        const char *own = published_text(services, *row, column);
        if (own != NULL && strcmp(own, type) == 0)
            return true;
    }
    return false;
}

/* The published figures of the whole city; covered only where every mahalle shows it. */
static void put_city_service(struct answering *answering, const struct key_sums *key, size_t city_row)
{
    static const char *const figures[][2] = {{"uncovered", "uncovered"}, {"share", "cov"}, {"share_mig", "cov_mig"},
                                             {"share_set", "cov_set"},   {"gap", "gap"},   {"d_med", "d_med"}};
    const struct published_table *services = answering->answer->city_services;
    struct row_writer *row = &answering->row;
    put_rate(row, "pop", count_rate(&answering->city.measure[MEASURE_PERSONS]));
    put_rate(row, "covered", rounded_count(&key->sum[1]));
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        double value = published_number(services, city_row, published_column_of(services, figures[i][1]));
        put_rate(row, figures[i][0], isnan(value) ? rate_unknown : rate_of(value));
    }
}

/* One whole mahalle is answered with its published rows, to the last digit. */
static void put_published_service(struct answering *answering, const struct key_sums *key)
{
    enum { ALL, RECENT, SETTLED };
    static const struct {
        const char *to, *from;
        int group;
    } figures[] = {{"pop", "pop", ALL},     {"covered", "covered", ALL},    {"uncovered", "uncovered", ALL},
                   {"share", "share", ALL}, {"share_mig", "share", RECENT}, {"share_set", "share", SETTLED},
                   {"gap", "gap", ALL},     {"d_med", "d_med", ALL}};
    const struct published_table *detail = answering->answer->detail;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        size_t from = key->last_row[figures[i].group];
        if (from == SIZE_MAX)
            continue;
        double value = published_number(detail, from, published_column_of(detail, figures[i].from));
        put_rate(&answering->row, figures[i].to, isnan(value) ? rate_unknown : rate_of(value));
    }
}

static void put_service(struct answering *answering, const struct key_sums *key, const struct unit_parts *parts)
{
    static const char *const shares[] = {"share", "share_mig", "share_set"};
    struct row_writer *row = &answering->row;
    struct rate share[3];
    size_t city_row;
    if (!isnan(key->radius_m))
        put_rate(row, "radius_m", rate_of(key->radius_m));
    if (parts->mahalle == 1 && parts->cut == 0) {
        put_published_service(answering, key);
        return;
    }
    if (parts->is_city && find_city_service(answering->answer->city_services, key->key, &city_row)) {
        put_city_service(answering, key, city_row);
        return;
    }
    put_rate(row, "pop", rounded_count(&key->sum[0]));
    put_rate(row, "covered", rounded_count(&key->sum[1]));
    put_rate(row, "uncovered", rounded_count(&key->sum[2]));
    for (int g = 0; g < 3; g++) {
        share[g] = query_share(rate_of(key->covered[g]), rate_of(key->known[g]), answering->is_rounded);
        put_rate(row, shares[g], share[g]);
    }
    put_rate(row, "gap", coverage_gap_points(share[2], share[1]));
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct key_sums *)a)->key, ((const struct key_sums *)b)->key);
}

static void put_keys(struct answering *answering, size_t unit, struct key_list *list)
{
    enum query_by by = answering->answer->query->by;
    struct unit_parts parts;
    struct area_counts sum = published_sum(answering, unit, &parts);
    struct rate known = persons_of_known_origin(&sum);
    if (by != BY_SERVICE && list->count > 1) /* services stand in the order of their table */
        qsort(list->keys, list->count, sizeof *list->keys, by_key);
    for (size_t i = 0; i < list->count; i++) {
        struct key_sums *key = &list->keys[i];
        put_query_row(&answering->row, answering->answer->query, answering->answer->units[unit].area, key->key,
                      key->name);
        if (by == BY_SERVICE) {
            put_service(answering, key, &parts);
            continue;
        }
        put_rate(&answering->row, "persons_shown", rate_of(floor(key->sum[0].value + 0.5)));
        bool is_partial = key->partial < list->partial && key->sum[0].state == COUNT_KNOWN;
        if (is_partial)
            key->sum[0].state = COUNT_SUPPRESSED_SECONDARY;
        put_rate(&answering->row, "persons", rounded_count(&key->sum[0]));
        if (is_partial)
            put_text(&answering->row, "note", say_in(answering->language, "Some mahalle may hide more of it"));
        else if (key->sum[0].state != COUNT_KNOWN)
            put_flag(&answering->row, key->flag != NULL ? key->flag : "S4", answering->language);
        if (by == BY_ORIGIN && strcmp(key->key, "unknown") != 0)
            put_rate(&answering->row, "share", query_share(count_rate(&key->sum[0]), known, answering->is_rounded));
    }
}

/* The mahalle of that code; SIZE_MAX where mah_indicators has none. Rows of a long table stand together by mahalle,
 * most often in the order of mah_indicators: the search goes on where the last one ended. */
static size_t find_mahalle(const struct answering *answering, const char *code, size_t last)
{
    const struct published_table *mahalle = answering->answer->mahalle;
    for (size_t i = 0; code != NULL && i < mahalle->row_count; i++) {
        size_t row = (last + i) % mahalle->row_count;
        const char *own = published_text(mahalle, row, answering->columns.code);
        if (own != NULL && strcmp(own, code) == 0)
            return row;
    }
    return SIZE_MAX;
}

static double *shares_of_unit(const struct answering *answering, size_t unit)
{
    const struct published_answer *answer = answering->answer;
    double *shares = memory_new(answer->mahalle->row_count, sizeof *shares);
    for (size_t i = 0; shares != NULL && i < answer->part_count; i++)
        if (answer->parts[i].unit == unit)
            shares[answer->parts[i].row] = answer->parts[i].share;
    return shares;
}

/*
 * A key without a row is nobody where the file hides nothing, or nobody lives. Else a mahalle may hide it: one that is
 * hidden as a whole has no years, and small origins are put together or left out anywhere.
 */
static void find_partial(struct key_list *list, const struct answering *answering, const double *shares)
{
    const struct published_table *all = answering->answer->mahalle;
    size_t persons = answering->columns.measure[MEASURE_PERSONS];
    for (size_t row = 0; !answering->is_secure && row < all->row_count; row++) {
        bool may_hide = answering->answer->query->by == BY_ORIGIN ? published_number(all, row, persons) != 0
                                                                  : published_is_hidden(all, row);
        list->is_partial[row] = may_hide;
        list->partial += may_hide && shares[row] > 0;
    }
}

static enum mah_status add_row(struct key_list *list, const struct answering *answering, size_t row, size_t mahalle,
                               double share, struct mah_error *err)
{
    const struct published_table *detail = answering->answer->detail;
    enum query_by by = answering->answer->query->by;
    size_t key = published_column_of(detail, by == BY_ORIGIN ? "orig" : by == BY_YEAR ? "year" : "service_type");
    char number[32];
    const char *text = published_text(detail, row, key);
    if (text == NULL) {
        number_write(published_number(detail, row, key), number);
        text = number;
    }
    struct key_sums *sums = find_key(list, text);
    if (sums == NULL)
        return mah_no_memory(err);
    add_detail_row(sums, by, detail, row, mahalle, share);
    sums->partial += mahalle != SIZE_MAX && list->is_partial[mahalle];
    return MAH_OK;
}

/* The origins of the whole city stand in rows of their own, without a code. */
static enum mah_status take_city_rows(struct key_list *list, const struct answering *answering, struct mah_error *err)
{
    const struct published_table *detail = answering->answer->detail;
    size_t code = published_column_of(detail, "mah_code");
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < detail->row_count; row++)
        if (published_text(detail, row, code) == NULL)
            status = add_row(list, answering, row, SIZE_MAX, 1, err);
    return status;
}

/* Adds the rows of the long table to the sums of their keys. */
static enum mah_status sum_keys(struct key_list *list, const struct answering *answering, const double *shares,
                                struct mah_error *err)
{
    const struct published_table *detail = answering->answer->detail;
    size_t code = published_column_of(detail, "mah_code"), mahalle = 0;
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < detail->row_count; row++) {
        size_t found = find_mahalle(answering, published_text(detail, row, code), mahalle);
        if (found == SIZE_MAX)
            continue;
        mahalle = found;
        if (shares[found] > 0)
            status = add_row(list, answering, row, found, shares[found], err);
    }
    return status;
}

static enum mah_status find_keys(struct key_list *list, const struct answering *answering, size_t unit,
                                 const double *shares, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (answering->answer->query->by == BY_ORIGIN && published_is_city(answering->answer, unit))
        status = take_city_rows(list, answering, err);
    if (status != MAH_OK || list->count > 0)
        return status;
    find_partial(list, answering, shares);
    return sum_keys(list, answering, shares, err);
}

void published_add_keys(struct answering *answering, size_t unit)
{
    struct key_list list = {0};
    double *shares = shares_of_unit(answering, unit);
    list.is_partial = memory_new(answering->answer->mahalle->row_count, sizeof *list.is_partial);
    if (shares == NULL || list.is_partial == NULL) {
        answering->row.status = mah_no_memory(answering->row.err);
    } else {
        answering->row.status = find_keys(&list, answering, unit, shares, answering->row.err);
    }
    if (answering->row.status == MAH_OK)
        put_keys(answering, unit, &list);
    memory_free(shares);
    memory_free(list.is_partial);
    memory_free(list.keys);
}
