/* The needs of a published file, as rows that projects are made from. */
#include "run/investment_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static size_t column_of(const struct published_table *table, const char *name)
{
    size_t column;
    return published_column_find(table, name, &column) ? column : SIZE_MAX;
}

static double number_at(const struct published_table *table, size_t row, const char *name)
{
    return published_number(table, row, column_of(table, name));
}

static const char *text_at(const struct published_table *table, size_t row, const char *name)
{
    return published_text(table, row, column_of(table, name));
}

/* ---- which mahalle is meant ---- */

struct known_mahalle {
    const char *code;
    size_t row;
};

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct known_mahalle *)a)->code, ((const struct known_mahalle *)b)->code);
}

static enum mah_status list_mahalle(struct known_mahalle **out, size_t *count, const struct published_table *table,
                                    struct mah_error *err)
{
    *count = 0;
    *out = memory_new(table->row_count + 1, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < table->row_count; i++) {
        const char *code = text_at(table, i, "mah_code");
        if (code != NULL)
            (*out)[(*count)++] = (struct known_mahalle){code, i};
    }
    qsort(*out, *count, sizeof **out, by_code);
    return MAH_OK;
}

static bool find_mahalle(size_t *row, const struct known_mahalle *known, size_t count, const char *code)
{
    const struct known_mahalle wanted = {.code = code};
    const struct known_mahalle *found =
        code != NULL && count > 0 ? bsearch(&wanted, known, count, sizeof wanted, by_code) : NULL;
    if (found != NULL)
        *row = found->row;
    return found != NULL;
}

/* ---- rows ---- */

struct row_reading {
    struct investment_rows *out;
    const struct investment_rules *rules;
    struct known_mahalle *known;
    size_t known_count, capacity, detail_capacity;
};

static enum mah_status make_room(struct row_reading *reading, struct mah_error *err)
{
    struct investment_rows *out = reading->out;
    if (memory_grow((void **)&out->needs, &reading->capacity, out->count + 1, sizeof *out->needs) != 0 ||
        memory_grow((void **)&out->details, &reading->detail_capacity, out->count + 1, sizeof *out->details) != 0)
        return mah_no_memory(err);
    return MAH_OK;
}

static double share_of_mahalle(const struct row_reading *reading, size_t mahalle)
{
    return number_at(reading->out->mahalle, mahalle, "sh_mig");
}

/* The file speaks its own language, the answer perhaps another. */
static const char *unit_of_capacity(const struct service_type *type, enum language language)
{
    bool turkish = language == LANGUAGE_TURKISH;
    const char *unit = type == NULL ? "" : turkish ? type->capacity_tr : type->capacity_en;
    if (*unit != '\0')
        return unit;
    return turkish ? "birim" : "units";
}

static enum mah_status add_service(struct row_reading *reading, size_t row, struct mah_error *err)
{
    struct investment_rows *out = reading->out;
    const struct published_table *table = out->services;
    const char *level = text_at(table, row, "level"), *kind = text_at(table, row, "kind");
    const char *code = text_at(table, row, "service_type");
    size_t mahalle = 0;
    if (level == NULL || kind == NULL || code == NULL || strcmp(level, "mahalle") != 0 ||
        !find_mahalle(&mahalle, reading->known, reading->known_count, text_at(table, row, "mah_code")))
        return MAH_OK;
    if (make_room(reading, err) != MAH_OK)
        return MAH_NO_MEMORY;
    enum language language = language_get();
    const struct investment_rule rule = investment_rule_find(reading->rules, false, code, language);
    bool is_area = strcmp(kind, "area") == 0;
    out->needs[out->count] = (struct investment_need){
        .mah_code = text_at(table, row, "mah_code"),
        .code = code,
        .mahalle = mahalle,
        .kind = is_area ? INVESTMENT_AREA : INVESTMENT_CAPACITY,
        .group = rule.type != NULL ? rule.type->group : NULL,
        .population = number_at(table, row, "population"),
        .norm = number_at(table, row, "norm"),
        .exist = number_at(table, row, "exist"),
        .deficit = number_at(table, row, "deficit"),
        .units = number_at(table, row, "units"),
        .unserved = NAN,
        .households = NAN,
    };
    const char *unit = text_at(table, row, "unit");
    if (!is_area)
        unit = unit_of_capacity(rule.type, language);
    double share = number_at(table, row, "fair_share"), verified = number_at(table, row, "verified");
    out->details[out->count++] = (struct investment_detail){
        .what = rule.name != NULL ? rule.name : text_at(table, row, "service_name"),
        .unit = unit,
        .standard = text_at(table, row, "source"),
        .fair_share = share > 0,
        .verified = isnan(verified) ? -1 : verified > 0,
        .sh_mig = share_of_mahalle(reading, mahalle),
    };
    return MAH_OK;
}

/* The share of recent migrants among those whom the network does not reach, where both figures are shown: the row of
 * the group mig follows that of all. */
static double share_of_network(const struct published_table *table, size_t row)
{
    double all = number_at(table, row, "unserved");
    const char *code = text_at(table, row, "mah_code"), *service = text_at(table, row, "service");
    for (size_t i = row + 1; i < table->row_count && i < row + 3; i++) {
        const char *group = text_at(table, i, "grp"), *other = text_at(table, i, "mah_code");
        const char *its = text_at(table, i, "service");
        if (group == NULL || other == NULL || its == NULL || strcmp(group, "mig") != 0 || strcmp(other, code) != 0 ||
            strcmp(its, service) != 0)
            continue;
        double share = number_at(table, i, "unserved") / all;
        return share >= 0 && share <= 1 ? share : NAN; /* both are rounded; unknown stays unknown */
    }
    return NAN;
}

static enum mah_status add_network(struct row_reading *reading, size_t row, struct mah_error *err)
{
    struct investment_rows *out = reading->out;
    const struct published_table *table = out->networks;
    const char *group = text_at(table, row, "grp"), *code = text_at(table, row, "service");
    size_t mahalle = 0;
    if (group == NULL || code == NULL || strcmp(group, "all") != 0 ||
        !find_mahalle(&mahalle, reading->known, reading->known_count, text_at(table, row, "mah_code")))
        return MAH_OK;
    if (make_room(reading, err) != MAH_OK)
        return MAH_NO_MEMORY;
    enum language language = language_get();
    const struct investment_rule rule = investment_rule_find(reading->rules, true, code, language);
    out->needs[out->count] = (struct investment_need){
        .mah_code = text_at(table, row, "mah_code"),
        .code = code,
        .mahalle = mahalle,
        .kind = INVESTMENT_NETWORK,
        .population = NAN,
        .norm = NAN,
        .exist = NAN,
        .deficit = NAN,
        .units = NAN,
        .unserved = number_at(table, row, "unserved"),
        .households = number_at(table, row, "hh_unserved"),
    };
    out->details[out->count++] = (struct investment_detail){
        .what = rule.name != NULL ? rule.name : text_at(table, row, "service_name"),
        .unit = language == LANGUAGE_TURKISH ? "hane" : "households",
        .verified = -1,
        .sh_mig = share_of_network(table, row),
    };
    return MAH_OK;
}

/* ---- what counts twice ---- */

struct indexed_need {
    struct investment_need need;
    struct investment_detail detail;
    size_t order;
};

static int by_mahalle(const void *a, const void *b)
{
    const struct indexed_need *x = a, *y = b;
    if (x->need.mahalle != y->need.mahalle)
        return x->need.mahalle < y->need.mahalle ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Sorts by mahalle, then leaves out what another need of the same mahalle stands for. */
static enum mah_status leave_out_doubles(struct investment_rows *rows, struct mah_error *err)
{
    struct indexed_need *sorted = memory_new(rows->count + 1, sizeof *sorted);
    if (sorted == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < rows->count; i++)
        sorted[i] = (struct indexed_need){rows->needs[i], rows->details[i], i};
    qsort(sorted, rows->count, sizeof *sorted, by_mahalle);
    for (size_t i = 0; i < rows->count; i++)
        rows->needs[i] = sorted[i].need;
    size_t kept = 0, count = rows->count;
    bool *is_double = memory_new(count + 1, sizeof *is_double);
    for (size_t first = 0, end; is_double != NULL && first < count; first = end) {
        for (end = first; end < count && rows->needs[end].mahalle == rows->needs[first].mahalle;)
            end++;
        for (size_t i = first; i < end; i++)
            is_double[i] = investment_need_is_double(&rows->needs[i], rows->needs + first, end - first);
    }
    for (size_t i = 0; is_double != NULL && i < count; i++) {
        if (is_double[i])
            continue;
        rows->needs[kept] = sorted[i].need;
        rows->details[kept++] = sorted[i].detail;
    }
    enum mah_status status = is_double != NULL ? MAH_OK : mah_no_memory(err);
    rows->double_count = count - kept;
    rows->count = kept;
    memory_free(is_double);
    memory_free(sorted);
    return status;
}

static enum mah_status read_tables(struct investment_rows *out, const struct published *published,
                                   struct mah_error *err)
{
    bool has_services = published_has(published, "service_need"), has_networks = published_has(published, "mah_infra");
    if (!has_services && !has_networks)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s' says nothing of what is missing (tables service_need, mah_infra); run it with services, "
                        "or with households that say which networks reach them",
                        published_name(published));
    enum mah_status status = published_table_read(&out->mahalle, published, "mah_indicators", err);
    if (status == MAH_OK && has_services)
        status = published_table_read(&out->services, published, "service_need", err);
    if (status == MAH_OK && has_networks)
        status = published_table_read(&out->networks, published, "mah_infra", err);
    return status;
}

enum mah_status investment_rows_read(struct investment_rows *out, const struct published *published,
                                     const struct investment_rules *rules, struct mah_error *err)
{
    *out = (struct investment_rows){0};
    struct row_reading reading = {.out = out, .rules = rules};
    enum mah_status status = read_tables(out, published, err);
    if (status == MAH_OK)
        status = list_mahalle(&reading.known, &reading.known_count, out->mahalle, err);
    for (size_t i = 0; status == MAH_OK && out->services != NULL && i < out->services->row_count; i++)
        status = add_service(&reading, i, err);
    for (size_t i = 0; status == MAH_OK && out->networks != NULL && i < out->networks->row_count; i++)
        status = add_network(&reading, i, err);
    if (status == MAH_OK)
        status = leave_out_doubles(out, err);
    memory_free(reading.known);
    return status;
}

void investment_rows_release(struct investment_rows *rows)
{
    published_table_free(rows->mahalle);
    published_table_free(rows->services);
    published_table_free(rows->networks);
    memory_free(rows->needs);
    memory_free(rows->details);
    *rows = (struct investment_rows){0};
}
