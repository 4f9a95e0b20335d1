/* Hostile filters of the key `where`: read or refused, and where read, counted over a row of odd cells by the rules of
 * three-valued logic. */
#include "base/memory.h"
#include "config/row_filter.h"
#include "fuzz.h"

static char *const columns[] = {"a", "b", "Tür", "okul adı"};
enum { COLUMNS = 4 };

static struct slice cell_of(void *context, size_t column)
{
    static const char *const cells[] = {"1.250,5", "", "İlkokul", "\xFF"};
    (void)context;
    require(column < COLUMNS);
    return slice_of(cells[column]);
}

/* Whether the filter passes; false also where it cannot be read. */
static bool passes(const char *text, const char *pattern, bool *is_read)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    struct text whole = TEXT_EMPTY;
    for (const char *at = pattern; *at != '\0'; at++)
        if (*at == '?')
            text_add(&whole, text);
        else
            text_add_bytes(&whole, at, 1);
    enum mah_status status = row_filter_new(&filter, text_bytes(&whole), "mahalle.yaml:1", &error);
    require_reason(status, &error);
    require(status == MAH_OK || status == MAH_BAD_USAGE);
    if (status == MAH_OK)
        status = row_filter_bind(filter, columns, COLUMNS, "okullar.csv", &error);
    require_reason(status, &error);
    *is_read = status == MAH_OK;
    bool passed = status == MAH_OK && row_filter_passes(filter, cell_of, NULL);
    row_filter_free(filter);
    text_release(&whole);
    return passed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool is_read, not_is_read, again_is_read;
    char *text = memory_copy_bytes((const char *)data, size);
    bool passed = passes(text, "?", &is_read);
    if (is_read) {
        bool not_passed = passes(text, "not (?)", &not_is_read);
        require(!not_is_read || !(passed && not_passed));
        bool again = passes(text, "not (not (?))", &again_is_read);
        require(!again_is_read || again == passed);
        again = passes(text, "(?) and (?)", &again_is_read);
        require(!again_is_read || again == passed);
        again = passes(text, "(?) or a is null", &again_is_read);
        require(!again_is_read || again == passed);
    }
    memory_free(text);
    return 0;
}
