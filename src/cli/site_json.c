/* The answer about sites as one JSON object. */
#include "cli/site_json.h"

#include <errno.h>
#include <string.h>

#include "base/system_words.h"
#include "write/json_text.h"

/* `method` and `gap` come first, as the interface has them; "id" is what the layer calls site_id. */
static void add_object(struct text *out, const struct release_table *table, size_t row)
{
    for (size_t i = 0; i < release_column_count(table); i++) {
        const char *name = release_column_at(table, i)->name;
        if (i > 0)
            text_add(out, ", ");
        json_add_text(out, strcmp(name, "site_id") == 0 ? "id" : name);
        text_add(out, ": ");
        json_add_cell(out, release_cell(table, row, i));
    }
}

enum mah_status site_json_write(const struct mah_release *release, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err)
{
    const struct release_table *answer = release_table_named(release, "site_answer"),
                               *sites = release_table_named(release, "sites");
    struct text text = TEXT_EMPTY;
    FILE *out = NULL;
    text_add(&text, "{");
    add_object(&text, answer, 0);
    text_add(&text, ",\n \"sites\": [");
    for (size_t i = 0; i < release_row_count(sites); i++) {
        text_add(&text, i > 0 ? ",\n  {" : "\n  {");
        add_object(&text, sites, i);
        text_add(&text, "}");
    }
    text_add(&text, "],\n \"notes\": [");
    for (size_t i = 0; i < notes->count; i++) {
        text_add(&text, i > 0 ? ",\n  " : "\n  ");
        json_add_text(&text, notes->lines[i]);
    }
    text_add(&text, "]}\n");
    enum mah_status status = text.failed
                                 ? mah_no_memory(err)
                                 : answer_file_open(&out, arguments->output, release_facts(release)->profile, err);
    if (status == MAH_OK && (fwrite(text.bytes, 1, text.length, out) != text.length || fflush(out) != 0))
        status = mah_fail(err, MAH_FAILED, "cannot write the answer: %s", system_words(errno));
    text_release(&text);
    return answer_file_close(out, arguments->output, status, err);
}
