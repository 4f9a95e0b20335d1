/* mahalle completion: completion for shells. */
#include "cli/commands.h"

enum mah_status command_completion(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
