/* mahalle invest: what to build first under budgets. */
#include "cli/commands.h"

enum mah_status command_invest(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
