/* mahalle site: where new facilities reach most people. */
#include "cli/commands.h"

enum mah_status command_site(const struct arguments *arguments, struct mah_error *err)
{
    (void)arguments;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
