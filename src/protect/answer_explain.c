/* What does each indicator add to the score of a mahalle? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "protect/answer_rank_parts.h"

/* ---- why a figure is missing ---- */

/* A figure is missing where one of the cells is hidden that it is worked out from; the list of fields names them in its
 * formulas, but a table is plainer. Those of services stand in a long table, "primary.all" for all figures of a group,
 * "primary.all.covered" for one of them. */
static const struct {
    const char *field, *cells;
} indicator_cells[] = {{"den_pop", "pop_est"},
                       {"den_hh", "hh_est"},
                       {"den_mig", "mig_rec"},
                       {"sh_mig", "mig_rec cls_unknown"},
                       {"sh_mig_min", "mig_rec"},
                       {"sh_mig_max", "mig_rec cls_unknown"},
                       {"sh_mig_hh", "mig_hh"},
                       {"lq_mig", "mig_rec cls_unknown"},
                       {"sh_city_mig", "mig_rec"},
                       {"sh_mig_life", "mig_life life_unknown"},
                       {"hh_size", "pop_est hh_est"},
                       {"rent_sh", "ten_tenant ten_unknown"},
                       {"gecek_sh", "bld_gecekondu bld_unknown"}},
  service_cells[] = {{"cov", "all all.covered all.uncovered"},
                     {"unc", "all all.uncovered"},
                     {"d50", "all all.pop all.covered all.uncovered"},
                     {"d90", "all all.pop all.covered all.uncovered"},
                     {"gap", "mig mig.covered mig.uncovered set set.covered set.uncovered all"},
                     {"acc", "target all"},
                     {"eac", "target all"},
                     {"acn", "target all"}};

/* Is the cell one of those between blanks? */
static bool is_listed(const char *cells, const char *cell)
{
    size_t length = strlen(cell);
    for (const char *at = strstr(cells, cell); at != NULL; at = strstr(at + 1, cell))
        if ((at == cells || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

static bool stands_on_count(const char *field, const char *cell)
{
    if (strcmp(cell, field) == 0)
        return true;
    for (size_t i = 0; i < sizeof indicator_cells / sizeof *indicator_cells; i++)
        if (strcmp(field, indicator_cells[i].field) == 0)
            return is_listed(indicator_cells[i].cells, cell);
    return false;
}

/* "cov_primary" on "primary.all". */
static bool stands_on_service(const char *field, const char *cell)
{
    const char *under = strchr(field, '_'), *dot = strchr(cell, '.');
    if (under == NULL || dot == NULL || strlen(under + 1) != (size_t)(dot - cell) ||
        strncmp(under + 1, cell, (size_t)(dot - cell)) != 0)
        return false;
    for (size_t i = 0; i < sizeof service_cells / sizeof *service_cells; i++)
        if (strncmp(field, service_cells[i].field, (size_t)(under - field)) == 0)
            return is_listed(service_cells[i].cells, dot + 1);
    return false;
}

const char *explain_rule(const struct rank_facts *facts, const struct published_table *suppression, size_t row,
                         const char *field)
{
    size_t code, layer, cell, rule;
    const char *flag = rank_text(facts, row, "flag"), *mahalle = rank_text(facts, row, "mah_code");
    if (flag != NULL && (strcmp(flag, "S1") == 0 || strcmp(flag, "N") == 0))
        return strcmp(flag, "N") == 0 ? "N" : "S1";
    if (suppression == NULL || mahalle == NULL || !published_column_find(suppression, "mah_code", &code) ||
        !published_column_find(suppression, "layer", &layer) || !published_column_find(suppression, "field", &cell) ||
        !published_column_find(suppression, "rule", &rule))
        return "U";
    for (size_t i = 0; i < suppression->row_count; i++) {
        const char *at = published_text(suppression, i, code), *of = published_text(suppression, i, layer);
        const char *hidden = published_text(suppression, i, cell), *by = published_text(suppression, i, rule);
        if (at == NULL || of == NULL || hidden == NULL || by == NULL || strcmp(at, mahalle) != 0)
            continue;
        if ((strcmp(of, "mah_indicators") == 0 && stands_on_count(field, hidden)) ||
            (strcmp(of, "mah_service") == 0 && stands_on_service(field, hidden)))
            return by;
    }
    return "U";
}

/* ---- the table ---- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of the known figures, how many there are, and how many are worse than that of the row. */
struct standing {
    double median;
    int64_t known, worse;
};

static enum mah_status stand(struct standing *out, const struct priority_matrix *matrix, size_t k, size_t row,
                             struct mah_error *err)
{
    const struct priority_column *column = &matrix->columns[k];
    size_t rows = matrix->table.row_count, known = 0;
    double *values = memory_new(rows + 1, sizeof *values);
    if (values == NULL)
        return mah_no_memory(err);
    *out = (struct standing){.median = NAN};
    for (size_t i = 0; i < rows; i++) {
        double value = column->values[i], own = column->values[row];
        if (isnan(value))
            continue;
        values[known++] = value;
        out->worse += column->less_is_worse ? value < own : value > own;
    }
    qsort(values, known, sizeof *values, compare);
    if (known > 0)
        out->median = priority_quantile(values, known, 0.5);
    out->known = (int64_t)known;
    memory_free(values);
    return MAH_OK;
}

/* The unit as output_fields.csv gives it; one that depends on the type ({need_unit}) is left open. */
static const char *unit_of(const struct rank_building *building, const char *field)
{
    char pattern[2 * RELEASE_NAME_LENGTH];
    const char *under = strchr(field, '_');
    size_t row;
    if (output_field_find(&row, &building->fields, "mah_indicators", field, NULL) != MAH_OK) {
        if (under == NULL || (size_t)(under - field) + 3 > sizeof pattern)
            return "";
        snprintf(pattern, sizeof pattern, "%.*s_*", (int)(under - field), field);
        if (output_field_find(&row, &building->fields, "mah_indicators", pattern, NULL) != MAH_OK)
            return "";
    }
    const char *unit = output_field_unit(&building->fields, row, building->language);
    return unit == NULL || strchr(unit, '{') != NULL ? "" : unit;
}

static void put_unit(struct row_writer *writer, const struct rank_building *building,
                     const struct priority_indicator *indicator)
{
    const char *unit = unit_of(building, indicator->field);
    const char *per = indicator->per != NULL ? unit_of(building, indicator->per) : "";
    struct text text = TEXT_EMPTY;
    text_add(&text, unit);
    if (indicator->per != NULL && *unit != '\0')
        text_add_format(&text, "/%s", *per != '\0' ? per : indicator->per);
    put_text(writer, "unit", text_bytes(&text));
    put_text(writer, "per", indicator->per);
    if (text.failed && writer->status == MAH_OK)
        writer->status = mah_no_memory(writer->err);
    text_release(&text);
}

static double contribution_of(const struct rank_facts *facts, size_t k, size_t row, double need)
{
    const struct priority_scores *scores = facts->scores;
    double weight = scores->weights[k] / scores->known[row];
    if (facts->matrix->table.rules.aggregation == AGGREGATE_GEOMETRIC)
        return pow(0.01 + 0.99 * need, weight);
    return weight * need;
}

static enum mah_status put_indicator(struct row_writer *writer, const struct rank_building *building,
                                     const struct published_table *suppression, const char *label, size_t k, size_t row,
                                     struct mah_error *err)
{
    const struct rank_facts *facts = building->facts;
    const struct priority_indicator *indicator = &facts->matrix->indicators[k];
    const struct priority_column *column = &facts->matrix->columns[k];
    double value = column->values[row], need = facts->scores->normalised[k * facts->scores->row_count + row];
    struct standing standing = {.median = NAN};
    enum mah_status status = stand(&standing, facts->matrix, k, row, err);
    if (status != MAH_OK)
        return status;
    put_row(writer);
    put_text(writer, "field", indicator->field);
    put_text(writer, "label", label != NULL ? label : facts->mahalle->columns[indicator->column].title);
    put_unit(writer, building, indicator);
    put_rate(writer, "median", rate_of(standing.median));
    put_text(writer, "worse", column->less_is_worse ? "less" : "more");
    put_rate(writer, "weight", rate_of(round(facts->scores->weights[k] * 1e6) / 1e6));
    put_integer(writer, "ranked", standing.known);
    if (isnan(value)) {
        put_rank_flag(writer, explain_rule(facts, suppression, row, indicator->field), building->language);
        return writer->status;
    }
    put_rate(writer, "value", rate_of(value));
    put_rate(writer, "need", rate_of(round(need * 1e6) / 1e6));
    put_integer(writer, "rank", standing.worse + 1);
    if (facts->scores->place[row] > 0)
        put_rate(writer, "contribution", rate_of(round(contribution_of(facts, k, row, need) * 1e6) / 1e6));
    return writer->status;
}

enum mah_status explain_table_add(struct rank_building *building, size_t row, struct mah_error *err)
{
    size_t value_count;
    const struct release_value *values = rank_flag_values(building->language, &value_count);
    const struct rank_facts *facts = building->facts;
    struct published_table *suppression = NULL;
    char **labels = NULL;
    struct row_writer writer = {.err = err};
    writer.status = output_table_add(building->release, &writer.table, &building->fields, "explain",
                                     RELEASE_NO_GEOMETRY, "flag", values, value_count, err);
    if (writer.status == MAH_OK && published_has(facts->published, "suppression"))
        writer.status = published_table_read(&suppression, facts->published, "suppression", err);
    if (writer.status == MAH_OK)
        writer.status = explain_labels(&labels, building, err);
    for (size_t k = 0; writer.status == MAH_OK && k < facts->matrix->table.column_count; k++)
        writer.status = put_indicator(&writer, building, suppression, labels[k], k, row, err);
    explain_labels_free(labels, facts->matrix->table.column_count);
    published_table_free(suppression);
    return writer.status;
}
