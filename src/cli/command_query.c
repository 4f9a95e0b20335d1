/* mahalle query: answer questions about any area. */
#include "cli/commands.h"

enum mah_status command_query(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
