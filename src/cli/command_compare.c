/* mahalle compare: what changed between two runs. */
#include "cli/commands.h"

enum mah_status command_compare(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
