/* What changed between two values of an indicator, and how sure is it? */
#include "plan/change.h"

#include <math.h>

#include "base/memory.h"
#include "plan/false_discovery.h"

/* To the billionth: 0.04 - 0.03 is one point, not 1.0000000000000002. */
static double without_noise(double value)
{
    return fabs(value) < 1e6 ? round(value * 1e9) / 1e9 : value;
}

struct change change_between(struct compared_value old_value, struct compared_value new_value, bool is_share,
                             enum change_reason reason)
{
    struct change out = {.old_value = old_value.value,
                         .new_value = new_value.value,
                         .change = NAN,
                         .percent = NAN,
                         .se = NAN,
                         .z = NAN,
                         .p = NAN,
                         .q = NAN,
                         .reason = reason};
    if (reason != CHANGE_KNOWN)
        return out;
    double difference = new_value.value - old_value.value;
    out.change = without_noise(is_share ? 100 * difference : difference);
    if (!is_share && old_value.value != 0)
        out.percent = 100 * difference / old_value.value;
    double error = (old_value.error + new_value.error) * (1 + 1e-12); /* the bound itself is within it */
    out.within_rounding = difference != 0 && error > 0 && fabs(difference) <= error;
    double se = sqrt(old_value.se * old_value.se + new_value.se * new_value.se);
    if (isfinite(se) && se > 0) {
        out.se = se;
        out.z = difference / se;
        out.p = erfc(fabs(out.z) / sqrt(2));
    }
    return out;
}

double quotient_error(double published, double up, double up_error, double down, double down_error)
{
    if (!(down > down_error))
        return NAN;
    double quotient = up / down;
    return (up_error + fabs(quotient) * down_error) / (down - down_error) + fabs(published - quotient);
}

enum mah_status changes_set_q(struct change *changes, size_t count, struct mah_error *err)
{
    double *p = memory_new(count, sizeof *p), *q = memory_new(count, sizeof *q);
    enum mah_status status = p != NULL && q != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        p[i] = changes[i].p;
    if (status == MAH_OK)
        status = false_discovery(q, p, count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        changes[i].q = q[i];
    memory_free(p);
    memory_free(q);
    return status;
}
