/* mahalle relink: repairs the project inside a GeoPackage that was renamed. */
#include <stdio.h>

#include "cli/commands.h"
#include "write/project_relink.h"

static void print_result(const struct relink_result *result, const char *path)
{
    if (result->changed > 0)
        printf(say("'%s' was called '%s': places in its project that name it anew: %zu"), path, result->former,
               result->changed);
    else
        printf(say("'%s': its project finds its layers, nothing is to be done"), path);
    putchar('\n');
    if (result->kept == NULL)
        return;
    printf(say("layers that come from '%s' stay as they are; if that was this file: --from"), result->kept);
    putchar('\n');
}

enum mah_status command_relink(const struct arguments *arguments, struct mah_error *err)
{
    struct relink_result result = {0};
    if (arguments->positional_count == 0)
        return mah_fail(err, MAH_BAD_USAGE, "name the GeoPackage: mahalle relink FILE.gpkg");
    if (arguments->positional_count > 1)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", arguments->positional[1]);
    enum mah_status status = project_relink(&result, arguments->positional[0], arguments->from, err);
    if (status == MAH_OK && !arguments->quiet)
        print_result(&result, arguments->positional[0]);
    relink_result_release(&result);
    return status;
}
