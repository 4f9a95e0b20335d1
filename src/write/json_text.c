/* Cells and texts in the syntax of JSON. */
#include "write/json_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"

void json_add_text(struct text *out, const char *text)
{
    static const char plain[] = "\"\\/bfnrt", *const marks = "\"\\/\b\f\n\r\t";
    text_add(out, "\"");
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        const char *mark = *text == '/' ? NULL : strchr(marks, *text);
        if (mark != NULL) {
            const char escape[2] = {'\\', plain[mark - marks]};
            text_add_bytes(out, escape, 2);
        } else if (byte < 0x20 || byte == 0x7F) {
            text_add_format(out, "\\u%04x", byte);
        } else {
            text_add_bytes(out, text, 1);
        }
    }
    text_add(out, "\"");
}

void json_add_cell(struct text *out, struct release_cell cell)
{
    char number[32];
    switch (cell.kind) {
    case RELEASE_CELL_NULL:
        text_add(out, "null");
        break;
    case RELEASE_CELL_INTEGER:
        text_add_format(out, "%" PRId64, cell.value.integer);
        break;
    case RELEASE_CELL_REAL:
        number_write(cell.value.real, number);
        text_add(out, number);
        break;
    case RELEASE_CELL_TEXT:
        json_add_text(out, cell.value.text);
        break;
    }
}

void json_add_row(struct text *out, const struct table_view *view, size_t row)
{
    text_add(out, "{");
    for (size_t i = 0; i < table_view_columns(view); i++) {
        text_add(out, i > 0 ? ", " : "");
        json_add_text(out, table_view_name(view, i));
        text_add(out, ": ");
        json_add_cell(out, table_view_cell(view, row, i));
    }
    text_add(out, "}");
}
