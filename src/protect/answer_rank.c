/* Ranks of a published file as releases. */
#include "protect/answer_rank.h"

#include <math.h>
#include <string.h>

#include "protect/answer.h"
#include "protect/answer_rank_parts.h"

enum mah_status rank_building_start(struct rank_building *building, const struct rank_facts *facts,
                                    struct mah_error *err)
{
    struct release_facts head = answer_facts_of_published(facts->published);
    *building = (struct rank_building){.facts = facts, .language = head.language};
    enum mah_status status = output_fields_read(&building->fields, err);
    return status == MAH_OK ? release_new(&building->release, &head, err) : status;
}

enum mah_status rank_building_finish(struct mah_release **out, struct rank_building *building, enum mah_status status,
                                     struct mah_error *err)
{
    const struct rank_facts *facts = building->facts;
    if (status == MAH_OK)
        status = answer_add_params(building->release, &building->fields, facts->settings, facts->setting_count, err);
    if (status == MAH_OK) {
        *out = building->release;
        building->release = NULL;
    }
    release_free(building->release);
    output_fields_release(&building->fields);
    return status;
}

const char *rank_text(const struct rank_facts *facts, size_t row, const char *column)
{
    size_t at;
    return published_column_find(facts->mahalle, column, &at) ? published_text(facts->mahalle, row, at) : NULL;
}

const struct release_value *rank_flag_values(enum language language, size_t *count)
{
    static const struct release_value turkish[] = {
        {"S1", "Gizli: mahallede az kayıt var"}, {"S2", "Gizli: küçük bir sayı"},
        {"S3", "Gizli: hemen hemen herkes"},     {"S4", "Gizli: başka bir hücreyi korumak için"},
        {"N", "Bu mahallede hane kaydı yok"},    {"U", "Yeterince bilinmiyor"},
    };
    static const struct release_value english[] = {
        {"S1", "Hidden: few records in the mahalle"}, {"S2", "Hidden: a small number"},
        {"S3", "Hidden: all or all but a few"},       {"S4", "Hidden: to protect another cell"},
        {"N", "No household record in this mahalle"}, {"U", "Not enough is known"},
    };
    *count = sizeof english / sizeof *english;
    return language == LANGUAGE_TURKISH ? turkish : english;
}

void put_rank_flag(struct row_writer *row, const char *flag, enum language language)
{
    size_t count;
    const struct release_value *values = rank_flag_values(language, &count);
    for (size_t i = 0; flag != NULL && i < count; i++)
        if (strcmp(values[i].value, flag) == 0) {
            put_text(row, "flag", flag);
            put_text(row, "note", values[i].meaning);
        }
}

static void put_names(struct row_writer *writer, const struct rank_facts *facts, size_t row)
{
    put_row(writer);
    put_text(writer, "mah_code", rank_text(facts, row, "mah_code"));
    put_text(writer, "mah_name", rank_text(facts, row, "mah_name"));
    put_text(writer, "ilce_name", rank_text(facts, row, "ilce_name"));
    if (facts->is_drawn && writer->status == MAH_OK && facts->mahalle->polygons != NULL &&
        facts->mahalle->polygons[row].part_count > 0)
        writer->status = table_take_polygon(writer->table, &facts->mahalle->polygons[row], writer->err);
}

static struct rate known_number(double value)
{
    return isnan(value) ? rate_unknown : rate_of(value);
}

static const char *flag_of(const struct rank_facts *facts, size_t row)
{
    const char *flag = rank_text(facts, row, "flag");
    bool is_whole = flag != NULL && (strcmp(flag, "S1") == 0 || strcmp(flag, "N") == 0);
    return is_whole ? flag : "U";
}

static void put_priority(struct row_writer *writer, const struct rank_building *building, size_t row)
{
    const struct rank_facts *facts = building->facts;
    const struct priority_scores *scores = facts->scores;
    const struct priority_draws *draws = facts->draws;
    put_names(writer, facts, row);
    put_rate(writer, "known_w", rate_of(scores->known[row]));
    if (scores->place[row] == 0) {
        put_rank_flag(writer, flag_of(facts, row), building->language);
        return;
    }
    put_rate(writer, "pri_score", rate_of(scores->score[row]));
    put_integer(writer, "pri_rank", scores->place[row]);
    if (draws->draw_count == 0)
        return;
    put_integer(writer, "pri_lo", (int64_t)floor(draws->low[row]));
    put_integer(writer, "pri_hi", (int64_t)ceil(draws->high[row]));
    put_rate(writer, "pri_median", known_number(draws->median[row]));
    put_rate(writer, "pri_top", known_number(draws->share_top[row]));
    put_rate(writer, "pri_shift", known_number(round(draws->shift[row] * 100) / 100));
}

enum mah_status rank_table_add(struct rank_building *building, const size_t *rows, size_t count, struct mah_error *err)
{
    size_t value_count;
    const struct release_value *values = rank_flag_values(building->language, &value_count);
    struct row_writer writer = {.err = err};
    writer.status = output_table_add(building->release, &writer.table, &building->fields, "priority",
                                     building->facts->is_drawn ? RELEASE_MULTIPOLYGON : RELEASE_NO_GEOMETRY, "flag",
                                     values, value_count, err);
    for (size_t i = 0; writer.status == MAH_OK && i < count; i++)
        put_priority(&writer, building, rows[i]);
    return writer.status;
}

enum mah_status protect_rank(struct mah_release **out, const struct rank_facts *facts, const size_t *rows, size_t count,
                             struct mah_error *err)
{
    struct rank_building building;
    enum mah_status status = rank_building_start(&building, facts, err);
    if (status == MAH_OK)
        status = rank_table_add(&building, rows, count, err);
    return rank_building_finish(out, &building, status, err);
}

enum mah_status protect_ranking(struct mah_release **out, const struct rank_facts *facts, size_t column,
                                const int64_t *places, const size_t *rows, size_t count, struct mah_error *err)
{
    struct rank_building building;
    struct row_writer writer = {.err = err};
    writer.status = rank_building_start(&building, facts, err);
    if (writer.status == MAH_OK)
        writer.status =
            output_table_add(building.release, &writer.table, &building.fields, "ranking",
                             facts->is_drawn ? RELEASE_MULTIPOLYGON : RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    for (size_t i = 0; writer.status == MAH_OK && i < count; i++) {
        put_names(&writer, facts, rows[i]);
        put_text(&writer, "field", facts->mahalle->columns[column].name);
        put_rate(&writer, "value", known_number(published_number(facts->mahalle, rows[i], column)));
        if (places[rows[i]] > 0)
            put_integer(&writer, "rank", places[rows[i]]);
        put_text(&writer, "flag", rank_text(facts, rows[i], "flag"));
    }
    return rank_building_finish(out, &building, writer.status, err);
}

enum mah_status protect_explain(struct mah_release **out, const struct rank_facts *facts, size_t row,
                                struct mah_error *err)
{
    struct rank_building building;
    enum mah_status status = rank_building_start(&building, facts, err);
    if (status == MAH_OK)
        status = rank_table_add(&building, &row, 1, err);
    if (status == MAH_OK)
        status = explain_table_add(&building, row, err);
    if (status == MAH_OK)
        status = explain_records_add(&building, row, err);
    return rank_building_finish(out, &building, status, err);
}
