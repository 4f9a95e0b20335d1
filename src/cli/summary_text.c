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

static void print_books(const struct source_books *total, size_t width, FILE *out)
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
    struct text line = TEXT_EMPTY;
    for (size_t i = 1; i < REJECT_COUNT; i++)
        if (total->quarantined_by[i] > 0)
            text_add_format(&line, "%s%s %s", line.length > 0 ? ", " : "", reject_word((enum reject_reason)i),
                            shown(total->quarantined_by[i]));
    fprintf(out, "%s ", say("Quarantine  "));
    print_wrapped(out, width, LABEL_WIDTH, LABEL_WIDTH, line.failed ? "" : line.bytes);
    text_release(&line);
}

/* Facilities by what became of their rows. */
static void print_service_books(const struct service_reach *services, size_t width, FILE *out)
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
        return;
    struct text line = TEXT_EMPTY;
    text_add_format(&line, say("%s rows read = %s used + %s closed + %s of other types (where) + %s not usable"),
                    shown(read), shown(used), shown(closed), shown(filtered), shown(read - used - closed - filtered));
    fprintf(out, "%s ", say("Services    "));
    print_wrapped(out, width, LABEL_WIDTH, LABEL_WIDTH, line.failed ? "" : line.bytes);
    text_release(&line);
}

/* What became of the rows of each file, with the words of run_log for what was wrong. */
static void print_service_files(const struct service_reach *services, size_t width, FILE *out)
{
    for (size_t i = 0; services->set != NULL && i < services->set->book_count; i++) {
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
        print_wrapped(out, width, LABEL_WIDTH, LABEL_WIDTH + 2, line.failed ? books->name : line.bytes);
        text_release(&line);
    }
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
static void print_matched(const char *name, const char *type, const char *matched, size_t width, FILE *out)
{
    struct text line = TEXT_EMPTY;
    text_add_format(&line, "%s%s%s%s: %s", name, type != NULL ? " (" : "", type != NULL ? type : "",
                    type != NULL ? ")" : "", matched);
    print_wrapped(out, width, LABEL_WIDTH, LABEL_WIDTH + 2, line.failed ? name : line.bytes);
    text_release(&line);
}

/* Which column became which field: always shown, since a wrong guess makes a wrong map. */
static void print_columns(const struct run_result *result, size_t width, FILE *out)
{
    const char *label = say("Columns     ");
    fprintf(out, "%s ", label);
    print_matched(result->boundaries->file_name, NULL, result->boundaries->matched, width, out);
    for (size_t i = 0; i < result->pass.record_count; i++) {
        fprintf(out, "%*s", LABEL_WIDTH, "");
        print_matched(result->pass.books.sources[i].name, NULL, result->pass.records[i].matched, width, out);
    }
    for (size_t i = 0; result->services.set != NULL && i < result->services.set->book_count; i++) {
        const struct service_books *books = &result->services.set->books[i];
        fprintf(out, "%*s", LABEL_WIDTH, "");
        print_matched(books->name, result->services.types.types[books->type].code, books->matched, width, out);
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
    size_t width = terminal_width(out);
    print_heading(project, out);
    print_columns(result, width, out);
    print_books(&result->total, width, out);
    print_service_books(&result->services, width, out);
    if (result->release == NULL)
        print_service_files(&result->services, width, out);
    if (result->release != NULL) {
        print_city(result, out);
        status = summary_densest_print(result->release, width, out, err);
        if (status == MAH_OK)
            status = summary_services_print(result, width, out, err);
    }
    print_warnings(&result->warnings, width, out);
    if (status == MAH_OK && verbose)
        status = print_settings(project, out, err);
    if (result->release == NULL)
        return status;
    fputc('\n', out);
    print_line(out, "Written: %s  %s s, %s MB", project->output, shown_rate(rate_of(result->seconds), 1),
               shown_rate(rate_of(result->peak_rss_mb), 0));
    print_line(out, "In QGIS: Project > Open From > GeoPackage, and there the project 'mahalle' of this file");
    return status;
}
