/* What do the published figures of a finished GeoPackage say of an area? */
#include "run/query_published.h"

enum mah_status query_published(struct mah_release **out, struct warnings *notes, const struct query *query,
                                const char *path, struct mah_error *err)
{
    (void)out;
    (void)notes;
    (void)query;
    (void)path;
    return mah_fail(err, MAH_FAILED, "not built yet");
}
