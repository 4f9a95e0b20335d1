/* mahalle sql: read-only SQL over a GeoPackage. */
#include "cli/commands.h"

enum mah_status command_sql(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
