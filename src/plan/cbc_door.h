/* COIN-OR CBC, opened when sites or candidates are to be proved the best. */
#ifndef PLAN_CBC_DOOR_H
#define PLAN_CBC_DOOR_H

#include <coin/Cbc_C_Interface.h>

#include "base/error.h"
#include "base/library.h"

/* clang-format off */
#define CBC_FUNCTIONS(use) \
    use(Cbc_bestSolution) use(Cbc_deleteModel) use(Cbc_getBestPossibleObjValue) use(Cbc_getNodeCount) \
    use(Cbc_isProvenInfeasible) use(Cbc_isProvenOptimal) use(Cbc_isSecondsLimitReached) use(Cbc_loadProblem) \
    use(Cbc_newModel) use(Cbc_secondaryStatus) use(Cbc_setInteger) use(Cbc_setLogLevel) use(Cbc_setMaximumSeconds) \
    use(Cbc_setObjSense) use(Cbc_setParameter) use(Cbc_solve) use(Cbc_status)
/* clang-format on */

struct cbc_functions {
    CBC_FUNCTIONS(LIBRARY_MEMBER)
};

/* Called as cbc.Cbc_solve(model), after cbc_open was MAH_OK once. */
extern struct cbc_functions cbc;
enum mah_status cbc_open(struct mah_error *err);

#endif
