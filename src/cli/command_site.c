/* mahalle site: where new facilities reach most people. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/site_json.h"
#include "protect/protect.h"
#include "run/site.h"
#include "write/display_number.h"

static const struct shown_column shown[] = {
    {"rank", "Rank", false, 0, 0, false},      {"site_id", "Site", false, 22, 22, true},
    {"name", "Name", false, 28, 20, false},    {"mah_name", "Mahalle", false, 24, 16, false},
    {"lon", "Longitude", false, 0, 0, false},  {"lat", "Latitude", false, 0, 0, false},
    {"gain", "Persons", false, 0, 0, false},   {"gain_mig", "Migrants", false, 0, 0, false},
    {"cost", "Cost", false, 0, 0, false},      {"cum_cov", "Covered", true, 0, 0, false},
    {"d_mean", "Mean way", false, 0, 0, true}, {"flag", "Flag", false, 0, 0, false},
};

enum { MOST_SITES = 10000 };
static const double default_seconds = 60;

/* ---- the question ---- */

/* --service names the type; TYPE=FILE names facilities, as for other commands. */
static enum mah_status read_type(struct site_question *question, const struct arguments *arguments,
                                 struct mah_error *err)
{
    const char *value;
    for (size_t i = 0; (value = option_value_at(arguments, OPTION_SERVICE, i)) != NULL; i++) {
        if (strchr(value, '=') != NULL)
            continue;
        if (question->type != NULL && strcmp(question->type, value) != 0)
            return mah_fail(err, MAH_BAD_USAGE, "--service is given as '%s' and as '%s'; sites are for one type",
                            question->type, value);
        question->type = value;
    }
    if (question->type == NULL)
        return mah_fail(err, MAH_BAD_USAGE,
                        "name the type of service: --service TYPE ('mahalle help services' lists "
                        "them)");
    return MAH_OK;
}

static enum mah_status read_word(int *out, const struct arguments *arguments, enum option_id option, const char *first,
                                 const char *second, struct mah_error *err)
{
    const char *word = option_value(arguments, option);
    *out = word != NULL && strcmp(word, second) == 0;
    if (word != NULL && strcmp(word, first) != 0 && *out == 0)
        return mah_fail(err, MAH_BAD_USAGE, "%s is '%s'; allowed are %s and %s", option_facts[option].name, word, first,
                        second);
    return MAH_OK;
}

static enum mah_status read_amount(struct site_question *question, const struct arguments *arguments,
                                   struct mah_error *err)
{
    const char *sites = option_value(arguments, OPTION_SITES), *budget = option_value(arguments, OPTION_BUDGET);
    double count = 0;
    if ((sites != NULL) == (budget != NULL))
        return mah_fail(err, MAH_BAD_USAGE, "give either --sites N or --budget AMOUNT");
    enum mah_status status = option_number(&count, arguments, OPTION_SITES, 1, MOST_SITES, err);
    if (status == MAH_OK && count > floor(count))
        status = mah_fail(err, MAH_BAD_USAGE, "--sites is '%s', not a whole number", sites);
    if (status == MAH_OK)
        status = option_number(&question->budget, arguments, OPTION_BUDGET, 0, 1e15, err);
    if (status == MAH_OK && budget != NULL && question->candidates == NULL)
        status =
            mah_fail(err, MAH_BAD_USAGE,
                     "--budget needs --candidates FILE with a column for the cost of each site (cost, maliyet ...)");
    question->sites = (size_t)count;
    return status;
}

static enum mah_status read_question(struct site_question *question, const struct arguments *arguments,
                                     struct mah_error *err)
{
    int is_greedy = 0, by_distance = 0;
    question->candidates = option_value(arguments, OPTION_CANDIDATES);
    question->budget = NAN;
    question->migrant_weight = 1;
    question->seconds = default_seconds;
    enum mah_status status = read_amount(question, arguments, err);
    if (status == MAH_OK)
        status = read_word(&is_greedy, arguments, OPTION_METHOD, "exact", "greedy", err);
    if (status == MAH_OK)
        status = read_word(&by_distance, arguments, OPTION_OBJECTIVE, "cover", "distance", err);
    if (status == MAH_OK)
        status = option_number(&question->migrant_weight, arguments, OPTION_MIGRANT_WEIGHT, 0, 1000, err);
    if (status == MAH_OK)
        status = option_number(&question->seconds, arguments, OPTION_TIME_LIMIT, 0.1, 86400, err);
    question->method = is_greedy ? SITE_GREEDY : SITE_EXACT;
    question->objective = by_distance ? SITE_DISTANCE : SITE_COVER;
    return status;
}

/* ---- the answer ---- */

static bool number_at(double *out, const struct release_table *table, const char *column)
{
    size_t at;
    if (!release_column_find(table, column, &at))
        return false;
    struct release_cell cell = release_cell(table, 0, at);
    *out = cell.kind == RELEASE_CELL_INTEGER ? (double)cell.value.integer : cell.value.real;
    return cell.kind == RELEASE_CELL_INTEGER || cell.kind == RELEASE_CELL_REAL;
}

static enum mah_status note_reached(struct warnings *all, double before, double share_before, double after,
                                    double share_after, struct mah_error *err)
{
    char shares[2][DISPLAY_NUMBER_SIZE];
    display_real(round(1000 * share_before) / 10, 1, false, language_get(), shares[0]);
    display_real(round(1000 * share_after) / 10, 1, false, language_get(), shares[1]);
    return warnings_add(all, err, "Reached now: %.0f persons (%s per cent); with these sites: %.0f (%s per cent).",
                        before, shares[0], after, shares[1]);
}

/* What is covered before and after: the first thing people want to know. */
static enum mah_status note_totals(struct warnings *all, const struct release_table *answer, struct mah_error *err)
{
    double before, after, share_before, share_after, d_before, d_after;
    enum mah_status status = MAH_OK;
    if (number_at(&before, answer, "covered_before") && number_at(&after, answer, "covered_after") &&
        number_at(&share_before, answer, "share_before") && number_at(&share_after, answer, "share_after"))
        status = note_reached(all, before, share_before, after, share_after, err);
    if (status == MAH_OK && number_at(&d_before, answer, "d_before") && number_at(&d_after, answer, "d_after"))
        status = warnings_add(all, err, "Mean way now: %.0f m; with these sites: %.0f m.", d_before, d_after);
    return status;
}

static enum mah_status print(const struct mah_release *release, const struct warnings *notes,
                             const struct site_question *question, const struct arguments *arguments,
                             struct mah_error *err)
{
    const char *inputs[] = {arguments->positional_count > 0 ? arguments->positional[0] : question->candidates,
                            question->candidates};
    struct warnings all = {0};
    struct table_view view = {.release = release, .table = release_table_named(release, "sites")};
    bool is_json = arguments->format == FORMAT_JSON && !answer_is_geopackage(arguments);
    enum mah_status status = is_json ? MAH_OK : note_totals(&all, release_table_named(release, "site_answer"), err);
    for (size_t i = 0; status == MAH_OK && i < notes->count; i++)
        status = warnings_add(&all, err, "%s", notes->lines[i]);
    struct answer_notes answer = {.lines = (const char *const *)all.lines,
                                  .count = all.count,
                                  .inputs = inputs,
                                  .input_count = question->candidates != NULL ? 2 : inputs[0] != NULL,
                                  .shown = shown,
                                  .shown_count = sizeof shown / sizeof *shown};
    if (status == MAH_OK)
        status =
            is_json ? site_json_write(release, &answer, arguments, err) : answer_write(&view, &answer, arguments, err);
    warnings_release(&all);
    return status;
}

enum mah_status command_site(const struct arguments *arguments, struct mah_error *err)
{
    struct site_question question = {0};
    struct project *project = NULL;
    struct mah_release *release = NULL;
    struct warnings notes = {0};
    struct progress progress = {0};
    enum mah_status status = read_type(&question, arguments, err);
    if (status == MAH_OK)
        status = read_question(&question, arguments, err);
    if (status == MAH_OK)
        status = arguments_project(&project, arguments, err);
    if (status == MAH_OK) {
        project->language =
            language_get(); /* its own where it names one, else that of the messages: an answer has one */
        progress_start(&progress, arguments->progress, arguments->quiet);
        status = site_project(&release, &notes, &question, project, progress_show, &progress, err);
        progress_end(&progress);
    }
    if (status == MAH_OK)
        status = print(release, &notes, &question, arguments, err);
    project_free(project);
    protect_release_free(release);
    warnings_release(&notes);
    return status;
}
