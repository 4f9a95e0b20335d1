/* How did the figures come about? */
#include "run/run_record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "mahalle/version.h"
#include "run/service_record.h"

static void release_rows(struct record_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        memory_free(rows[i].step);
        memory_free(rows[i].source);
        memory_free(rows[i].item);
        memory_free(rows[i].value);
        memory_free(rows[i].note);
    }
    memory_free(rows);
}

void run_record_release(struct run_record *record)
{
    release_rows(record->params, record->param_count);
    release_rows(record->log, record->log_count);
    *record = (struct run_record){0};
}

/* Copies the texts (step, source, item, value, note), so that literals and buffers may be handed in. */
static enum mah_status add(struct record_row **rows, size_t *count, size_t *capacity, const char *const texts[5],
                           struct mah_error *err)
{
    if (memory_grow((void **)rows, capacity, *count + 1, sizeof **rows) != 0)
        return mah_no_memory(err);
    char *copies[5];
    bool lost = false;
    for (size_t i = 0; i < 5; i++) {
        copies[i] = memory_copy_text(texts[i]);
        lost |= texts[i] != NULL && copies[i] == NULL;
    }
    (*rows)[(*count)++] = (struct record_row){copies[0], copies[1], copies[2], copies[3], copies[4], false};
    return lost ? mah_no_memory(err) : MAH_OK;
}

enum mah_status run_record_param(struct run_record *record, const char *key, const char *value, const char *origin,
                                 struct mah_error *err)
{
    const char *const texts[] = {NULL, NULL, key, value, origin};
    return add(&record->params, &record->param_count, &record->param_capacity, texts, err);
}

void run_record_mark_confidential(struct run_record *record)
{
    if (record->param_count > 0)
        record->params[record->param_count - 1].is_confidential = true;
}

enum mah_status run_record_log(struct run_record *record, const char *step, const char *source, const char *item,
                               const char *value, const char *note, struct mah_error *err)
{
    const char *const texts[] = {step, source, item, value, note};
    return add(&record->log, &record->log_count, &record->log_capacity, texts, err);
}

static const char *without_folders(const char *path)
{
    const char *slash = path != NULL ? strrchr(path, '/') : NULL;
    return slash != NULL ? slash + 1 : path;
}

/* Not recorded: how many threads worked, since it changes nothing, where the output lies, and where the secret is. */
static bool is_recorded(const char *key)
{
    return strcmp(key, "threads") != 0 && strcmp(key, "output") != 0 && strcmp(key, "privacy.mask_seed_file") != 0;
}

static bool is_path(const char *key)
{
    static const char ending[] = "source";
    size_t length = strlen(key), wanted = sizeof ending - 1;
    return (length >= wanted && strcmp(key + length - wanted, ending) == 0) || strncmp(key, "standards", 9) == 0;
}

/* Of a file of shelters nothing is told but that there was one: its name, columns and choice of rows may name a place.
 * The provenance does not even tell that. */
static bool is_of_confidential(const char *key, const struct project *project, const struct service_reach *services)
{
    size_t number;
    /* NOLINTNEXTLINE(cert-err34-c): keys are the program's own */
    return sscanf(key, "services[%zu]", &number) == 1 && number >= 1 && number <= project->service_count &&
           service_source_is_confidential(services, project, number - 1);
}

static bool is_type(const char *key)
{
    const char *end = strchr(key, ']');
    return end != NULL && strcmp(end, "].type") == 0;
}

static const char *recorded_value(const struct setting *setting, bool is_confidential)
{
    if (is_confidential && !is_type(setting->key))
        return WITHHELD;
    return is_path(setting->key) ? without_folders(setting->value) : setting->value;
}

static enum mah_status add_settings(struct run_record *record, const struct project *project,
                                    const struct service_reach *services, struct mah_error *err)
{
    struct setting *settings = NULL;
    size_t count = 0;
    enum mah_status status = project_settings(project, &settings, &count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        if (!is_recorded(settings[i].key))
            continue;
        bool is_confidential = is_of_confidential(settings[i].key, project, services);
        status = run_record_param(record, settings[i].key, recorded_value(&settings[i], is_confidential),
                                  settings[i].origin, err);
        if (is_confidential)
            run_record_mark_confidential(record);
    }
    settings_free(settings, count);
    return status;
}

static enum mah_status add_crs(struct run_record *record, const char *key, const struct crs *crs, struct mah_error *err)
{
    char text[256];
    if (crs->code != 0)
        snprintf(text, sizeof text, "%s:%d %s", crs->authority, crs->code, crs->name);
    else
        snprintf(text, sizeof text, "%s", crs->name);
    return run_record_param(record, key, text, "", err);
}

static enum mah_status add_source_params(struct run_record *record, size_t number, const char *name,
                                         const struct source_record *source, struct mah_error *err)
{
    const struct {
        const char *what, *value;
    } all[] = {{"file", name},
               {"columns", source->matched},
               {"format", source->format},
               {"encoding", source->encoding},
               {"crs", source->crs},
               {"operation", source->operation}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++) {
        char key[64];
        snprintf(key, sizeof key, "read.households.%zu.%s", number + 1, all[i].what);
        status = run_record_param(record, key, all[i].value, "", err);
    }
    return status;
}

static enum mah_status fill_params(struct run_record *record, const struct project *project,
                                   const struct boundary_set *boundaries, const struct pass_result *pass,
                                   const struct service_reach *services, const struct crs *working,
                                   struct mah_error *err)
{
    enum mah_status status = run_record_param(record, "mahalle.version", MAH_VERSION, "", err);
    if (status == MAH_OK)
        status = add_settings(record, project, services, err);
    if (status == MAH_OK)
        status = run_record_param(record, "read.neighbourhoods.file", boundaries->file_name, "", err);
    if (status == MAH_OK)
        status = run_record_param(record, "read.neighbourhoods.columns", boundaries->matched, "", err);
    if (status == MAH_OK)
        status = add_crs(record, "read.neighbourhoods.crs", &boundaries->crs, err);
    if (status == MAH_OK)
        status = add_crs(record, "working_crs", working, err);
    for (size_t i = 0; status == MAH_OK && i < pass->record_count; i++)
        status = add_source_params(record, i, pass->books.sources[i].name, &pass->records[i], err);
    return status;
}

static enum mah_status add_count(struct run_record *record, const char *step, const char *source, const char *item,
                                 int64_t count, const char *note, struct mah_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, count);
    return run_record_log(record, step, source, item, text, note, err);
}

static enum mah_status log_source(struct run_record *record, const struct source_books *books, enum language language,
                                  struct mah_error *err)
{
    const char *name = books->name;
    enum mah_status status = add_count(record, "books", name, "read", books->read, NULL, err);
    if (status == MAH_OK)
        status = add_count(record, "books", name, "located", books->located, NULL, err);
    if (status == MAH_OK)
        status = add_count(record, "books", name, "quarantined", source_books_quarantined(books), NULL, err);
    for (size_t i = 1; status == MAH_OK && i < JOIN_METHODS; i++)
        status = add_count(record, "located_by", name, join_word((enum join_method)i), books->located_by[i], NULL, err);
    if (status == MAH_OK)
        status = add_count(record, "located", name, "on_border", books->on_border, NULL, err);
    if (status == MAH_OK)
        status = add_count(record, "located", name, "in_overlap", books->in_overlap, NULL, err);
    if (status == MAH_OK)
        status = add_count(record, "located", name, "code_conflicts", books->code_conflicts, NULL, err);
    for (size_t i = 1; status == MAH_OK && i < REJECT_COUNT; i++)
        if (books->quarantined_by[i] > 0)
            status = add_count(record, "quarantined_by", name, reject_word((enum reject_reason)i),
                               books->quarantined_by[i], say_in(language, reject_meaning((enum reject_reason)i)), err);
    for (size_t i = 0; status == MAH_OK && i < CHECK_WARNING_COUNT; i++)
        if (books->warnings[i] > 0)
            status = add_count(record, "warning", name, "rows", (int64_t)books->warnings[i],
                               say_in(language, check_warning_meaning((enum check_warning)i)), err);
    return status;
}

static enum mah_status log_boundary_issue(struct run_record *record, const struct boundary_set *boundaries,
                                          const struct boundary_issue *issue, struct mah_error *err)
{
    char area[400], place[160] = "";
    struct text note = TEXT_EMPTY;
    number_write_fixed(issue->area_km2, 9, area, sizeof area);
    if (issue->detail != NULL)
        text_add(&note, issue->detail);
    if (isfinite(issue->where.x) && isfinite(issue->where.y)) {
        char x[32], y[32];
        number_write(issue->where.x, x);
        number_write(issue->where.y, y);
        snprintf(place, sizeof place, " (%s %s)", x, y);
        text_add(&note, place);
    }
    if (issue->other_code != NULL)
        text_add_format(&note, " [%s]", issue->other_code);
    enum mah_status status = note.failed ? mah_no_memory(err) : MAH_OK;
    if (status == MAH_OK) {
        struct text item = TEXT_EMPTY;
        text_add_format(&item, "%s %s", boundary_issue_word(issue->kind), issue->code != NULL ? issue->code : "");
        status = item.failed
                     ? mah_no_memory(err)
                     : run_record_log(record, "boundaries", boundaries->file_name, item.bytes, area, note.bytes, err);
        text_release(&item);
    }
    text_release(&note);
    return status;
}

/* One for each file; outside the secure profile one for all together: a list of one mahalle, or of one group, would
 * tell how many households it has, whatever the tables hide. */
static enum mah_status log_sources(struct run_record *record, const struct project *project, const struct books *books,
                                   struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (project->profile != PROFILE_SECURE && books->source_count > 1) {
        const struct source_books total = books_total(books);
        return log_source(record, &total, project->language, err);
    }
    for (size_t i = 0; status == MAH_OK && i < books->source_count; i++)
        status = log_source(record, &books->sources[i], project->language, err);
    return status;
}

static enum mah_status fill_log(struct run_record *record, const struct project *project,
                                const struct boundary_set *boundaries, const struct pass_result *pass,
                                struct mah_error *err)
{
    char now[32];
    date_write_now(now);
    enum mah_status status = run_record_log(record, "time", NULL, "finished", now, NULL, err);
    if (status == MAH_OK)
        status = log_sources(record, project, &pass->books, err);
    if (status == MAH_OK)
        status =
            add_count(record, "boundaries", boundaries->file_name, "mahalle", (int64_t)boundaries->count, NULL, err);
    for (size_t i = 0; status == MAH_OK && i < boundaries->issue_count; i++)
        status = log_boundary_issue(record, boundaries, &boundaries->issues[i], err);
    return status;
}

enum mah_status run_record_fill(struct run_record *record, const struct project *project,
                                const struct boundary_set *boundaries, const struct pass_result *pass,
                                const struct service_reach *services, const struct crs *working, struct mah_error *err)
{
    enum mah_status status = fill_params(record, project, boundaries, pass, services, working, err);
    if (status == MAH_OK)
        status = fill_log(record, project, boundaries, pass, err);
    if (status == MAH_OK && services->is_asked)
        status = service_record(record, project, services, pass->ways, err);
    return status;
}
