/* COIN-OR CLP, opened when it is to be proved that hidden figures cannot be worked out. */
#ifndef PLAN_CLP_DOOR_H
#define PLAN_CLP_DOOR_H

#include <coin/Clp_C_Interface.h>

#include "base/error.h"
#include "base/library.h"

/* clang-format off */
#define CLP_FUNCTIONS(use) \
    use(Clp_chgColumnLower) use(Clp_chgColumnUpper) use(Clp_chgObjCoefficients) use(Clp_deleteModel) \
    use(Clp_loadProblem) use(Clp_newModel) use(Clp_dual) use(Clp_primalColumnSolution) use(Clp_setLogLevel) \
    use(Clp_scaling) use(Clp_status) use(Clp_setColumnStatus) use(Clp_setRowStatus)
/* clang-format on */

struct clp_functions {
    CLP_FUNCTIONS(LIBRARY_MEMBER)
};

/* Called as clp.Clp_primal(model, 0), after clp_open was MAH_OK once. */
extern struct clp_functions clp;
enum mah_status clp_open(struct mah_error *err);

#endif
