/* Can a column's name be the beginning of a longer one, cut by a Shapefile? */
#include "read/cut_name.h"

#include <string.h>

enum { DBF_NAME_BYTES = 10 };

bool cut_name_fits(const char *key, struct slice name)
{
    return strlen(key) == DBF_NAME_BYTES && name.length > DBF_NAME_BYTES &&
           memcmp(key, name.bytes, DBF_NAME_BYTES) == 0;
}
