/* mahalle invest: what to build first under budgets. */
#include <string.h>

#include "base/memory.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/invest_text.h"
#include "protect/protect.h"
#include "run/invest.h"
#include "write/xlsx_list.h"

static bool ends_with(const char *path, const char *ending)
{
    size_t length = path != NULL ? strlen(path) : 0, its = strlen(ending);
    return length > its && strcmp(path + length - its, ending) == 0;
}

static enum mah_status read_question(struct invest_question *out, const char ***budgets,
                                     const struct arguments *arguments, struct mah_error *err)
{
    *out = (struct invest_question){.path = arguments->positional_count > 0 ? arguments->positional[0] : NULL,
                                    .costs = option_value(arguments, OPTION_COSTS)};
    if (out->path == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' needs the name of a GeoPackage that 'mahalle run' has written",
                        "invest");
    *budgets = memory_new(arguments->given_count + 1, sizeof **budgets);
    if (*budgets == NULL)
        return mah_no_memory(err);
    const char *words;
    while ((words = option_value_at(arguments, OPTION_BUDGET, out->budget_count)) != NULL)
        (*budgets)[out->budget_count++] = words;
    out->budgets = *budgets;
    return MAH_OK;
}

static enum mah_status write_list(const struct mah_release *release, const struct warnings *notes,
                                  const struct arguments *arguments, struct mah_error *err)
{
    enum mah_status status =
        xlsx_list_write(release, (const char *const *)notes->lines, notes->count, arguments->output, err);
    for (size_t i = 0; status == MAH_OK && !arguments->quiet && i < notes->count; i++)
        fprintf(stderr, "%s\n", notes->lines[i]);
    return status;
}

static enum mah_status print(const struct mah_release *release, const struct warnings *notes,
                             const struct invest_question *question, const struct arguments *arguments,
                             struct mah_error *err)
{
    if (ends_with(arguments->output, ".xlsx"))
        return write_list(release, notes, arguments, err);
    const char *inputs[] = {question->path, question->costs};
    struct table_view view = {.release = release, .table = release_table_named(release, "investments")};
    struct answer_notes answer = {.lines = (const char *const *)notes->lines,
                                  .count = notes->count,
                                  .inputs = inputs,
                                  .input_count = question->costs != NULL ? 2 : 1};
    struct arguments wanted = *arguments; /* the name of the file says what it is to be */
    if (ends_with(arguments->output, ".csv") && !arguments->format_given)
        wanted.format = FORMAT_CSV;
    if (wanted.format == FORMAT_TEXT && !answer_is_geopackage(&wanted))
        return invest_text_print(&view, &answer, &wanted, err);
    return answer_write(&view, &answer, &wanted, err);
}

enum mah_status command_invest(const struct arguments *arguments, struct mah_error *err)
{
    struct invest_question question;
    const char **budgets = NULL;
    struct mah_release *release = NULL;
    struct warnings notes = {0};
    enum mah_status status = read_question(&question, &budgets, arguments, err);
    if (status == MAH_OK)
        status = invest(&release, &notes, &question, err);
    if (status == MAH_OK)
        status = print(release, &notes, &question, arguments, err);
    protect_release_free(release);
    warnings_release(&notes);
    memory_free(budgets);
    return status;
}
