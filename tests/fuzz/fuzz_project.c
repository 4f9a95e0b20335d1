/* Hostile project files: an error of one line, or a project whose settings can be said again to another one. */
#include "base/memory.h"
#include "config/project.h"
#include "fuzz.h"

/* What the settings say of the project's own keys, set on a new one, is what that one says. */
static void check_settings(const struct project *project)
{
    struct setting *settings = NULL, *others = NULL;
    struct project *other = NULL;
    struct mah_error error = {0};
    size_t count = 0, other_count = 0;
    bool all = true;
    require(project_settings(project, &settings, &count, NULL) == MAH_OK);
    require(project_new(&other, NULL) == MAH_OK);
    for (size_t i = 0; i < count; i++) {
        struct text assignment = TEXT_EMPTY;
        if (settings[i].value[0] == '\0' || strchr(settings[i].key, '[') != NULL ||
            strcmp(settings[i].origin, "default") == 0)
            continue;
        text_add_format(&assignment, "%s=%s", settings[i].key, settings[i].value);
        enum mah_status status = project_set(other, text_bytes(&assignment), &error);
        require_reason(status, &error);
        all = all && status == MAH_OK;
        text_release(&assignment);
    }
    require(project_settings(other, &others, &other_count, NULL) == MAH_OK);
    for (size_t i = 0; all && i < count && i < other_count && strcmp(settings[i].key, others[i].key) == 0; i++)
        require(strcmp(settings[i].value, others[i].value) == 0);
    settings_free(settings, count);
    settings_free(others, other_count);
    project_free(other);
}

/* One line of the command line or the environment. */
static void check_assignment(const uint8_t *data, size_t size)
{
    struct project *project = NULL;
    struct mah_error error = {0};
    char *text = memory_copy_bytes((const char *)data, size);
    require(project_new(&project, NULL) == MAH_OK);
    require_reason(project_set(project, text, &error), &error);
    require_reason(project_add_service(project, text, &error), &error);
    project_free(project);
    memory_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    struct project *project = NULL;
    struct mah_error error = {0};
    if (path == NULL)
        path = memory_copy_text(fuzz_path("mahalle.yaml"));
    fuzz_write(path, data, size);
    require(project_new(&project, NULL) == MAH_OK);
    enum mah_status status = project_read(project, path, &error);
    require_reason(status, &error);
    if (status == MAH_OK)
        check_settings(project);
    if (size < 200)
        check_assignment(data, size);
    project_free(project);
    return 0;
}
