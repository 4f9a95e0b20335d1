/* Which place does somebody mean who types a name? */
#include "turkish/name_search.h"
