/* How was each figure behind a rank computed, with which numbers, and from which records? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "protect/answer_rank_parts.h"

/* The long tables of the file; NULL where it has none. */
struct long_tables {
    struct published_table *service, *need, *infra, *log;
};

struct telling {
    const struct rank_building *building;
    struct long_tables tables;
    size_t row;          /* of mah_indicators */
    const char *mahalle; /* its code */
    struct row_writer writer;
};

static size_t column_of(const struct published_table *table, const char *name)
{
    size_t column;
    return published_column_find(table, name, &column) ? column : SIZE_MAX;
}

static void add_number(struct text *out, double value)
{
    char number[32];
    number_write(value, number);
    text_add(out, isnan(value) ? "–" : number);
}

static void put_record(struct telling *telling, const char *field, const char *formula, const char *numbers,
                       const char *source)
{
    put_row(&telling->writer);
    put_text(&telling->writer, "field", field);
    put_text(&telling->writer, "formula", formula);
    put_text(&telling->writer, "numbers", numbers);
    put_text(&telling->writer, "source", source);
}

/* A text that memory was wanting for must not look like an empty one. */
static void release_put(struct telling *telling, struct text *text)
{
    if (text->failed && telling->writer.status == MAH_OK)
        telling->writer.status = mah_no_memory(telling->writer.err);
    text_release(text);
}

/* ---- formulas whose names are columns of a row ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/*
 * The formula with every name that is a column of the table replaced by the figure of the row: "mig_rec / area_km2"
 * becomes "60 / 0.274". Returns how many were replaced.
 */
static size_t put_numbers_in(struct text *out, const char *formula, const struct published_table *table, size_t row)
{
    size_t replaced = 0;
    for (const char *c = formula; *c != '\0';) {
        char name[2 * RELEASE_NAME_LENGTH];
        size_t length = 0, column;
        while (is_letter(c[length]))
            length++;
        if (length == 0) {
            text_add_bytes(out, c++, 1);
            continue;
        }
        snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : 0), c);
        if (published_column_find(table, name, &column) && table->columns[column].type != 't') {
            add_number(out, published_number(table, row, column));
            replaced++;
        } else {
            text_add_bytes(out, c, length);
        }
        c += length;
    }
    return replaced;
}

static void put_formula(struct telling *telling, const char *field, const char *formula,
                        const struct published_table *table, size_t row, const char *source)
{
    struct text numbers = TEXT_EMPTY;
    size_t replaced = put_numbers_in(&numbers, formula, table, row);
    put_record(telling, field, formula, replaced > 0 ? text_bytes(&numbers) : NULL, source);
    release_put(telling, &numbers);
}

/* The row of a long table for this mahalle; false where it has none. Keys may be NULL. */
static bool find_row(const struct telling *telling, const struct published_table *table, const char *key_column,
                     const char *key, const char *second_column, const char *second, size_t *row)
{
    if (table == NULL)
        return false;
    size_t code = column_of(table, "mah_code"), first = column_of(table, key_column);
    size_t other = column_of(table, second_column);
    for (size_t i = 0; i < table->row_count; i++) {
        const char *at = published_text(table, i, code), *of = published_text(table, i, first);
        const char *in = published_text(table, i, other);
        if (at != NULL && of != NULL && in != NULL && strcmp(at, telling->mahalle) == 0 && strcmp(of, key) == 0 &&
            strcmp(in, second) == 0) {
            *row = i;
            return true;
        }
    }
    return false;
}

/* ---- figures of services and networks ---- */

static bool tell_service(struct telling *telling, const char *field, const char *type)
{
    static const char *const formulas[][2] = {
        {"cov_", "covered / (covered + uncovered)"}, {"unc_", "uncovered"}, {"d50_", "d_med"}, {"d90_", "d_p90"}};
    const struct published_table *table = telling->tables.service;
    size_t row = 0;
    if (!find_row(telling, table, "service_type", type, "grp", "all", &row))
        return false;
    struct text source = TEXT_EMPTY;
    double radius = published_number(table, row, column_of(table, "radius_m"));
    const char *metric = published_text(table, row, column_of(table, "metric"));
    text_add_format(&source, "mah_service: %s, all, %s", type, metric != NULL ? metric : "");
    if (!isnan(radius)) {
        text_add(&source, ", ");
        add_number(&source, radius);
        text_add(&source, " m");
    }
    bool told = false;
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        if (strncmp(field, formulas[i][0], strlen(formulas[i][0])) == 0) {
            put_formula(telling, field, formulas[i][1], table, row, text_bytes(&source));
            told = true;
        }
    release_put(telling, &source);
    return told;
}

static bool tell_gap(struct telling *telling, const char *field, const char *type)
{
    const struct published_table *table = telling->tables.service;
    size_t settled = 0, recent = 0;
    if (!find_row(telling, table, "service_type", type, "grp", "set", &settled) ||
        !find_row(telling, table, "service_type", type, "grp", "mig", &recent))
        return false;
    size_t share = column_of(table, "share");
    struct text numbers = TEXT_EMPTY;
    text_add(&numbers, "100 * (");
    add_number(&numbers, published_number(table, settled, share));
    text_add(&numbers, " - ");
    add_number(&numbers, published_number(table, recent, share));
    text_add(&numbers, ")");
    put_record(telling, field, "100 * (share of set - share of mig)", text_bytes(&numbers), "mah_service");
    release_put(telling, &numbers);
    return true;
}

/* Need is counted by a norm of capacity where the type has one, else by land. */
static bool find_need(const struct telling *telling, const char *type, size_t *row)
{
    return find_row(telling, telling->tables.need, "service_type", type, "kind", "capacity", row) ||
           find_row(telling, telling->tables.need, "service_type", type, "kind", "area", row);
}

static bool tell_need(struct telling *telling, const char *field, const char *type)
{
    size_t row = 0;
    const struct published_table *table = telling->tables.need;
    if (!find_need(telling, type, &row))
        return false;
    const char *unit = published_text(table, row, column_of(table, "unit"));
    const char *kind = published_text(table, row, column_of(table, "kind"));
    bool is_area = kind != NULL && strcmp(kind, "area") == 0;
    struct text source = TEXT_EMPTY;
    text_add_format(&source, "service_need: %s, %s", type, unit != NULL ? unit : "");
    if (strncmp(field, "def_", 4) == 0)
        put_formula(telling, field, "max(0, need - exist)", table, row, text_bytes(&source));
    put_formula(telling, "need", is_area ? "population * norm" : "population / norm", table, row, text_bytes(&source));
    release_put(telling, &source);
    return true;
}

static bool tell_access(struct telling *telling, const char *field, const char *type)
{
    size_t row = 0, acc;
    char name[2 * RELEASE_NAME_LENGTH];
    const struct published_table *mahalle = telling->building->facts->mahalle, *table = telling->tables.need;
    snprintf(name, sizeof name, "acc_%s", type);
    if (!find_row(telling, table, "service_type", type, "kind", "capacity", &row) ||
        !published_column_find(mahalle, name, &acc))
        return false;
    struct text formula = TEXT_EMPTY, numbers = TEXT_EMPTY;
    text_add_format(&formula, "%s / 1000 * norm", name);
    add_number(&numbers, published_number(mahalle, telling->row, acc));
    text_add(&numbers, " / 1000 * ");
    add_number(&numbers, published_number(table, row, column_of(table, "norm")));
    put_record(telling, field, text_bytes(&formula), text_bytes(&numbers), "mah_indicators, service_need");
    release_put(telling, &formula);
    release_put(telling, &numbers);
    return true;
}

static bool tell_network(struct telling *telling, const char *field, const char *network)
{
    size_t row = 0;
    const struct published_table *table = telling->tables.infra;
    if (!find_row(telling, table, "service", network, "grp", "all", &row))
        return false;
    bool is_share = strncmp(field, "net_", 4) == 0;
    put_formula(telling, field, is_share ? "served / (served + unserved)" : "hh_unserved", table, row, "mah_infra");
    return true;
}

/* The formula of the list, for what is computed from columns of mah_indicators, or told in words. */
static void tell_listed(struct telling *telling, const char *field)
{
    const struct rank_building *building = telling->building;
    size_t row;
    const char *formula = NULL;
    if (output_field_find(&row, &building->fields, "mah_indicators", field, NULL) == MAH_OK)
        formula = data_table_cell(&building->fields.table, row, "formula");
    put_formula(telling, field, formula != NULL ? formula : "", building->facts->mahalle, telling->row,
                "mah_indicators");
}

static void tell_figure(struct telling *telling, const char *field)
{
    static const struct {
        const char *stem;
        bool (*tell)(struct telling *, const char *, const char *);
    } tellers[] = {{"cov_", tell_service}, {"unc_", tell_service}, {"d50_", tell_service}, {"d90_", tell_service},
                   {"gap_", tell_gap},     {"def_", tell_need},    {"need_", tell_need},   {"acn_", tell_access},
                   {"net_", tell_network}, {"unh_", tell_network}};
    for (size_t i = 0; i < sizeof tellers / sizeof *tellers; i++) {
        size_t length = strlen(tellers[i].stem);
        if (strncmp(field, tellers[i].stem, length) == 0 && tellers[i].tell(telling, field, field + length))
            return;
    }
    tell_listed(telling, field);
}

/* ---- the records ---- */

/* The books: rows of the run log that say what was read and what became of it. */
static void tell_books(struct telling *telling)
{
    const struct published_table *log = telling->tables.log;
    if (log == NULL)
        return;
    size_t step = column_of(log, "step"), source = column_of(log, "source"), item = column_of(log, "item");
    size_t value = column_of(log, "value");
    for (size_t i = 0; i < log->row_count; i++) {
        const char *of = published_text(log, i, step), *file = published_text(log, i, source);
        struct text text = TEXT_EMPTY;
        if (of == NULL || strcmp(of, "books") != 0)
            continue;
        text_add_format(&text, "run_log: %s", file != NULL ? file : "");
        put_record(telling, published_text(log, i, item), NULL, published_text(log, i, value), text_bytes(&text));
        release_put(telling, &text);
    }
}

static enum mah_status read_one(struct published_table **out, const struct published *published, const char *name,
                                struct mah_error *err)
{
    return published_has(published, name) ? published_table_read(out, published, name, err) : MAH_OK;
}

enum mah_status explain_records_add(struct rank_building *building, size_t row, struct mah_error *err)
{
    const struct rank_facts *facts = building->facts;
    struct telling telling = {
        .building = building, .row = row, .mahalle = rank_text(facts, row, "mah_code"), .writer = {.err = err}};
    enum mah_status status = read_one(&telling.tables.service, facts->published, "mah_service", err);
    if (status == MAH_OK)
        status = read_one(&telling.tables.need, facts->published, "service_need", err);
    if (status == MAH_OK)
        status = read_one(&telling.tables.infra, facts->published, "mah_infra", err);
    if (status == MAH_OK)
        status = read_one(&telling.tables.log, facts->published, "run_log", err);
    if (status == MAH_OK)
        status = output_table_add(building->release, &telling.writer.table, &building->fields, "explain_records",
                                  RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    telling.writer.status = status;
    for (size_t k = 0; telling.writer.status == MAH_OK && k < facts->matrix->table.column_count; k++)
        tell_figure(&telling, facts->matrix->indicators[k].field);
    if (telling.writer.status == MAH_OK)
        put_formula(&telling, "n_rec", "n_rec", facts->mahalle, row, "mah_indicators");
    if (telling.writer.status == MAH_OK)
        tell_books(&telling);
    published_table_free(telling.tables.service);
    published_table_free(telling.tables.need);
    published_table_free(telling.tables.infra);
    published_table_free(telling.tables.log);
    return telling.writer.status;
}
