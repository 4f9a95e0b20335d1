/* What should the user know before trusting the map? */
#include "run/warnings.h"

#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "config/keys.h"
#include "run/service_warnings.h"

enum mah_status warnings_add(struct warnings *warnings, struct mah_error *err, const char *format, ...)
{
    struct text text = TEXT_EMPTY;
    va_list list;
    va_start(list, format);
    text_add_format_list(&text, say(format), list);
    va_end(list);
    char *line = text_take(&text);
    if (line == NULL || memory_grow((void **)&warnings->lines, &warnings->capacity, warnings->count + 1,
                                    sizeof *warnings->lines) != 0) {
        memory_free(line);
        return mah_no_memory(err);
    }
    warnings->lines[warnings->count++] = line;
    return MAH_OK;
}

void warnings_release(struct warnings *warnings)
{
    for (size_t i = 0; i < warnings->count; i++)
        memory_free(warnings->lines[i]);
    memory_free(warnings->lines);
    *warnings = (struct warnings){0};
}

static enum mah_status warn_of_reading(struct warnings *out, const char *name, const struct source_record *record,
                                       struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (record->encoding_guessed)
        status = warnings_add(out, err, "'%s' is not UTF-8; it was read as %s (key encoding says otherwise)", name,
                              record->encoding);
    if (status == MAH_OK && record->recoded_texts > 0)
        status = warnings_add(out, err, "'%s': %llu texts were not UTF-8 and were read as windows-1254", name,
                              (unsigned long long)record->recoded_texts);
    if (status == MAH_OK && record->is_unended)
        status = warnings_add(out, err,
                              "'%s' does not end with a line break: its last row may be cut off and rows behind it "
                              "missing; compare their number",
                              name);
    if (status == MAH_OK && record->crs_guessed)
        status = warnings_add(
            out, err,
            "'%s' does not name its reference system; its positions look like degrees and were read as EPSG:4326",
            name);
    return status;
}

static enum mah_status warn_of_rows(struct warnings *out, const struct source_books *books, struct mah_error *err)
{
    const char *name = books->name;
    enum mah_status status = MAH_OK;
    if (books->would_fit_swapped > 0)
        status = warnings_add(out, err, "'%s': %lld quarantined rows would lie in the city if x and y were exchanged",
                              name, (long long)books->would_fit_swapped);
    if (status == MAH_OK && books->outside_but_located > 0)
        status = warnings_add(
            out, err, "'%s': %lld positions lie in no mahalle; these households were placed by their stated mahalle",
            name, (long long)books->outside_but_located);
    if (status == MAH_OK && books->code_conflicts > 0)
        status = warnings_add(
            out, err, "'%s': %lld rows state another mahalle code than the polygon they lie in; the polygon decided",
            name, (long long)books->code_conflicts);
    if (status == MAH_OK && books->would_fit_as_text > 0)
        status =
            warnings_add(out, err,
                         "'%s': %lld quarantined rows have the code of a mahalle but for zeros at its beginning or "
                         "decimals at its end, as when a spreadsheet takes it for a number; write the codes as text, "
                         "as in the boundaries",
                         name, (long long)books->would_fit_as_text);
    for (size_t i = 0; status == MAH_OK && i < CHECK_WARNING_COUNT; i++)
        if (books->warnings[i] > 0)
            status = warnings_add(out, err, "'%s': %llu %s", name, (unsigned long long)books->warnings[i],
                                  say(check_warning_meaning((enum check_warning)i)));
    return status;
}

static enum mah_status warn_of_boundaries(struct warnings *out, const struct boundary_set *boundaries,
                                          struct mah_error *err)
{
    static const struct {
        enum boundary_issue_kind kind;
        const char *sentence;
    } sentences[] = {
        {BOUNDARY_INVALID, "'%s': %zu boundaries crossed or touched themselves and were repaired (run_log says where)"},
        {BOUNDARY_DUPLICATE, "'%s': %zu times a mahalle code came again (run_log says which)"},
        {BOUNDARY_SAME_POLYGON,
         "'%s': %zu pairs of mahalle have one and the same polygon; the smaller code gets the households"},
        {BOUNDARY_OVERLAP, "'%s': %zu pairs of boundaries overlap; the smaller code gets the households there"},
        {BOUNDARY_GAP, "'%s': %zu gaps between boundaries"},
        {BOUNDARY_DROPPED, "'%s': %zu rows without a usable polygon or code were left out"},
    };
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof sentences / sizeof *sentences; i++) {
        size_t count = 0;
        for (size_t k = 0; k < boundaries->issue_count; k++)
            count += boundaries->issues[k].kind == sentences[i].kind;
        if (count == 0)
            continue;
        struct text text = TEXT_EMPTY;
        /* The formats above all take a name and a number; say() gives a format with the same conversions. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        text_add_format(&text, say(sentences[i].sentence), boundaries->file_name, count);
#pragma GCC diagnostic pop
        status = text.failed ? mah_no_memory(err) : warnings_add(out, err, "%s", text.bytes);
        text_release(&text);
    }
    return status;
}

/* Whoever lowers the limits should see it at every run, and so should who runs a project that another one wrote. */
static enum mah_status warn_of_limits(struct warnings *out, const struct project *project, struct mah_error *err)
{
    const bool is_public = project->profile == PROFILE_PUBLIC;
    const struct {
        const char *key;
        int value;
        bool is_used; /* internal neither rounds nor hides mahalle of few persons */
    } limits[] = {{"privacy.min_households", project->min_households, project->profile != PROFILE_SECURE},
                  {"privacy.min_persons", project->min_persons, project->profile != PROFILE_SECURE},
                  {"privacy.min_unit_persons", project->min_unit_persons, is_public},
                  {"privacy.round_to", project->round_to, is_public}};
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const char *standard = key_find(slice_of(limits[i].key))->standard;
        double least = 0;
        (void)number_read(slice_of(standard), &least);
        if (limits[i].is_used && limits[i].value < least)
            text_add_format(&list, say("%s%s %d (default %s)"), list.length > 0 ? ", " : "", limits[i].key,
                            limits[i].value, standard);
    }
    enum mah_status status = list.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK && list.length > 0)
        status = warnings_add(out, err,
                              "the profile %s runs with limits below the defaults: %s; let the data-protection officer "
                              "see the file before it leaves the office",
                              profile_word(project->profile), list.bytes);
    text_release(&list);
    return status;
}

static enum mah_status warn_of_settings(struct warnings *out, const struct project *project, struct mah_error *err)
{
    struct setting *settings = NULL;
    size_t count = 0;
    enum mah_status status = project_settings(project, &settings, &count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        if (strcmp(settings[i].key, "reference_date") == 0 && strcmp(settings[i].origin, "default") == 0)
            status =
                warnings_add(out, err, "reference_date is not set: %s was taken; next year it would be another day",
                             settings[i].value);
    settings_free(settings, count);
    if (status == MAH_OK && project->province == NULL)
        status = warnings_add(
            out, err, "moves within the province cannot be told from migration: set the key province (for example 27)");
    return status == MAH_OK ? warn_of_limits(out, project, err) : status;
}

/* What `check` reports and `run` refuses. */
static enum mah_status warn_of_quarantine(struct warnings *out, const struct project *project,
                                          const struct books *books, struct mah_error *err)
{
    struct source_books total = books_total(books);
    int64_t quarantined = source_books_quarantined(&total);
    char allowed[32];
    if ((double)quarantined <= project->max_rejected_share * (double)total.read)
        return MAH_OK;
    return warnings_add(out, err,
                        "%lld of %lld rows are in quarantine, more than quarantine.max_rejected_share (%s) allows: "
                        "run will refuse them",
                        (long long)quarantined, (long long)total.read,
                        number_say(project->max_rejected_share, allowed));
}

enum mah_status warnings_find(struct warnings *out, const struct project *project,
                              const struct boundary_set *boundaries, const struct pass_result *pass,
                              const struct service_reach *services, struct mah_error *err)
{
    enum mah_status status = warn_of_boundaries(out, boundaries, err);
    for (size_t i = 0; status == MAH_OK && i < pass->books.source_count; i++) {
        status = warn_of_reading(out, pass->books.sources[i].name, &pass->records[i], err);
        if (status == MAH_OK)
            status = warn_of_rows(out, &pass->books.sources[i], err);
    }
    if (status == MAH_OK && pass->members_without_household > 0)
        status = warnings_add(out, err, "'%s': %zu members name no household; they were left out",
                              project->persons.path, pass->members_without_household);
    if (status == MAH_OK)
        status = warn_of_quarantine(out, project, &pass->books, err);
    if (status == MAH_OK)
        status = warn_of_settings(out, project, err);
    if (status == MAH_OK && services->is_asked)
        status = service_warnings(out, project, services, pass->ways, err);
    if (status == MAH_OK && !services->is_asked && project->streets.path != NULL)
        status = warnings_add(out, err, "streets are named but no services: nothing is measured along them");
    if (status == MAH_OK && project->residential.path != NULL)
        status = warnings_add(out, err, "residential land is not used by this version yet");
    return status;
}
