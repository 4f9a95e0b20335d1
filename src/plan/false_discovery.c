/* Of many tests, which are more than chance? */
#include "plan/false_discovery.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct test {
    double p;
    size_t index;
};

static int by_p(const void *a_, const void *b_)
{
    const struct test *a = a_, *b = b_;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

enum mah_status false_discovery(double *q, const double *p, size_t count, struct mah_error *err)
{
    struct test *tests = memory_new(count, sizeof *tests);
    size_t tested = 0;
    if (tests == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        q[i] = NAN;
        if (!isnan(p[i]))
            tests[tested++] = (struct test){p[i], i};
    }
    qsort(tests, tested, sizeof *tests, by_p);
    double least = 1;
    for (size_t k = tested; k-- > 0;) {
        least = fmin(least, tests[k].p * (double)tested / (double)(k + 1));
        q[tests[k].index] = least;
    }
    memory_free(tests);
    return MAH_OK;
}
