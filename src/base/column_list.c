/* Error messages that say which columns a file has. */
#include "base/column_list.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"

enum { LIST_BYTES = 500 }; /* what an error message has room for beside the reason */

/* NULL where memory ran out. */
static char *list(char *const *columns, size_t count)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++) {
        text_add(&text, i > 0 ? ", " : "");
        if (text.length > LIST_BYTES) {
            text_add(&text, "...");
            break;
        }
        text_add(&text, columns[i]);
    }
    return text_take(&text);
}

enum mah_status column_list_fail(struct mah_error *err, enum mah_status status, char *const *columns, size_t count,
                                 const char *format, ...)
{
    char reason[500];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, say(format), arguments);
    va_end(arguments);
    char *names = list(columns, count);
    if (names == NULL)
        return mah_no_memory(err);
    mah_fail(err, status, "%s (columns: %s)", reason, names);
    memory_free(names);
    return status;
}
