/* The figures behind the rank of a mahalle, for people and for programs. */
#include "cli/explained.h"

#include <string.h>

#include "base/memory.h"
#include "cli/explained_table.h"
#include "cli/wrapped.h"
#include "write/json_text.h"

static const char *text_at(const struct release_table *table, size_t row, const char *field)
{
    size_t column;
    if (!release_column_find(table, field, &column))
        return NULL;
    struct release_cell cell = release_cell(table, row, column);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : NULL;
}

/* "den_mig = mig_rec / area_km2", and below it the same with its numbers. */
static enum mah_status print_record(FILE *out, size_t width, const struct release_table *records, size_t row,
                                    struct mah_error *err)
{
    const char *formula = text_at(records, row, "formula"), *numbers = text_at(records, row, "numbers");
    const char *field = text_at(records, row, "field"), *source = text_at(records, row, "source");
    struct text line = TEXT_EMPTY;
    text_add_format(&line, "  %s", field != NULL ? field : "");
    if (formula != NULL && field != NULL && strcmp(formula, field) != 0)
        text_add_format(&line, " = %s", formula);
    if (numbers != NULL)
        text_add_format(&line, " = %s", numbers);
    text_add_format(&line, "  [%s]", source != NULL ? source : "");
    enum mah_status status = line.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK)
        print_wrapped(out, width, 0, 6, text_bytes(&line));
    text_release(&line);
    return status;
}

static enum mah_status print_text(const struct mah_release *release, const struct answer_notes *notes, FILE *out,
                                  struct mah_error *err)
{
    size_t width = terminal_width(out);
    const struct release_table *records = release_table_named(release, "explain_records");
    struct table_view view = {.release = release, .table = release_table_named(release, "explain")};
    if (notes->count > 0) {
        print_wrapped(out, width, 0, 0, notes->lines[0]);
        fputc('\n', out);
    }
    enum mah_status status = explained_table_print(&view, width, out, err);
    if (status != MAH_OK)
        return status;
    const struct release_table *indicators = view.table;
    bool any = false;
    for (size_t i = 0; i < release_row_count(indicators); i++)
        if (text_at(indicators, i, "note") != NULL) {
            fprintf(out, "%s%s: %s\n", any ? "" : "\n", text_at(indicators, i, "field"),
                    text_at(indicators, i, "note"));
            any = true;
        }
    fprintf(out, "\n%s\n", say("Back to the records:"));
    for (size_t i = 0; status == MAH_OK && i < release_row_count(records); i++)
        status = print_record(out, width, records, i, err);
    for (size_t i = 1; status == MAH_OK && i < notes->count; i++) {
        if (i == 1)
            fputc('\n', out);
        print_wrapped(out, width, 0, 2, notes->lines[i]);
    }
    return status;
}

static void add_rows(struct text *out, const struct mah_release *release, const char *name)
{
    struct table_view view = {.release = release, .table = release_table_named(release, name)};
    for (size_t i = 0; i < table_view_rows(&view); i++) {
        text_add(out, i > 0 ? ",\n  " : "\n  ");
        json_add_row(out, &view, i);
    }
}

static enum mah_status print_json(const struct mah_release *release, FILE *out, struct mah_error *err)
{
    struct text text = TEXT_EMPTY;
    text_add(&text, "{\"rows\": [");
    add_rows(&text, release, "priority");
    text_add(&text, "],\n\"indicators\": [");
    add_rows(&text, release, "explain");
    text_add(&text, "],\n\"records\": [");
    add_rows(&text, release, "explain_records");
    text_add(&text, "]}\n");
    enum mah_status status = text.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && (fputs(text.bytes, out) < 0 || fflush(out) != 0))
        status = mah_fail(err, MAH_FAILED, "cannot write the answer");
    text_release(&text);
    return status;
}

enum mah_status explained_print(const struct mah_release *release, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err)
{
    FILE *out = NULL;
    if (arguments->format == FORMAT_GEOJSON || answer_is_geopackage(arguments))
        return mah_fail(err, MAH_BAD_USAGE, "what --explain answers is no map; choose text, csv or json");
    enum mah_status status = answer_file_open(&out, arguments->output, release_facts(release)->profile, err);
    if (status != MAH_OK)
        return status;
    struct table_view view = {.release = release, .table = release_table_named(release, "explain")};
    if (arguments->format == FORMAT_CSV)
        status = table_write(&view, TABLE_CSV, out, err);
    else if (arguments->format == FORMAT_JSON)
        status = print_json(release, out, err);
    else
        status = print_text(release, notes, out, err);
    return answer_file_close(out, arguments->output, status, err);
}
