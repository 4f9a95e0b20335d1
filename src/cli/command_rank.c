/* mahalle rank: order the mahalle by need. */
#include "base/memory.h"
#include "base/number.h"
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/explained.h"
#include "protect/protect.h"
#include "run/rank_published.h"

static const struct shown_column by_need[] = {
    {"pri_rank", "Rank", false, 0, 0, false},        {"mah_name", "Mahalle", false, 30, 22, false},
    {"ilce_name", "District", false, 16, 12, false}, {"pri_score", "Score", false, 0, 0, false},
    {"pri_lo", "from", false, 0, 0, false},          {"pri_hi", "to", false, 0, 0, false},
    {"pri_median", "Median", false, 0, 0, true},     {"pri_top", "At the top", true, 0, 0, false},
    {"known_w", "Known", true, 0, 0, true},          {"flag", "Flag", false, 0, 0, false},
};
static const struct shown_column by_field[] = {
    {"rank", "Rank", false, 0, 0, false},
    {"mah_name", "Mahalle", false, 34, 24, false},
    {"ilce_name", "District", false, 20, 14, false},
    {"mah_code", "Code", false, 14, 10, false},
    {"value", "Value", false, 0, 0, false},
    {"flag", "Flag", false, 0, 0, false},
};

static enum mah_status read_request(struct rank_request *out, const struct arguments *arguments, struct mah_error *err)
{
    double top = 0;
    *out = (struct rank_request){.department = option_value(arguments, OPTION_FOR),
                                 .by = option_value(arguments, OPTION_BY),
                                 .explain = option_value(arguments, OPTION_EXPLAIN),
                                 .seed = -1,
                                 .is_drawn = arguments->format == FORMAT_GEOJSON || answer_is_geopackage(arguments)};
    if (arguments->positional_count == 0)
        return mah_fail(err, MAH_BAD_USAGE, "name the GeoPackage: mahalle rank FILE.gpkg");
    if (arguments->positional_count > 1)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", arguments->positional[1]);
    if (out->by != NULL && (out->department != NULL || out->explain != NULL))
        return mah_fail(err, MAH_BAD_USAGE, "--by orders by one figure; it does not go with '%s'",
                        out->department != NULL ? "--for" : "--explain");
    enum mah_status status = option_number(&top, arguments, OPTION_TOP, 1, 1e6, err);
    if (status == MAH_OK && top > (double)(size_t)top)
        status = mah_fail(err, MAH_BAD_USAGE, "'--top' is '%s'; a whole number is allowed",
                          option_value(arguments, OPTION_TOP));
    out->top = (size_t)top;
    double seed = -1;
    if (status == MAH_OK && arguments->seed != NULL &&
        (number_read(slice_of(arguments->seed), &seed) != NUMBER_OK || seed < 0 || seed > 9007199254740991.0 ||
         seed > (double)(int64_t)seed))
        status = mah_fail(err, MAH_BAD_USAGE, "'--seed' is '%s'; a whole number from 0 to 2^53 - 1 is allowed",
                          arguments->seed);
    out->seed = (int64_t)seed;
    return status;
}

static enum mah_status print(const struct mah_release *release, const struct warnings *notes,
                             const struct rank_request *request, const struct arguments *arguments,
                             struct mah_error *err)
{
    bool is_by_field = request->by != NULL;
    struct table_view view = {.release = release,
                              .table = release_table_named(release, is_by_field ? "ranking" : "priority")};
    struct answer_notes answer = {.lines = (const char *const *)notes->lines,
                                  .count = notes->count,
                                  .inputs = arguments->positional,
                                  .input_count = 1,
                                  .shown = is_by_field ? by_field : by_need,
                                  .shown_count = is_by_field ? sizeof by_field / sizeof *by_field
                                                             : sizeof by_need / sizeof *by_need};
    return request->explain != NULL ? explained_print(release, &answer, arguments, err)
                                    : answer_write(&view, &answer, arguments, err);
}

enum mah_status command_rank(const struct arguments *arguments, struct mah_error *err)
{
    struct rank_request request;
    struct mah_release *release = NULL;
    struct warnings notes = {0};
    enum mah_status status = read_request(&request, arguments, err);
    if (status == MAH_OK)
        status = rank_published(&release, &notes, &request, arguments->positional[0], err);
    if (status == MAH_OK)
        status = print(release, &notes, &request, arguments, err);
    protect_release_free(release);
    warnings_release(&notes);
    return status;
}
