/* The public C API: opaque handles around the rooms. */
#include "mahalle/mahalle.h"

#include "base/language.h"
#include "base/memory.h"
#include "config/project.h"
#include "run/run.h"
#include "run/summary_json.h"

struct mah_project {
    struct project *project;
};

const char *mah_version(void)
{
    return MAH_VERSION;
}

enum mah_status mah_project_new(struct mah_project **out, struct mah_error *err)
{
    struct mah_project *handle = memory_new(1, sizeof *handle);
    if (handle == NULL)
        return mah_no_memory(err);
    enum mah_status status = project_new(&handle->project, err);
    if (status != MAH_OK) {
        memory_free(handle);
        return status;
    }
    *out = handle;
    return MAH_OK;
}

void mah_project_free(struct mah_project *project)
{
    if (project == NULL)
        return;
    project_free(project->project);
    memory_free(project);
}

enum mah_status mah_project_read(struct mah_project *project, const char *path, struct mah_error *err)
{
    return project_read(project->project, path, err);
}

enum mah_status mah_project_set(struct mah_project *project, const char *assignment, struct mah_error *err)
{
    return project_set(project->project, assignment, err);
}

enum mah_status mah_project_add_households(struct mah_project *project, const char *path, struct mah_error *err)
{
    return project_add_households(project->project, path, err);
}

enum mah_status mah_project_set_neighbourhoods(struct mah_project *project, const char *path, struct mah_error *err)
{
    return project_set_neighbourhoods(project->project, path, err);
}

enum mah_status mah_project_set_output(struct mah_project *project, const char *path, struct mah_error *err)
{
    return project_set_output(project->project, path, err);
}

static enum mah_status run_handle(const struct mah_project *project, bool write, char **summary, struct mah_error *err)
{
    struct run_result result = {0};
    struct run_options options = {.write = write};
    enum mah_status status = language_load(err);
    if (status == MAH_OK)
        status = run_project(&result, project->project, &options, err);
    if (status == MAH_OK && summary != NULL)
        status = summary_json(summary, &result, project->project, err);
    run_result_release(&result);
    return status;
}

enum mah_status mah_run(const struct mah_project *project, char **summary, struct mah_error *err)
{
    return run_handle(project, true, summary, err);
}

enum mah_status mah_check(const struct mah_project *project, char **summary, struct mah_error *err)
{
    return run_handle(project, false, summary, err);
}

void mah_free(char *text)
{
    memory_free(text);
}
