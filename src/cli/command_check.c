/* mahalle check: read everything, report what is sound and what is not; writes nothing but its answer. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/summary_text.h"
#include "run/run.h"
#include "run/summary_json.h"
#include "write/display_number.h"
#include "write/table.h"

/* run_log has the code of the kind; people read a word. */
static const char *issue_title(enum boundary_issue_kind kind)
{
    switch (kind) {
    case BOUNDARY_INVALID:
        return say("invalid");
    case BOUNDARY_DUPLICATE:
        return say("duplicate code");
    case BOUNDARY_SAME_POLYGON:
        return say("same polygon");
    case BOUNDARY_OVERLAP:
        return say("overlap");
    case BOUNDARY_GAP:
        return say("gap");
    default:
        return say("dropped");
    }
}

/* GEOS says in English what is wrong with a polygon; these two are nearly all there is. */
static const char *issue_detail(const char *detail)
{
    if (strcmp(detail, "Self-intersection") == 0)
        return say("Self-intersection");
    if (strcmp(detail, "Ring Self-intersection") == 0)
        return say("Ring Self-intersection");
    return say(detail);
}

/* The faults of the boundaries one by one: whoever draws them must find the place. */
static void print_boundary_issues(const struct boundary_set *boundaries, FILE *out)
{
    if (boundaries->issue_count == 0)
        return;
    fprintf(out, "\n%s\n", say("Boundaries:"));
    for (size_t i = 0; i < boundaries->issue_count; i++) {
        const struct boundary_issue *issue = &boundaries->issues[i];
        char area[DISPLAY_NUMBER_SIZE], x[DISPLAY_NUMBER_SIZE], y[DISPLAY_NUMBER_SIZE];
        display_real(issue->area_km2 * 1e6, 1, true, language_get(), area);
        fprintf(out, "  %s", issue_title(issue->kind));
        if (issue->code != NULL) /* a gap is in none */
            fprintf(out, " %s", issue->code);
        if (issue->other_code != NULL)
            fprintf(out, " / %s", issue->other_code);
        if (issue->detail != NULL)
            fprintf(out, ": %s", issue_detail(issue->detail));
        fputs(", ", out);
        if (issue->kind == BOUNDARY_INVALID)
            fprintf(out, say("the repair changed its area by %s m²"), area);
        else
            fprintf(out, "%s m²", area);
        if (isfinite(issue->where.x) && isfinite(issue->where.y)) {
            display_real(issue->where.x, 6, false, LANGUAGE_ENGLISH, x);
            display_real(issue->where.y, 6, false, LANGUAGE_ENGLISH, y);
            fprintf(out, ", %s %s", x, y);
        }
        fputc('\n', out);
    }
}

/* The quarantined rows as a table; what it shows of each follows the privacy profile. */
static enum mah_status print_rows(const struct run_result *result, const struct project *project,
                                  enum output_format format, FILE *out, struct mah_error *err)
{
    struct mah_release *release = NULL;
    struct protect_input input = {.project = project,
                                  .boundaries = result->boundaries,
                                  .books = &result->pass.books,
                                  .quarantine = &result->pass.quarantine};
    enum mah_status status = protect_quarantine(&release, &input, err);
    if (status == MAH_OK) {
        struct table_view view = {.release = release, .table = release_table_named(release, "unassigned")};
        status = table_write(&view, format == FORMAT_CSV ? TABLE_CSV : TABLE_GEOJSON, out, err);
    }
    protect_release_free(release);
    return status;
}

static enum mah_status print_report(const struct run_result *result, const struct project *project,
                                    const struct arguments *arguments, FILE *out, struct mah_error *err)
{
    if (arguments->format == FORMAT_CSV || arguments->format == FORMAT_GEOJSON)
        return print_rows(result, project, arguments->format, out, err);
    if (arguments->format == FORMAT_JSON) {
        char *text = NULL;
        enum mah_status status = summary_json(&text, result, project, err);
        if (status == MAH_OK)
            fprintf(out, "%s\n", text);
        memory_free(text);
        return status;
    }
    if (arguments->quiet)
        return MAH_OK;
    enum mah_status status = summary_text_print(result, project, arguments->verbose, out, err);
    if (status == MAH_OK)
        print_boundary_issues(result->boundaries, out);
    return status;
}

enum mah_status command_check(const struct arguments *arguments, struct mah_error *err)
{
    struct project *project = NULL;
    struct run_result result = {0};
    struct progress progress = {0};
    FILE *out = NULL;
    enum mah_status status = arguments_project(&project, arguments, err);
    if (status == MAH_OK) {
        progress_start(&progress, arguments->progress, arguments->quiet);
        struct run_options options = {
            .keep_quarantine = true, .progress = progress_show, .progress_context = &progress};
        status = run_project(&result, project, &options, err);
        progress_end(&progress);
    }
    if (status == MAH_OK)
        status = answer_file_open(&out, arguments->output, profile_word(project->profile), err);
    if (status == MAH_OK)
        status = print_report(&result, project, arguments, out, err);
    status = answer_file_close(out, arguments->output, status, err);
    run_result_release(&result);
    project_free(project);
    return status;
}
