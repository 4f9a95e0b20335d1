/* How does an answer of a command become a release? */
#include "protect/answer.h"

#include "mahalle/version.h"
#include "protect/row_writer.h"

static const char *or_else(const char *text, const char *other)
{
    return text != NULL ? text : other;
}

struct release_facts answer_facts_of_published(const struct published *published)
{
    struct release_facts facts = {
        .title = or_else(published_parameter(published, "title"), ""),
        .language = language_get(),
        .profile = or_else(published_parameter(published, "privacy.profile"), "public"),
        .reference_date = or_else(published_parameter(published, "reference_date"), "1970-01-01"),
        .crs = published_crs(published),
    };
    return facts;
}

struct release_facts answer_facts_of_project(const struct project *project, const struct crs *crs,
                                             char reference_date[16])
{
    date_write(project->reference_date, reference_date);
    return (struct release_facts){.title = project->title,
                                  .language = project->language,
                                  .profile = profile_word(project->profile),
                                  .reference_date = reference_date,
                                  .crs = crs};
}

static void put_setting(struct row_writer *writer, const char *key, const char *value, const char *origin)
{
    put_row(writer);
    put_text(writer, "key", key);
    put_text(writer, "value", value);
    put_text(writer, "origin", origin);
}

enum mah_status answer_add_params(struct mah_release *release, const struct output_fields *fields,
                                  const struct record_row *settings, size_t count, struct mah_error *err)
{
    struct row_writer writer = {.err = err};
    writer.status = output_table_add(release, &writer.table, fields, "params", RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    if (writer.status == MAH_OK)
        put_setting(&writer, "mahalle.version", MAH_VERSION, NULL);
    if (writer.status == MAH_OK)
        put_setting(&writer, "privacy.profile", release_facts(release)->profile, NULL);
    for (size_t i = 0; writer.status == MAH_OK && i < count; i++)
        put_setting(&writer, settings[i].item, settings[i].value, settings[i].note);
    return writer.status;
}

static void add_border(struct row_writer *row, const struct answer_border *border)
{
    struct polygon polygon = {0};
    if (border->polygon->part_count == 0)
        return;
    put_row(row);
    put_text(row, "mah_code", border->code);
    put_text(row, "mah_name", border->name);
    put_text(row, "ilce_name", border->ilce);
    if (row->status == MAH_OK)
        row->status = polygon_copy(&polygon, border->polygon, row->err);
    if (row->status == MAH_OK)
        row->status = table_take_polygon(row->table, &polygon, row->err);
    polygon_release(&polygon);
}

enum mah_status answer_add_borders(struct mah_release *release, const struct output_fields *fields,
                                   const struct answer_border *borders, size_t count, struct mah_error *err)
{
    struct row_writer row = {.err = err};
    row.status = output_table_add(release, &row.table, fields, "borders", RELEASE_MULTIPOLYGON, NULL, NULL, 0, err);
    for (size_t i = 0; row.status == MAH_OK && i < count; i++)
        add_border(&row, &borders[i]);
    return row.status;
}

enum mah_status answer_make(struct mah_release **out, const struct release_facts *facts, answer_filler fill,
                            void *context, struct mah_error *err)
{
    struct output_fields fields = {0};
    struct mah_release *release = NULL;
    enum mah_status status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = release_new(&release, facts, err);
    if (status == MAH_OK)
        status = fill(context, release, &fields, err);
    output_fields_release(&fields);
    if (status != MAH_OK) {
        release_free(release);
        return status;
    }
    *out = release;
    return MAH_OK;
}
