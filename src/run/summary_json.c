/* The summary of a run for programs. */
#include "run/summary_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static json_t *rows_of(const struct source_books *books)
{
    return json_pack("{s:I, s:I, s:I}", "read", (json_int_t)books->read, "located", (json_int_t)books->located,
                     "quarantined", (json_int_t)source_books_quarantined(books));
}

static json_t *located_by(const struct source_books *books)
{
    json_t *object = json_object();
    for (size_t i = 1; object != NULL && i < JOIN_METHODS; i++)
        json_object_set_new(object, join_word((enum join_method)i), json_integer((json_int_t)books->located_by[i]));
    return object;
}

static json_t *quarantined_by(const struct source_books *books)
{
    json_t *object = json_object();
    for (size_t i = 1; object != NULL && i < REJECT_COUNT; i++)
        if (books->quarantined_by[i] > 0)
            json_object_set_new(object, reject_word((enum reject_reason)i),
                                json_integer((json_int_t)books->quarantined_by[i]));
    return object;
}

static json_t *sources_of(const struct run_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < result->pass.books.source_count; i++) {
        const struct source_books *books = &result->pass.books.sources[i];
        json_array_append_new(array, json_pack("{s:s, s:s, s:o, s:o}", "file", books->name, "columns",
                                               result->pass.records[i].matched, "rows", rows_of(books),
                                               "quarantined_by", quarantined_by(books)));
    }
    return array;
}

static json_t *warnings_of(const struct warnings *warnings)
{
    json_t *array = json_array();
    for (size_t i = 0; array != NULL && i < warnings->count; i++)
        json_array_append_new(array, json_string(warnings->lines[i]));
    return array;
}

/* The rows of city_service as they are published. */
static json_t *services_of(const struct run_result *result)
{
    const struct release_table *table =
        result->release != NULL ? release_table_named(result->release, "city_service") : NULL;
    json_t *array = json_array();
    for (size_t row = 0; array != NULL && table != NULL && row < release_row_count(table); row++) {
        json_t *object = json_object();
        for (size_t c = 0; object != NULL && c < release_column_count(table); c++) {
            struct release_cell cell = release_cell(table, row, c);
            json_t *value = json_null();
            if (cell.kind == RELEASE_CELL_TEXT)
                value = json_string(cell.value.text);
            else if (cell.kind == RELEASE_CELL_INTEGER)
                value = json_integer((json_int_t)cell.value.integer);
            else if (cell.kind == RELEASE_CELL_REAL)
                value = json_real(cell.value.real);
            json_object_set_new(object, release_column_at(table, c)->name, value);
        }
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *rate_json(struct rate rate)
{
    return rate.known ? json_real(rate.value) : json_null();
}

static json_t *summary_of(const struct run_result *result, const struct project *project)
{
    bool written = result->release != NULL;
    json_t *object = json_object();
    if (object == NULL)
        return NULL;
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"rows", rows_of(&result->total)},
        {"located_by", located_by(&result->total)},
        {"on_border", json_integer((json_int_t)result->total.on_border)},
        {"in_overlap", json_integer((json_int_t)result->total.in_overlap)},
        {"code_conflicts", json_integer((json_int_t)result->total.code_conflicts)},
        {"quarantined_by", quarantined_by(&result->total)},
        {"sources", sources_of(result)},
        {"mahalle", json_integer((json_int_t)result->boundaries->count)},
        {"households", written ? rate_json(result->digest.households) : json_null()},
        {"persons", written ? rate_json(result->digest.persons) : json_null()},
        {"recent_migrants", written ? rate_json(result->digest.recent) : json_null()},
        {"services", services_of(result)},
        {"suppressed_cells", written ? json_integer((json_int_t)result->digest.suppressed_cells) : json_null()},
        {"profile", json_string(profile_word(project->profile))},
        {"warnings", warnings_of(&result->warnings)},
        {"output", written ? json_string(project->output) : json_null()},
        {"seconds", json_real(result->seconds)},
        {"peak_rss_mb", json_real(result->peak_rss_mb)},
    };
    int failed = 0;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        failed |= json_object_set_new(object, members[i].key, members[i].value) != 0;
    if (failed) {
        json_decref(object);
        return NULL;
    }
    return object;
}

enum mah_status summary_json(char **out, const struct run_result *result, const struct project *project,
                             struct mah_error *err)
{
    json_t *object = summary_of(result, project);
    char *text = object != NULL ? json_dumps(object, JSON_REAL_PRECISION(10)) : NULL;
    json_decref(object);
    *out = text != NULL ? memory_copy_text(text) : NULL;
    free(text); /* jansson's own */
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}
