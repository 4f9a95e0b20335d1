/* mahalle query: what do the figures say of any area? */
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "cli/answer.h"
#include "cli/area_card.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "protect/protect.h"
#include "run/query_project.h"
#include "run/query_published.h"

static const struct shown_column shown[] = {
    {"area", "Area", false, 30, 20, false},         {"by", "Code", false, 14, 10, false},
    {"by_name", "Name", false, 26, 18, false},      {"hh_est", "Households", false, 0, 0, true},
    {"pop_est", "Persons", false, 0, 0, false},     {"mig_rec", "Migrants", false, 0, 0, false},
    {"sh_mig", "Share", true, 0, 0, false},         {"den_mig", "Density", false, 0, 0, false},
    {"persons_shown", "Shown", false, 0, 0, false}, {"persons", "Persons", false, 0, 0, false},
    {"pop", "Persons", false, 0, 0, false},         {"uncovered", "Not covered", false, 0, 0, true},
    {"share", "Share", true, 0, 0, false},          {"share_mig", "Migrants", true, 0, 0, false},
    {"share_set", "Settled", true, 0, 0, false},    {"d_med", "Median", false, 0, 0, true},
    {"flag", "Flag", false, 0, 0, false},
};

/* ---- the question ---- */

static void add_words(struct query *query, const struct arguments *arguments, enum option_id option,
                      enum query_area_kind kind)
{
    const char *words;
    for (size_t i = 0; (words = option_value_at(arguments, option, i)) != NULL; i++)
        query->areas[query->area_count++] = (struct query_area){.kind = kind, .words = words};
}

static enum mah_status add_boxes_and_circles(struct query *query, const struct arguments *arguments,
                                             struct mah_error *err)
{
    const char *words;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && (words = option_value_at(arguments, OPTION_BBOX, i)) != NULL; i++)
        status = query_read_box(&query->areas[query->area_count++], words, err);
    const char *radius = option_value(arguments, OPTION_RADIUS);
    if (status == MAH_OK && radius != NULL && option_value(arguments, OPTION_NEAR) == NULL)
        status = query_read_circle(&query->areas[query->area_count], NULL, radius, err);
    for (size_t i = 0; status == MAH_OK && (words = option_value_at(arguments, OPTION_NEAR, i)) != NULL; i++) {
        const char *own =
            option_value_at(arguments, OPTION_RADIUS, i); /* the n-th circle has the n-th radius, or the last */
        status = query_read_circle(&query->areas[query->area_count++], words, own != NULL ? own : radius, err);
    }
    return status;
}

/* Areas in this order: mahalle, ilçe, boxes, circles, files, WKT. Free query->areas with memory_free. */
static enum mah_status read_query(struct query *query, const struct arguments *arguments, struct mah_error *err)
{
    *query = (struct query){.where = option_value(arguments, OPTION_WHERE)};
    query->areas = memory_new(arguments->given_count + 1, sizeof *query->areas);
    if (query->areas == NULL)
        return mah_no_memory(err);
    query->wants_polygons = arguments->format == FORMAT_GEOJSON || answer_is_geopackage(arguments);
    add_words(query, arguments, OPTION_MAHALLE, QUERY_MAHALLE);
    add_words(query, arguments, OPTION_ILCE, QUERY_ILCE);
    enum mah_status status = add_boxes_and_circles(query, arguments, err);
    add_words(query, arguments, OPTION_WITHIN, QUERY_FILE);
    add_words(query, arguments, OPTION_WKT, QUERY_WKT);
    const char *by = option_value(arguments, OPTION_BY);
    if (status == MAH_OK && by != NULL)
        status = query_read_by(&query->by, by, err);
    if (status == MAH_OK && query->wants_polygons && query->by > BY_ILCE)
        status = mah_fail(err, MAH_BAD_USAGE, "an answer by '%s' has no places to draw; choose text, csv or json", by);
    return status;
}

/* ---- the answer ---- */

static enum mah_status print(const struct mah_release *release, const struct warnings *notes, const struct query *query,
                             const struct arguments *arguments, struct mah_error *err)
{
    const char *input = arguments->positional_count > 0 ? arguments->positional[0] : NULL;
    struct table_view view = {.release = release, .table = release_table_named(release, "query")};
    struct answer_notes answer = {.lines = (const char *const *)notes->lines,
                                  .count = notes->count,
                                  .inputs = &input,
                                  .input_count = input != NULL,
                                  .shown = shown,
                                  .shown_count = sizeof shown / sizeof *shown};
    bool is_card = arguments->format == FORMAT_TEXT && query->by == BY_NONE && !answer_is_geopackage(arguments) &&
                   release_row_count(view.table) == 1;
    return is_card ? area_card_print(&view, &answer, arguments, err) : answer_write(&view, &answer, arguments, err);
}

static bool is_geopackage(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcasecmp(path + length - 5, ".gpkg") == 0;
}

/* A published file shows what it shows: whoever asks for more or less of it would be answered with the same. */
static enum mah_status refuse_options_of_projects(const char *target, const struct arguments *arguments,
                                                  struct mah_error *err)
{
    const struct {
        const char *name;
        bool is_given;
    } options[] = {{"--profile", arguments->profile != NULL},
                   {"--set", arguments->set_count > 0},
                   {"--households", arguments->household_count > 0},
                   {"--neighbourhoods", arguments->neighbourhoods != NULL},
                   {"--service", arguments->service_count > 0}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].is_given)
            return mah_fail(err, MAH_BAD_USAGE,
                            "'%s' is for projects; '%s' is finished, and its figures stay as they were published",
                            options[i].name, target);
    return MAH_OK;
}

static enum mah_status ask_project(struct mah_release **out, struct warnings *notes, const struct query *query,
                                   const struct arguments *arguments, struct mah_error *err)
{
    struct project *project = NULL;
    struct progress progress = {0};
    enum mah_status status = arguments_project(&project, arguments, err);
    if (status == MAH_OK) {
        project->language =
            language_get(); /* its own where it names one, else that of the messages: an answer has one */
        progress_start(&progress, arguments->progress, arguments->quiet);
        status = query_project(out, notes, query, project, progress_show, &progress, err);
        progress_end(&progress);
    }
    project_free(project);
    return status;
}

enum mah_status command_query(const struct arguments *arguments, struct mah_error *err)
{
    struct query query;
    struct mah_release *release = NULL;
    struct warnings notes = {0};
    const char *target = arguments->positional_count > 0 ? arguments->positional[0] : NULL;
    enum mah_status status = read_query(&query, arguments, err);
    bool is_published = target != NULL && is_geopackage(target);
    if (status == MAH_OK && is_published)
        status = refuse_options_of_projects(target, arguments, err);
    if (status == MAH_OK && is_published)
        status = query_published(&release, &notes, &query, target, err);
    if (status == MAH_OK && !is_published)
        status = ask_project(&release, &notes, &query, arguments, err);
    if (status == MAH_OK)
        status = print(release, &notes, &query, arguments, err);
    protect_release_free(release);
    warnings_release(&notes);
    memory_free(query.areas);
    return status;
}
