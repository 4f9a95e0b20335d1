/* mahalle init: a project file for a folder of files, or a whole sample city. */
#include <stdio.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "run/demo_city.h"
#include "run/init_project.h"

enum mah_status command_init(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count > 1)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", arguments->positional[1]);
    const char *folder = arguments->positional_count == 1 ? arguments->positional[0] : ".";
    if (arguments->demo) {
        enum mah_status status = demo_city_write(folder, err);
        if (status == MAH_OK && !arguments->quiet) {
            printf(say("A sample city, invented by us, is in '%s'. Now try:"), folder);
            printf("\n  mahalle check %s\n  mahalle run %s -o ornek.gpkg\n", folder, folder);
        }
        return status;
    }
    char *report = NULL;
    enum mah_status status = init_project(folder, language_get(), &report, err);
    if (status == MAH_OK && !arguments->quiet)
        fputs(report, stdout);
    memory_free(report);
    return status;
}
