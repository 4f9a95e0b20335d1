/* The summary of a run or check for people. */
#include "cli/summary_text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "cli/summary_tables.h"
#include "cli/wrapped.h"
#include "write/display_number.h"

enum { SHOWN_AT_ONCE = 8, LABEL_WIDTH = 13 }; /* the words before the lines of the books */

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
        return say("hidden or not known");
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

/* A line behind its label. One that memory was wanting for must not look like one that says nothing. */
static enum mah_status print_behind_label(struct text *line, size_t width, size_t indent, FILE *out,
                                          struct mah_error *err)
{
    enum mah_status status = line->failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK)
        print_wrapped(out, width, LABEL_WIDTH, indent, text_bytes(line));
    text_release(line);
    return status;
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

static enum mah_status print_books(const struct source_books *total, size_t width, FILE *out, struct mah_error *err)
{
    int64_t quarantined = source_books_quarantined(total);
    print_line(out, "Records      %s read = %s located + %s in quarantine", shown(total->read), shown(total->located),
               shown(quarantined));
    print_line(out, "Located by   polygon %s, code %s, name %s, nearest %s", shown(total->located_by[JOIN_SPATIAL]),
               shown(total->located_by[JOIN_CODE]), shown(total->located_by[JOIN_NAME]),
               shown(total->located_by[JOIN_NEAREST]));
    print_line(out, "             on a border %s, in an overlap %s", shown(total->on_border), shown(total->in_overlap));
    if (quarantined == 0)
        return MAH_OK;
    struct text line = TEXT_EMPTY;
    for (size_t i = 1; i < REJECT_COUNT; i++)
        if (total->quarantined_by[i] > 0)
            text_add_format(&line, "%s%s %s", line.length > 0 ? ", " : "", reject_word((enum reject_reason)i),
                            shown(total->quarantined_by[i]));
    fprintf(out, "%s ", say("Quarantine  "));
    return print_behind_label(&line, width, LABEL_WIDTH, out, err);
}

/* Facilities by what became of their rows. */
static enum mah_status print_service_books(const struct service_reach *services, size_t width, FILE *out,
                                           struct mah_error *err)
{
    int64_t read = 0, used = 0, closed = 0, filtered = 0;
    for (size_t i = 0; services->set != NULL && i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        read += books->read;
        used += books->used;
        closed += books->closed;
        filtered += books->filtered;
    }
    if (services->set == NULL)
        return MAH_OK;
    struct text line = TEXT_EMPTY;
    text_add_format(&line, say("%s rows read = %s used + %s closed + %s of other types (where) + %s not usable"),
                    shown(read), shown(used), shown(closed), shown(filtered), shown(read - used - closed - filtered));
    fprintf(out, "%s ", say("Services    "));
    return print_behind_label(&line, width, LABEL_WIDTH, out, err);
}

/* What became of the rows of each file, with the words of run_log for what was wrong. */
static enum mah_status print_service_files(const struct service_reach *services, size_t width, FILE *out,
                                           struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && services->set != NULL && i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        struct text line = TEXT_EMPTY;
        text_add_format(&line, say("%s (%s): %s read, %s used"), books->name, services->types.types[books->type].code,
                        shown(books->read), shown(books->used));
        if (books->closed > 0)
            text_add_format(&line, say(", %s closed"), shown(books->closed));
        if (books->filtered > 0)
            text_add_format(&line, say(", %s of other types (where)"), shown(books->filtered));
        for (size_t fault = 0; fault < SERVICE_FAULTS; fault++)
            if (books->fault[fault] > 0)
                text_add_format(&line,
                                say(service_fault_rejects((enum service_fault)fault) ? ", refused: %s %s"
                                                                                     : ", used in part: %s %s"),
                                service_fault_word((enum service_fault)fault), shown(books->fault[fault]));
        fprintf(out, "%*s", LABEL_WIDTH, "");
        status = print_behind_label(&line, width, LABEL_WIDTH + 2, out, err);
    }
    return status;
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

static void print_warnings(const struct warnings *warnings, size_t width, FILE *out)
{
    if (warnings->count == 0)
        return;
    fprintf(out, "\n%s\n", say("Please note:"));
    for (size_t i = 0; i < warnings->count; i++) {
        fputs("  - ", out);
        print_wrapped(out, width, 4, 4, warnings->lines[i]);
    }
}

/* "haneler.csv: hane_no -> hh_id, ..." beside or below the word before it. */
static enum mah_status print_matched(const char *name, const char *type, const char *matched, size_t width, FILE *out,
                                     struct mah_error *err)
{
    struct text line = TEXT_EMPTY;
    text_add_format(&line, "%s%s%s%s: %s", name, type != NULL ? " (" : "", type != NULL ? type : "",
                    type != NULL ? ")" : "", matched);
    return print_behind_label(&line, width, LABEL_WIDTH + 2, out, err);
}

/* Which column became which field: always shown, since a wrong guess makes a wrong map. */
static enum mah_status print_columns(const struct run_result *result, size_t width, FILE *out, struct mah_error *err)
{
    const char *label = say("Columns     ");
    fprintf(out, "%s ", label);
    const struct boundary_set *boundaries = result->boundaries;
    enum mah_status status = print_matched(boundaries->file_name, NULL, boundaries->matched, width, out, err);
    for (size_t i = 0; status == MAH_OK && i < result->pass.record_count; i++) {
        fprintf(out, "%*s", LABEL_WIDTH, "");
        status =
            print_matched(result->pass.books.sources[i].name, NULL, result->pass.records[i].matched, width, out, err);
    }
    const struct service_set *set = result->services.set;
    for (size_t i = 0; status == MAH_OK && set != NULL && i < set->book_count; i++) {
        const char *type = result->services.types.types[set->books[i].type].code;
        fprintf(out, "%*s", LABEL_WIDTH, "");
        status = print_matched(set->books[i].name, type, set->books[i].matched, width, out, err);
    }
    return status;
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
    size_t width = terminal_width(out);
    print_heading(project, out);
    enum mah_status status = print_columns(result, width, out, err);
    if (status == MAH_OK)
        status = print_books(&result->total, width, out, err);
    if (status == MAH_OK)
        status = print_service_books(&result->services, width, out, err);
    if (status == MAH_OK && result->release == NULL)
        status = print_service_files(&result->services, width, out, err);
    if (status == MAH_OK && result->release != NULL) {
        print_city(result, out);
        status = summary_densest_print(result->release, width, out, err);
        if (status == MAH_OK)
            status = summary_services_print(result, width, out, err);
    }
    if (status == MAH_OK)
        print_warnings(&result->warnings, width, out);
    if (status == MAH_OK && verbose)
        status = print_settings(project, out, err);
    if (status != MAH_OK || result->release == NULL)
        return status;
    fputc('\n', out);
    print_line(out, "Written: %s  %s s, %s MB", project->output, shown_rate(rate_of(result->seconds), 1),
               shown_rate(rate_of(result->peak_rss_mb), 0));
    print_line(out, "In QGIS: Project > Open From > GeoPackage, and there the project 'mahalle' of this file");
    return status;
}
