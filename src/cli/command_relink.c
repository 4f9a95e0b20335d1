/* mahalle relink: repairs the project inside a GeoPackage that was renamed. */
#include <stdio.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "write/display_line.h"
#include "write/project_relink.h"

static void print_lines(const struct relink_result *result, const char *path, const char *former, const char *kept)
{
    if (result->changed > 0)
        printf(say("'%s' was called '%s': places in its project that name it anew: %zu"), path, former,
               result->changed);
    else
        printf(say("'%s': its project finds its layers, nothing is to be done"), path);
    putchar('\n');
    if (result->kept == NULL)
        return;
    printf(say("layers that come from '%s' stay as they are; if that was this file: --from"), kept);
    putchar('\n');
}

/* The names come out of the file, and whoever wrote it may have put anything there. */
static enum mah_status print_result(const struct relink_result *result, const char *path, struct mah_error *err)
{
    char *shown = display_line(path);
    char *former = display_line(result->former != NULL ? result->former : "");
    char *kept = display_line(result->kept != NULL ? result->kept : "");
    bool complete = shown != NULL && former != NULL && kept != NULL;
    if (complete)
        print_lines(result, shown, former, kept);
    memory_free(shown);
    memory_free(former);
    memory_free(kept);
    return complete ? MAH_OK : mah_no_memory(err);
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
        status = print_result(&result, arguments->positional[0], err);
    relink_result_release(&result);
    return status;
}
