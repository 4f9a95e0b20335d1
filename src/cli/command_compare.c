/* mahalle compare: what changed between two runs. */
#include <string.h>

#include "base/memory.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "protect/protect.h"
#include "run/compare_published.h"

/* The figures of the city, for people; all mahalle are in the other formats and in the file of -o. */
static const struct shown_column shown[] = {
    {"label", "Indicator", false, 44, 30, false}, {"old_value", "Old", false, 0, 0, false},
    {"new_value", "New", false, 0, 0, false},     {"change", "Change", false, 0, 0, false},
    {"change_unit", "Unit", false, 14, 10, true}, {"change_pct", "%", false, 0, 0, false},
    {"n", "Mahalle", false, 0, 0, true},
};

static enum mah_status check_arguments(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count == 2)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_USAGE, "name two files that 'mahalle run' made, the older one first");
}

/* The rows of the whole city come first and have no mah_code. */
static size_t city_rows(const struct release_table *table)
{
    size_t column, count = 0;
    if (!release_column_find(table, "mah_code", &column))
        return 0;
    while (count < release_row_count(table) && release_cell(table, count, column).kind == RELEASE_CELL_NULL)
        count++;
    return count;
}

static enum mah_status print(const struct mah_release *release, const struct warnings *notes,
                             const struct arguments *arguments, struct mah_error *err)
{
    bool is_map = arguments->format == FORMAT_GEOJSON;
    struct table_view view = {.release = release,
                              .table = release_table_named(release, is_map ? "change" : "mah_change")};
    struct answer_notes answer = {.lines = (const char *const *)notes->lines,
                                  .count = notes->count,
                                  .inputs = arguments->positional,
                                  .input_count = arguments->positional_count,
                                  .shown = shown,
                                  .shown_count = sizeof shown / sizeof *shown};
    if (arguments->format == FORMAT_TEXT)
        view.row_limit = city_rows(view.table);
    return answer_write(&view, &answer, arguments, err);
}

enum mah_status command_compare(const struct arguments *arguments, struct mah_error *err)
{
    struct mah_release *release = NULL;
    struct warnings notes = {0};
    enum language language;
    bool is_spoken = arguments->language != NULL && language_parse(arguments->language, &language);
    enum mah_status status = check_arguments(arguments, err);
    if (status == MAH_OK)
        status = compare_published(&release, &notes, arguments->positional[0], arguments->positional[1],
                                   is_spoken ? &language : NULL, err);
    if (status == MAH_OK)
        status = print(release, &notes, arguments, err);
    protect_release_free(release);
    warnings_release(&notes);
    return status;
}
