/* Where do the functions of CBC come from? */
#include "plan/cbc_door.h"

struct cbc_functions cbc;

#define ROW(name) {#name, offsetof(struct cbc_functions, name)},
static const struct library_function functions[] = {CBC_FUNCTIONS(ROW)};
static struct library library = {
    CBC_FILE, functions, sizeof functions / sizeof *functions, &cbc, PTHREAD_MUTEX_INITIALIZER, false};

enum mah_status cbc_open(struct mah_error *err)
{
    return library_open(&library, err);
}
