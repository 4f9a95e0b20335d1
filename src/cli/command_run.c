/* mahalle run: compute and write the GeoPackage. */
#include <stdio.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/summary_text.h"
#include "run/run.h"
#include "run/summary_json.h"

static enum mah_status print_json(const struct run_result *result, const struct project *project, struct mah_error *err)
{
    char *text = NULL;
    enum mah_status status = summary_json(&text, result, project, err);
    if (status == MAH_OK)
        puts(text);
    memory_free(text);
    return status;
}

enum mah_status command_run(const struct arguments *arguments, struct mah_error *err)
{
    struct project *project = NULL;
    struct run_result result = {0};
    struct progress progress = {0};
    enum mah_status status = arguments_project(&project, arguments, err);
    if (status == MAH_OK && arguments->output != NULL)
        status = project_set_output(project, arguments->output, err);
    if (status == MAH_OK) {
        progress_start(&progress, arguments->progress, arguments->quiet);
        struct run_options options = {.write = true, .progress = progress_show, .progress_context = &progress};
        status = run_project(&result, project, &options, err);
        progress_end(&progress);
    }
    if (status == MAH_OK && arguments->format == FORMAT_JSON)
        status = print_json(&result, project, err);
    else if (status == MAH_OK && !arguments->quiet)
        status = summary_text_print(&result, project, arguments->verbose, stdout, err);
    run_result_release(&result);
    project_free(project);
    return status;
}
