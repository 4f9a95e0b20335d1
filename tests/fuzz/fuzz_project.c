/* Hostile project files: an error of one line, or a project whose settings can be listed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/mahalle-fuzz-%d.yaml", (int)getpid());
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
    struct project *project = NULL;
    struct mah_error error = {0};
    struct setting *settings = NULL;
    size_t count = 0;
    if (project_new(&project, NULL) != MAH_OK)
        abort();
    if (project_read(project, path, &error) != MAH_OK) {
        if (error.message[0] == '\0' || strchr(error.message, '\n') != NULL)
            abort();
    } else if (project_settings(project, &settings, &count, NULL) == MAH_OK) {
        settings_free(settings, count);
    }
    project_free(project);
    unlink(path);
    return 0;
}
