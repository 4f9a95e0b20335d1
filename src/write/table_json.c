/* A table as JSON. */
#include "write/table_json.h"

#include "write/json_text.h"
#include "write/output.h"

enum mah_status table_write_json(const struct table_view *view, FILE *file, struct mah_error *err)
{
    struct text out = TEXT_EMPTY;
    enum mah_status status = MAH_OK;
    text_add(&out, "{\"rows\": [");
    for (size_t row = 0; status == MAH_OK && row < table_view_rows(view); row++) {
        text_add(&out, row > 0 ? ",\n  " : "\n  ");
        json_add_row(&out, view, row);
        status = output_pass(&out, file, err);
    }
    text_add(&out, table_view_rows(view) > 0 ? "\n]}\n" : "]}\n");
    return output_finish(&out, file, status, err);
}
