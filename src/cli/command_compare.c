/* mahalle compare: what changed between two runs. */
#include "cli/answer.h"
#include "cli/change_card.h"
#include "cli/commands.h"
#include "protect/protect.h"
#include "run/compare_published.h"

static enum mah_status check_arguments(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count == 2)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_USAGE, "name two files that 'mahalle run' made, the older one first");
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
                                  .input_count = arguments->positional_count};
    if (arguments->format == FORMAT_TEXT && !answer_is_geopackage(arguments))
        return change_card_print(&view, &answer, arguments, err);
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
