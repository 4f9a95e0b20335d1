/* Where do the functions of CLP come from? */
#include "plan/clp_door.h"

struct clp_functions clp;

#define ROW(name) {#name, offsetof(struct clp_functions, name)},
static const struct library_function functions[] = {CLP_FUNCTIONS(ROW)};
static struct library library = {
    CLP_FILE, functions, sizeof functions / sizeof *functions, &clp, PTHREAD_MUTEX_INITIALIZER, false};

enum mah_status clp_open(struct mah_error *err)
{
    return library_open(&library, err);
}
