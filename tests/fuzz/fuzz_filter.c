/* Hostile filters of the key `where`: read or refused, and where read, counted over a row of odd cells. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "config/row_filter.h"

static char *const columns[] = {"a", "b", "Tür", "okul adı"};

static struct slice cell_of(void *context, size_t column)
{
    static const char *const cells[] = {"1.250,5", "", "İlkokul", "\xFF"};
    (void)context;
    if (column >= sizeof cells / sizeof *cells)
        abort();
    return slice_of(cells[column]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    char *text = memory_copy_bytes((const char *)data, size);
    if (text == NULL)
        return 0;
    enum mah_status status = row_filter_new(&filter, text, "mahalle.yaml:1", &error);
    if (status != MAH_OK && (status != MAH_BAD_USAGE || strchr(error.message, '\n') != NULL))
        abort();
    if (status == MAH_OK && row_filter_bind(filter, columns, 4, "okullar.csv", &error) == MAH_OK)
        row_filter_passes(filter, cell_of, NULL);
    row_filter_free(filter);
    memory_free(text);
    return 0;
}
