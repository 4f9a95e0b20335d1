/* mahalle rank: order the mahalle by need. */
#include "cli/commands.h"

enum mah_status command_rank(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
