/* A table as CSV for spreadsheets and scripts. */
#include "write/table_csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"
#include "write/output.h"

static bool looks_like_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static void add_text(struct text *line, const char *text)
{
    bool guarded = looks_like_formula(text), quoted = text[strcspn(text, ",\"\r\n")] != '\0';
    text_add(line, quoted ? "\"" : "");
    text_add(line, guarded ? "'" : "");
    for (const char *quote = strchr(text, '"'); quote != NULL; quote = strchr(text, '"')) {
        text_add_bytes(line, text, (size_t)(quote - text) + 1);
        text_add(line, "\"");
        text = quote + 1;
    }
    text_add(line, text);
    text_add(line, quoted ? "\"" : "");
}

static void add_cell(struct text *line, struct release_cell cell)
{
    char number[32];
    switch (cell.kind) {
    case RELEASE_CELL_NULL:
        break;
    case RELEASE_CELL_INTEGER:
        text_add_format(line, "%" PRId64, cell.value.integer);
        break;
    case RELEASE_CELL_REAL:
        number_write(cell.value.real, number);
        text_add(line, number);
        break;
    case RELEASE_CELL_TEXT:
        add_text(line, cell.value.text);
        break;
    }
}

enum mah_status table_write_csv(const struct table_view *view, FILE *file, struct mah_error *err)
{
    struct text out = TEXT_EMPTY;
    size_t columns = table_view_columns(view), rows = table_view_rows(view);
    for (size_t i = 0; i < columns; i++) {
        text_add(&out, i > 0 ? "," : "");
        add_text(&out, table_view_name(view, i));
    }
    text_add(&out, "\n");
    enum mah_status status = MAH_OK;
    for (size_t row = 0; status == MAH_OK && row < rows; row++) {
        for (size_t i = 0; i < columns; i++) {
            text_add(&out, i > 0 ? "," : "");
            add_cell(&out, table_view_cell(view, row, i));
        }
        text_add(&out, "\n");
        status = output_pass(&out, file, err);
    }
    return output_finish(&out, file, status, err);
}
