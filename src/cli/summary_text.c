/* The summary of a run or check for people. */
#include "cli/summary_text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "write/display_number.h"
#include "write/table.h"

enum { TOP_ROWS = 10, SHOWN_AT_ONCE = 8 };

/* A number as people read it; eight at a time may stand in one printf. */
static const char *shown(int64_t value)
{
    static _Thread_local char texts[SHOWN_AT_ONCE][DISPLAY_NUMBER_SIZE];
    static _Thread_local size_t next;
    char *text = texts[next++ % SHOWN_AT_ONCE];
    display_integer(value, true, language_get(), text);
    return text;
}

static const char *shown_rate(struct rate rate, int decimals)
{
    static _Thread_local char texts[4][DISPLAY_NUMBER_SIZE];
    static _Thread_local size_t next;
    char *text = texts[next++ % 4];
    if (!rate.known)
        return say("hidden");
    display_real(rate.value, decimals, true, language_get(), text);
    return text;
}

/* One line of the summary in the language that is set. */
static void print_line(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void print_line(FILE *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vfprintf(out, say(format), list);
    va_end(list);
    fputc('\n', out);
}

static void print_heading(const struct project *project, FILE *out)
{
    char date[16];
    date_write(project->reference_date, date);
    if (project->title != NULL && *project->title != '\0')
        fprintf(out, "%s\n", project->title);
    print_line(out, "reference date %s, recent: the last %d years, profile: %s", date, project->recent_years,
               profile_word(project->profile));
    fputc('\n', out);
}

static void print_books(const struct source_books *total, FILE *out)
{
    int64_t quarantined = source_books_quarantined(total);
    print_line(out, "Records      %s read = %s located + %s in quarantine", shown(total->read), shown(total->located),
               shown(quarantined));
    print_line(out, "Located by   polygon %s, code %s, name %s, nearest %s", shown(total->located_by[JOIN_SPATIAL]),
               shown(total->located_by[JOIN_CODE]), shown(total->located_by[JOIN_NAME]),
               shown(total->located_by[JOIN_NEAREST]));
    print_line(out, "             on a border %s, in an overlap %s", shown(total->on_border), shown(total->in_overlap));
    if (quarantined == 0)
        return;
    fputs(say("Quarantine  "), out);
    const char *separator = " ";
    for (size_t i = 1; i < REJECT_COUNT; i++) {
        if (total->quarantined_by[i] == 0)
            continue;
        fprintf(out, "%s%s %s", separator, reject_word((enum reject_reason)i), shown(total->quarantined_by[i]));
        separator = ", ";
    }
    fputc('\n', out);
}

/* Facilities by what became of their rows. */
static void print_service_books(const struct service_reach *services, FILE *out)
{
    int64_t read = 0, used = 0, closed = 0, filtered = 0;
    for (size_t i = 0; services->set != NULL && i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        read += books->read;
        used += books->used;
        closed += books->closed;
        filtered += books->filtered;
    }
    if (services->set != NULL)
        print_line(out, "Services     %s rows read = %s used + %s closed + %s of other types (where) + %s not usable",
                   shown(read), shown(used), shown(closed), shown(filtered), shown(read - used - closed - filtered));
}

static void print_city(const struct run_result *result, FILE *out)
{
    const struct release_digest *digest = &result->digest;
    struct rate per_cent = digest->share.known ? rate_of(digest->share.value * 100) : rate_unknown;
    print_line(out, "City         %s mahalle: %s without households, %s hidden", shown((int64_t)digest->mahalle),
               shown((int64_t)digest->mahalle_empty), shown((int64_t)digest->mahalle_hidden));
    print_line(out, "             %s households, %s persons, %s recent migrants (%s %%)",
               shown_rate(digest->households, 0), shown_rate(digest->persons, 0), shown_rate(digest->recent, 0),
               shown_rate(per_cent, 1));
}

struct ranked_row {
    double value;
    size_t row;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked_row *left = a, *right = b;
    if (left->value > right->value || left->value < right->value)
        return left->value > right->value ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row; /* rows stand in the order of the codes */
}

/* The rows with the largest published density of recent migrants; ties by code. */
static enum mah_status find_densest(size_t *rows, size_t *count, const struct release_table *table,
                                    struct mah_error *err)
{
    size_t column;
    *count = 0;
    if (!release_column_find(table, "den_mig", &column))
        return MAH_OK;
    struct ranked_row *ranked = memory_new(release_row_count(table), sizeof *ranked);
    if (ranked == NULL)
        return mah_no_memory(err);
    size_t found = 0;
    for (size_t i = 0; i < release_row_count(table); i++) {
        struct release_cell cell = release_cell(table, i, column);
        if (cell.kind == RELEASE_CELL_REAL && cell.value.real > 0)
            ranked[found++] = (struct ranked_row){cell.value.real, i};
    }
    if (found > 0)
        qsort(ranked, found, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < found && i < TOP_ROWS; i++)
        rows[(*count)++] = ranked[i].row;
    memory_free(ranked);
    return MAH_OK;
}

static enum mah_status print_densest(const struct mah_release *release, FILE *out, struct mah_error *err)
{
    static const char *const fields[] = {"mah_name", "ilce_name", "pop_est", "mig_rec", "sh_mig", "den_mig"};
    const struct release_table *table = release_table_named(release, "mah_indicators");
    size_t rows[TOP_ROWS], row_count, columns[6], column_count = 0;
    enum mah_status status = find_densest(rows, &row_count, table, err);
    if (status != MAH_OK || row_count == 0)
        return status;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        bool any = false;
        if (release_column_find(table, fields[i], &columns[column_count]))
            for (size_t k = 0; k < row_count; k++)
                any |= release_cell(table, rows[k], columns[column_count]).kind != RELEASE_CELL_NULL;
        column_count += any; /* a column of nothing but gaps helps nobody */
    }
    fprintf(out, "\n%s\n\n", say("Where recent migrants live most densely:"));
    struct table_view view = {.release = release,
                              .table = table,
                              .columns = columns,
                              .column_count = column_count,
                              .rows = rows,
                              .row_count = row_count};
    return table_write(&view, TABLE_TEXT, out, err);
}

/* Coverage of the city, one line a service type. */
static enum mah_status print_services(const struct run_result *result, FILE *out, struct mah_error *err)
{
    static const char *const fields[] = {"service_name", "facilities", "radius_m", "cov",      "cov_mig",
                                         "cov_set",      "gap",        "d_med",    "uncovered"};
    const struct release_table *table = release_table_named(result->release, "city_service");
    size_t columns[sizeof fields / sizeof *fields], count = 0;
    if (table == NULL)
        return MAH_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        count += release_column_find(table, fields[i], &columns[count]);
    fprintf(out, "\n%s\n\n",
            result->services.metric == REACH_NETWORK ? say("Who has a service within reach, walking along the streets:")
                                                     : say("Who has a service within reach, in a straight line:"));
    struct table_view view = {.release = result->release, .table = table, .columns = columns, .column_count = count};
    return table_write(&view, TABLE_TEXT, out, err);
}

static void print_warnings(const struct warnings *warnings, FILE *out)
{
    if (warnings->count == 0)
        return;
    fprintf(out, "\n%s\n", say("Please note:"));
    for (size_t i = 0; i < warnings->count; i++)
        fprintf(out, "  - %s\n", warnings->lines[i]);
}

/* Which column became which field: always shown, since a wrong guess makes a wrong map. */
static void print_columns(const struct run_result *result, FILE *out)
{
    print_line(out, "Columns      %s: %s", result->boundaries->file_name, result->boundaries->matched);
    for (size_t i = 0; i < result->pass.record_count; i++)
        fprintf(out, "             %s: %s\n", result->pass.books.sources[i].name, result->pass.records[i].matched);
    for (size_t i = 0; result->services.set != NULL && i < result->services.set->book_count; i++) {
        const struct service_books *books = &result->services.set->books[i];
        fprintf(out, "             %s (%s): %s\n", books->name, result->services.types.types[books->type].code,
                books->matched);
    }
}

static enum mah_status print_settings(const struct project *project, FILE *out, struct mah_error *err)
{
    struct setting *settings = NULL;
    size_t count = 0;
    enum mah_status status = project_settings(project, &settings, &count, err);
    if (status == MAH_OK)
        fprintf(out, "\n%s\n", say("Settings:"));
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  %s = %s (%s)\n", settings[i].key, settings[i].value != NULL ? settings[i].value : "",
                settings[i].origin);
    settings_free(settings, count);
    return status;
}

enum mah_status summary_text_print(const struct run_result *result, const struct project *project, bool verbose,
                                   FILE *out, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    print_heading(project, out);
    print_columns(result, out);
    print_books(&result->total, out);
    print_service_books(&result->services, out);
    if (result->release != NULL) {
        print_city(result, out);
        status = print_densest(result->release, out, err);
        if (status == MAH_OK)
            status = print_services(result, out, err);
    }
    print_warnings(&result->warnings, out);
    if (status == MAH_OK && verbose)
        status = print_settings(project, out, err);
    if (result->release == NULL)
        return status;
    fputc('\n', out);
    print_line(out, "Written: %s (open it in QGIS)  %s s, %s MB", project->output,
               shown_rate(rate_of(result->seconds), 1), shown_rate(rate_of(result->peak_rss_mb), 0));
    return status;
}
