/* How does a comparison of two published files become a release? */
#include "protect/answer_compare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "protect/answer.h"
#include "protect/comparison_parts.h"
#include "protect/row_writer.h"

static const double false_discoveries = 0.05;

/* What the tables are made from. */
struct answering {
    const struct comparison *comparison;
    struct output_fields fields;
    struct comparison_types types;
    char **labels;
    struct mah_release *release;
    struct row_writer row;
};

static void put_number(struct row_writer *row, const char *column, double value)
{
    put_rate(row, column, (struct rate){.value = value, .known = !isnan(value)});
}

static enum mah_status add_table(struct answering *answering, const char *name, enum release_geometry geometry,
                                 struct mah_error *err)
{
    bool has_reasons = strcmp(name, "not_compared") == 0;
    const struct release_value *reasons = change_reasons(answering->comparison->language) + 1; /* the first is none */
    answering->row = (struct row_writer){.err = err};
    return answering->row.status =
               output_table_add(answering->release, &answering->row.table, &answering->fields, name, geometry,
                                has_reasons ? "reason" : NULL, reasons, CHANGE_REASON_COUNT - 1, err);
}

/* ---- mah_change ---- */

static const char *significance(const struct change *change)
{
    if (change->reason != CHANGE_KNOWN)
        return "";
    if (isnan(change->q))
        return "no_se";
    return change->q <= false_discoveries ? "yes" : "no";
}

static void put_change(struct answering *answering, size_t indicator, const struct change *change, const char *unit,
                       const char *method)
{
    struct row_writer *row = &answering->row;
    bool is_share = answering->comparison->indicators[indicator].is_share;
    bool is_turkish = answering->comparison->language == LANGUAGE_TURKISH;
    put_text(row, "indicator", answering->comparison->indicators[indicator].field);
    put_text(row, "label", answering->labels[indicator]);
    put_text(row, "unit", unit);
    put_number(row, "old_value", change->old_value);
    put_number(row, "new_value", change->new_value);
    put_number(row, "change", change->change);
    put_text(row, "change_unit", !is_share ? unit : is_turkish ? "puan" : "points");
    put_number(row, "change_pct", change->percent);
    put_number(row, "se", change->se);
    put_number(row, "z", change->z);
    put_number(row, "p_value", change->p);
    put_number(row, "q_value", change->q);
    put_text(row, "significance", significance(change));
    put_text(row, "method", method);
    put_text(row, "flag", change->within_rounding ? "rounding" : "");
    put_text(row, "reason", change_reason_word(change->reason));
}

static enum mah_status write_changes(struct answering *answering, struct mah_error *err)
{
    const struct comparison *comparison = answering->comparison;
    struct row_writer *row = &answering->row;
    enum mah_status status = add_table(answering, "mah_change", RELEASE_NO_GEOMETRY, err);
    const char **units = memory_new(comparison->indicator_count, sizeof *units);
    if (units == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < comparison->indicator_count; i++) {
        size_t listed = 0;
        status =
            output_field_find(&listed, &answering->fields, "mah_indicators", comparison->indicators[i].listed, err);
        units[i] = status == MAH_OK ? output_field_unit(&answering->fields, listed, comparison->language) : "";
    }
    for (size_t i = 0; status == MAH_OK && row->status == MAH_OK && i < comparison->indicator_count; i++) {
        if (comparison->indicators[i].reason != CHANGE_KNOWN)
            continue;
        put_row(row);
        put_text(row, "mah_name", comparison->language == LANGUAGE_TURKISH ? "Kent" : "City");
        put_change(answering, i, &comparison->city[i], units[i], "city");
        put_integer(row, "n", (int64_t)comparison->city[i].mahalle);
    }
    for (size_t m = 0; status == MAH_OK && row->status == MAH_OK && m < comparison->mahalle_count; m++) {
        const struct compared_mahalle *mahalle = &comparison->mahalle[m];
        for (size_t i = 0; i < comparison->indicator_count; i++) {
            if (comparison->indicators[i].reason != CHANGE_KNOWN)
                continue;
            put_row(row);
            put_text(row, "mah_code", mahalle->code);
            put_text(row, "mah_name", mahalle->name);
            put_text(row, "ilce_name", mahalle->ilce);
            put_change(answering, i, &comparison->changes[i * comparison->mahalle_count + m], units[i],
                       mahalle->is_direct ? "direct" : "crosswalk");
        }
    }
    memory_free(units);
    return status == MAH_OK ? row->status : status;
}

/* ---- change ---- */

/* A copy, since the release outlives the files. */
static void put_polygon(struct row_writer *row, const struct polygon *polygon)
{
    struct polygon copy = {0};
    if (row->status != MAH_OK || polygon == NULL)
        return;
    row->status = polygon_copy(&copy, polygon, row->err);
    if (row->status == MAH_OK)
        row->status = table_take_polygon(row->table, &copy, row->err);
    polygon_release(&copy);
}

static enum mah_status write_map(struct answering *answering, struct mah_error *err)
{
    const struct comparison *comparison = answering->comparison;
    struct row_writer *row = &answering->row;
    enum mah_status status = add_table(answering, "change", RELEASE_MULTIPOLYGON, err);
    for (size_t m = 0; status == MAH_OK && row->status == MAH_OK && m < comparison->mahalle_count; m++) {
        const struct compared_mahalle *mahalle = &comparison->mahalle[m];
        put_row(row);
        put_text(row, "mah_code", mahalle->code);
        put_text(row, "mah_name", mahalle->name);
        put_text(row, "ilce_name", mahalle->ilce);
        put_number(row, "area_km2", mahalle->area_km2);
        put_text(row, "method", mahalle->is_direct ? "direct" : "crosswalk");
        put_text(row, "old_codes", mahalle->old_codes);
        put_polygon(row, mahalle->polygon);
        for (size_t i = 0; row->status == MAH_OK && i < comparison->indicator_count; i++) {
            char name[2 * RELEASE_NAME_LENGTH];
            size_t column;
            snprintf(name, sizeof name, "d_%s", comparison->indicators[i].field);
            if (release_column_find(row->table, name, &column)) /* the list decides what is on the map */
                put_number(row, name, comparison->changes[i * comparison->mahalle_count + m].change);
        }
    }
    return status == MAH_OK ? row->status : status;
}

/* ---- not_compared ---- */

static void put_reason(struct answering *answering, const char *code, const char *name, size_t indicator,
                       enum change_reason reason)
{
    const struct comparison *comparison = answering->comparison;
    struct row_writer *row = &answering->row;
    bool is_all = indicator == SIZE_MAX;
    put_row(row);
    put_text(row, "mah_code", code);
    put_text(row, "mah_name", name);
    put_text(row, "indicator", is_all ? "*" : comparison->indicators[indicator].field);
    put_text(row, "label", is_all ? NULL : answering->labels[indicator]);
    put_text(row, "reason", change_reason_word(reason));
    put_text(row, "note", change_reason_meaning(reason, comparison->language));
}

/* Is it the same reason for every indicator of the mahalle? Settings that differ are told of the city. */
static bool has_one_reason(const struct comparison *comparison, size_t mahalle, enum change_reason *out)
{
    *out = CHANGE_KNOWN;
    for (size_t i = 0; i < comparison->indicator_count; i++) {
        enum change_reason reason = comparison->changes[i * comparison->mahalle_count + mahalle].reason;
        if (comparison->indicators[i].reason != CHANGE_KNOWN || reason == CHANGE_DEFINITION)
            continue;
        if (reason == CHANGE_KNOWN || (*out != CHANGE_KNOWN && *out != reason))
            return false;
        *out = reason;
    }
    return *out != CHANGE_KNOWN;
}

static enum mah_status write_reasons(struct answering *answering, struct mah_error *err)
{
    const struct comparison *comparison = answering->comparison;
    enum mah_status status = add_table(answering, "not_compared", RELEASE_NO_GEOMETRY, err);
    for (size_t i = 0; status == MAH_OK && i < comparison->indicator_count; i++) {
        enum change_reason reason = comparison->indicators[i].reason;
        if (reason == CHANGE_KNOWN && comparison->city[i].reason == CHANGE_DEFINITION)
            reason = CHANGE_DEFINITION;
        if (reason != CHANGE_KNOWN)
            put_reason(answering, NULL, NULL, i, reason);
    }
    for (size_t m = 0; status == MAH_OK && m < comparison->mahalle_count; m++) {
        const struct compared_mahalle *mahalle = &comparison->mahalle[m];
        enum change_reason only;
        if (has_one_reason(comparison, m, &only)) {
            put_reason(answering, mahalle->code, mahalle->name, SIZE_MAX, only);
            continue;
        }
        for (size_t i = 0; i < comparison->indicator_count; i++) {
            enum change_reason reason = comparison->changes[i * comparison->mahalle_count + m].reason;
            bool is_told = comparison->indicators[i].reason != CHANGE_KNOWN || reason == CHANGE_DEFINITION;
            if (!is_told && reason != CHANGE_KNOWN)
                put_reason(answering, mahalle->code, mahalle->name, i, reason);
        }
    }
    for (size_t i = 0; status == MAH_OK && i < comparison->lost_count; i++)
        put_reason(answering, comparison->lost[i].code, comparison->lost[i].name, SIZE_MAX, CHANGE_ONLY_OLD);
    return status == MAH_OK ? answering->row.status : status;
}

/* ---- the release ---- */

static enum mah_status add_settings(struct answering *answering, struct mah_error *err)
{
    const struct published *old_file = answering->comparison->old_file, *new_file = answering->comparison->new_file;
    const struct {
        const char *key, *value;
    } rows[] = {{"title", published_parameter(new_file, "title")},
                {"language", answering->comparison->language == LANGUAGE_TURKISH ? "tr" : "en"},
                {"reference_date", published_parameter(new_file, "reference_date")},
                {"compare.old", published_name(old_file)},
                {"compare.old_reference_date", published_parameter(old_file, "reference_date")},
                {"compare.old_profile", published_parameter(old_file, "privacy.profile")},
                {"compare.new", published_name(new_file)},
                {"compare.new_reference_date", published_parameter(new_file, "reference_date")},
                {"compare.new_profile", published_parameter(new_file, "privacy.profile")}};
    struct record_row settings[sizeof rows / sizeof *rows];
    size_t count = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].value != NULL)
            settings[count++] = (struct record_row){.item = (char *)rows[i].key, .value = (char *)rows[i].value};
    return answer_add_params(answering->release, &answering->fields, settings, count, err);
}

static enum mah_status write_tables(struct answering *answering, struct mah_error *err)
{
    enum mah_status status = comparison_types_fill(&answering->types, answering->comparison, err);
    answering->fields.types = answering->types.types;
    answering->fields.type_count = answering->types.count;
    if (status == MAH_OK)
        status = write_map(answering, err);
    if (status == MAH_OK)
        status = write_changes(answering, err);
    if (status == MAH_OK)
        status = write_reasons(answering, err);
    return status == MAH_OK ? add_settings(answering, err) : status;
}

enum mah_status protect_comparison(struct mah_release **out, const struct comparison *comparison, struct mah_error *err)
{
    struct answering answering = {.comparison = comparison};
    struct release_facts facts = answer_facts_of_published(comparison->new_file);
    facts.language = comparison->language;
    facts.display_crs = comparison->display_crs;
    facts.profile = stricter_profile(published_parameter(comparison->old_file, "privacy.profile"),
                                     published_parameter(comparison->new_file, "privacy.profile"));
    enum mah_status status = output_fields_read(&answering.fields, err);
    if (status == MAH_OK)
        status = comparison_labels(&answering.labels, comparison, err);
    if (status == MAH_OK)
        status = release_new(&answering.release, &facts, err);
    if (status == MAH_OK)
        status = write_tables(&answering, err);
    for (size_t i = 0; answering.labels != NULL && i < comparison->indicator_count; i++)
        memory_free(answering.labels[i]);
    memory_free(answering.labels);
    comparison_types_release(&answering.types);
    answering.fields.types = NULL;
    output_fields_release(&answering.fields);
    if (status == MAH_OK)
        *out = answering.release;
    else
        release_free(answering.release);
    return status;
}
