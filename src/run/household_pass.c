/* Once through all household sources: read, check, locate, count. */
#include "run/household_pass.h"

#include <string.h>

#include "base/memory.h"
#include "read/roster.h"
#include "run/focus.h"
#include "run/source_crs.h"
#include "run/source_pass.h"

/* What lives as long as the whole pass. */
struct pass {
    const struct project *project;
    const struct boundary_set *boundaries;
    const struct locator *locator;
    const struct service_reach *services;
    const struct pass_options *options;
    struct check_rules *rules;
    struct roster *roster; /* NULL: no list of members */
    struct seen_ids *seen;
    struct tally **tallies;
    struct reach_tally **ways;
    struct area_findings *findings; /* one a worker; NULL in a run */
    struct demand_list *demands;    /* one a worker; NULL where nobody asks for them */
    struct source_books *worker_books;
    uint64_t bytes_before, bytes_total;
    bool trusts, has_trusted; /* sources may be trusted, and some were: household_source_open_trusting */
    struct pass_result *result;
};

static void pass_release(struct pass *pass)
{
    check_rules_free(pass->rules);
    roster_free(pass->roster);
    seen_ids_free(pass->seen);
    for (size_t i = 0; pass->tallies != NULL && i < pass->options->threads; i++)
        tally_free(pass->tallies[i]);
    memory_free(pass->tallies);
    for (size_t i = 0; pass->ways != NULL && i < pass->options->threads; i++)
        reach_tally_free(pass->ways[i]);
    memory_free(pass->ways);
    for (size_t i = 0; pass->findings != NULL && i < pass->options->threads; i++)
        area_findings_release(&pass->findings[i]);
    memory_free(pass->findings);
    for (size_t i = 0; pass->demands != NULL && i < pass->options->threads; i++)
        demand_list_release(&pass->demands[i]);
    memory_free(pass->demands);
    memory_free(pass->worker_books);
}

/* One a worker, where services are asked for. */
static enum mah_status init_ways(struct pass *pass, struct mah_error *err)
{
    if (!pass->services->is_asked)
        return MAH_OK;
    size_t threads = pass->options->threads;
    pass->ways = memory_new(threads, sizeof *pass->ways);
    enum mah_status status = pass->ways != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < threads; i++)
        status = reach_tally_new(&pass->ways[i], &pass->services->rules, err);
    return status;
}

/* A tally a worker: of the mahalle, or of what a query asks for, with the city behind it. */
static enum mah_status init_tallies(struct pass *pass, struct mah_error *err)
{
    const struct asked_areas *asked = pass->options->asked;
    size_t count = asked != NULL ? asked->units->count + 1 : pass->boundaries->count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < pass->options->threads; i++)
        status = tally_new(&pass->tallies[i], count, err);
    if (status != MAH_OK || asked == NULL)
        return status;
    pass->findings = memory_new(pass->options->threads, sizeof *pass->findings);
    if (pass->findings == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < pass->options->threads; i++)
        status = area_findings_init(&pass->findings[i], asked, err);
    return status;
}

static enum mah_status pass_init(struct pass *pass, struct mah_error *err)
{
    size_t threads = pass->options->threads, sources = pass->project->household_count;
    pass->tallies = memory_new(threads, sizeof *pass->tallies);
    pass->worker_books = memory_new(threads, sizeof *pass->worker_books);
    pass->result->books.sources = memory_new(sources, sizeof *pass->result->books.sources);
    pass->result->records = memory_new(sources, sizeof *pass->result->records);
    if (pass->tallies == NULL || pass->worker_books == NULL || pass->result->books.sources == NULL ||
        pass->result->records == NULL)
        return mah_no_memory(err);
    enum mah_status status = init_tallies(pass, err);
    if (status == MAH_OK)
        status = init_ways(pass, err);
    if (status == MAH_OK && pass->options->keep_demand) {
        pass->demands = memory_new(threads, sizeof *pass->demands);
        status = pass->demands != NULL ? MAH_OK : mah_no_memory(err);
    }
    if (status == MAH_OK && pass->options->keep_points)
        status = household_points_new(&pass->result->points, pass->boundaries->count, pass->options->folder,
                                      pass->options->secret, err);
    if (status == MAH_OK)
        status = check_rules_new(&pass->rules, pass->project, err);
    if (status == MAH_OK && pass->project->persons.path != NULL)
        status = roster_read(&pass->roster, &pass->project->persons, err);
    if (status == MAH_OK && pass->roster != NULL) {
        check_rules_use_roster(pass->rules, pass->roster);
        pass->result->members_without_household = roster_rows_without_household(pass->roster);
    }
    if (status == MAH_OK)
        status = seen_ids_new(&pass->seen, err);
    return status;
}

static enum mah_status fill_record(struct source_record *record, const struct household_source *source,
                                   const struct crs *crs, const struct boundary_set *boundaries, struct mah_error *err)
{
    const struct source_facts *facts = household_source_facts(source);
    struct transformation *transformation = NULL;
    enum mah_status status = MAH_OK;
    if (crs != NULL)
        status = transformation_new(&transformation, crs, &boundaries->crs, err);
    if (status != MAH_OK)
        return status;
    record->matched = field_map_describe(&facts->map, facts->columns, facts->column_count);
    record->format = memory_copy_text(facts->format);
    record->encoding = memory_copy_text(encoding_name(facts->encoding));
    record->encoding_guessed = facts->encoding_guessed;
    record->is_unended = facts->is_unended;
    record->crs = crs != NULL ? crs_label(crs) : memory_copy_text("");
    record->facts = transformation_operation(transformation);
    record->operation = memory_copy_text(crs != NULL ? transformation_description(transformation) : "");
    transformation_free(transformation);
    if (record->matched == NULL || record->format == NULL || record->encoding == NULL || record->crs == NULL ||
        record->operation == NULL)
        return mah_no_memory(err);
    return MAH_OK;
}

static void add_books(struct source_books *into, const struct source_books *from)
{
    struct source_books pair[2] = {*into, *from};
    struct books both = {pair, 2};
    char *name = into->name;
    *into = books_total(&both);
    into->name = name;
}

static enum mah_status run_source(struct pass *pass, size_t index, struct household_source *source,
                                  const struct crs *crs, struct mah_error *err)
{
    struct source_pass source_pass = {
        .project = pass->project,
        .boundaries = pass->boundaries,
        .locator = pass->locator,
        .rules = pass->rules,
        .options = pass->options,
        .source = source,
        .source_index = index,
        .crs = crs,
        .working = pass->options->working,
        .bytes_before = pass->bytes_before,
        .bytes_total = pass->bytes_total,
        .seen = pass->seen,
        .quarantine = &pass->result->quarantine,
        .unreached = &pass->result->unreached,
        .points = pass->result->points,
        .services = pass->services,
        .tallies = pass->tallies,
        .ways = pass->ways,
        .findings = pass->findings,
        .demands = pass->demands,
        .books = pass->worker_books,
    };
    const struct asked_areas *asked = pass->options->asked;
    enum mah_status status = MAH_OK;
    if (asked != NULL && asked->focus != NULL && crs != NULL) {
        source_pass.has_focus = true;
        status = focus_transform(&source_pass.focus, asked->focus, &pass->boundaries->crs, crs, err);
        bool by_index;
        if (status == MAH_OK && asked->wanted == NULL)
            status = household_source_focus(source, &source_pass.focus, &by_index, err);
    }
    memset(pass->worker_books, 0, pass->options->threads * sizeof *pass->worker_books);
    if (status == MAH_OK)
        status = source_pass_run(&source_pass, err);
    for (size_t i = 0; status == MAH_OK && i < pass->options->threads; i++)
        add_books(&pass->result->books.sources[index], &pass->worker_books[i]);
    pass->result->records[index].recoded_texts = household_source_recoded_texts(source);
    return status;
}

static enum mah_status pass_one(struct pass *pass, size_t index, struct household_source *source, struct mah_error *err)
{
    const struct source_facts *facts = household_source_facts(source);
    struct pass_result *result = pass->result;
    struct crs crs = {0};
    bool has_positions, guessed;
    result->books.sources[index].name = memory_copy_text(facts->name);
    result->books.source_count = result->record_count = index + 1;
    if (result->books.sources[index].name == NULL)
        return mah_no_memory(err);
    enum mah_status status = source_crs_find(&crs, &has_positions, &guessed, &pass->project->households[index], facts,
                                             pass->rules, pass->options->working, pass->locator, pass->boundaries, err);
    if (status == MAH_OK)
        status = fill_record(&result->records[index], source, has_positions ? &crs : NULL, pass->boundaries, err);
    result->records[index].crs_guessed = status == MAH_OK && guessed;
    if (status == MAH_OK)
        status = run_source(pass, index, source, has_positions ? &crs : NULL, err);
    crs_release(&crs);
    return status;
}

static enum mah_status take_id(void *context, struct slice id, struct mah_error *err)
{
    struct area_findings *findings = context;
    return id_hashes_may_hold(&findings->inside, id) ? id_hashes_add(&findings->outside, id, err) : MAH_OK;
}

/* What the indexes of the sources left out may hold the first row of an id that was counted. */
static enum mah_status find_ids_left_out(struct pass *pass, struct household_source **sources, struct mah_error *err)
{
    const struct asked_areas *asked = pass->options->asked;
    enum mah_status status = MAH_OK;
    if (asked == NULL || asked->focus == NULL || asked->wanted != NULL)
        return MAH_OK;
    id_hashes_sort(&pass->findings[0].inside);
    for (size_t i = 0; status == MAH_OK && i < pass->project->household_count; i++)
        status = household_source_ids_left_out(sources[i], take_id, &pass->findings[0], err);
    return status;
}

static enum mah_status open_one(struct household_source **out, struct pass *pass, const struct source *wanted,
                                struct mah_error *err)
{
    if (!pass->trusts)
        return household_source_open(out, wanted, err);
    enum mah_status status = household_source_open_trusting(out, wanted, pass->options->threads, err);
    pass->has_trusted = pass->has_trusted || status != MAH_OK || household_source_is_trusted(*out);
    return status;
}

static enum mah_status pass_all(struct pass *pass, struct household_source **sources, struct mah_error *err)
{
    size_t count = pass->project->household_count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        status = open_one(&sources[i], pass, &pass->project->households[i], err);
        if (status == MAH_OK)
            pass->bytes_total += household_source_facts(sources[i])->bytes;
    }
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        status = pass_one(pass, i, sources[i], err);
        pass->bytes_before += household_source_facts(sources[i])->bytes;
    }
    return status;
}

static enum mah_status pass_once(struct pass *start, struct mah_error *err)
{
    struct pass pass = *start;
    const struct pass_options *options = pass.options;
    const struct project *project = pass.project;
    struct pass_result *out = pass.result;
    *out = (struct pass_result){0};
    struct household_source **sources = memory_new(project->household_count, sizeof *sources);
    enum mah_status status = sources != NULL ? pass_init(&pass, err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = pass_all(&pass, sources, err);
    start->has_trusted = pass.has_trusted;
    for (size_t i = 1; status == MAH_OK && i < options->threads; i++)
        status = tally_merge(pass.tallies[0], pass.tallies[i], err);
    for (size_t i = 1; status == MAH_OK && pass.ways != NULL && i < options->threads; i++)
        status = reach_tally_merge(pass.ways[0], pass.ways[i], err);
    for (size_t i = 1; status == MAH_OK && pass.findings != NULL && i < options->threads; i++)
        status = area_findings_merge(&pass.findings[0], &pass.findings[i], options->asked, err);
    if (status == MAH_OK)
        status = find_ids_left_out(&pass, sources, err);
    for (size_t i = 0; status == MAH_OK && pass.demands != NULL && i < options->threads; i++)
        status = demand_list_merge(&out->demand, &pass.demands[i], err);
    demand_list_sort(&out->demand);
    if (status == MAH_OK && pass.findings != NULL) {
        out->findings = pass.findings[0];
        pass.findings[0] = (struct area_findings){0};
    }
    if (status == MAH_OK && pass.ways != NULL) {
        out->ways = pass.ways[0];
        pass.ways[0] = NULL;
    }
    if (status == MAH_OK) {
        out->tally = pass.tallies[0];
        pass.tallies[0] = NULL;
    }
    for (size_t i = 0; sources != NULL && i < project->household_count; i++)
        household_source_close(sources[i]);
    memory_free(sources);
    pass_release(&pass);
    return status;
}

enum mah_status household_pass(struct pass_result *out, const struct project *project,
                               const struct boundary_set *boundaries, const struct locator *locator,
                               const struct service_reach *services, const struct pass_options *options,
                               struct mah_error *err)
{
    struct pass pass = {.project = project,
                        .boundaries = boundaries,
                        .locator = locator,
                        .services = services,
                        .options = options,
                        .trusts = true,
                        .result = out};
    enum mah_status status = pass_once(&pass, err);
    if (status == MAH_OK || status == MAH_INTERRUPTED || !pass.has_trusted)
        return status;
    pass_result_release(out);
    pass.trusts = false; /* a trusted source may be to blame: now it is read as what it is, or refused for that */
    return pass_once(&pass, err);
}

void pass_result_release(struct pass_result *result)
{
    tally_free(result->tally);
    reach_tally_free(result->ways);
    books_release(&result->books);
    quarantine_release(&result->quarantine);
    unreached_release(&result->unreached);
    area_findings_release(&result->findings);
    demand_list_release(&result->demand);
    household_points_free(result->points);
    for (size_t i = 0; i < result->record_count; i++) {
        memory_free(result->records[i].matched);
        memory_free(result->records[i].format);
        memory_free(result->records[i].encoding);
        memory_free(result->records[i].crs);
        memory_free(result->records[i].operation);
    }
    memory_free(result->records);
    *result = (struct pass_result){0};
}
