/* Where does the answer of a command go? */
#include "cli/answer.h"

#include <string.h>
#include <unistd.h>

#include "cli/wrapped.h"
#include "write/new_file.h"
#include "write/publish.h"

enum mah_status answer_file_open(FILE **out, const char *path, const char *profile, struct mah_error *err)
{
    *out = stdout;
    if (path == NULL || strcmp(path, "-") == 0)
        return MAH_OK;
    return new_file_open(out, path, file_readers_of(profile), err); /* never over another, and whole or not there */
}

enum mah_status answer_file_close(FILE *out, const char *path, enum mah_status status, struct mah_error *err)
{
    return out == NULL || out == stdout ? status : new_file_close(out, path, status, err);
}

bool answer_is_geopackage(const struct arguments *arguments)
{
    size_t length = arguments->output != NULL ? strlen(arguments->output) : 0;
    return length > 5 && strcmp(arguments->output + length - 5, ".gpkg") == 0;
}

static enum mah_status publish(const struct table_view *view, const struct answer_notes *notes, const char *path,
                               struct mah_error *err)
{
    enum mah_status status = publish_check_target(path, notes->inputs, notes->input_count, err);
    if (status == MAH_OK)
        status = publish_check_owner(path, err);
    return status == MAH_OK ? publish_geopackage(view->release, path, err) : status;
}

static enum table_format format_of(enum output_format format)
{
    switch (format) {
    case FORMAT_CSV:
        return TABLE_CSV;
    case FORMAT_JSON:
        return TABLE_JSON;
    case FORMAT_GEOJSON:
        return TABLE_GEOJSON;
    default:
        return TABLE_TEXT;
    }
}

void answer_notes_print(const struct answer_notes *notes, size_t width, FILE *out)
{
    for (size_t i = 0; i < notes->count; i++)
        print_wrapped(out, width, 0, 0, notes->lines[i]);
}

enum mah_status answer_write(const struct table_view *view, const struct answer_notes *notes,
                             const struct arguments *arguments, struct mah_error *err)
{
    static const struct answer_notes none;
    FILE *out = NULL;
    if (notes == NULL)
        notes = &none;
    bool is_file = answer_is_geopackage(arguments);
    enum mah_status status =
        is_file ? publish(view, notes, arguments->output, err)
                : answer_file_open(&out, arguments->output, release_facts(view->release)->profile, err);
    struct table_view shown = *view;
    if (status == MAH_OK && !is_file && arguments->format == FORMAT_TEXT && notes->shown != NULL)
        status = shown_table_print(&shown, notes->shown, notes->shown_count, terminal_width(out), out, err);
    else if (status == MAH_OK && !is_file)
        status = table_write(view, format_of(arguments->format), out, err);
    bool beside = is_file || arguments->format != FORMAT_TEXT;
    FILE *told = beside ? stderr : out; /* with the table where people read it; beside it where a program does */
    if (status == MAH_OK && !beside && notes->count > 0)
        fputc('\n', out);
    if (status == MAH_OK && !(beside && arguments->quiet))
        answer_notes_print(notes, terminal_width(told), told);
    return is_file ? status : answer_file_close(out, arguments->output, status, err);
}
