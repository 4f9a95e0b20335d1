/* Which files were read, and how? */
#include "run/input_record.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "config/source.h"
#include "read/source_path.h"
#include "run/early_digests.h"

/* What the parts of the story know of the inputs; all borrowed. */
struct known {
    const struct project *project;
    const struct boundary_set *boundaries;
    const struct pass_result *pass;
    const struct service_reach *services;
};

/* ---- the list ---- */

/* A row of which nothing is known yet but its role and name. */
static struct release_input *add_row(struct input_records *records, const char *role, const char *path)
{
    records->paths[records->count] = path;
    struct input_record *row = &records->rows[records->count++];
    *row = (struct input_record){.service = -1};
    row->input = (struct release_input){
        .role = role,
        .name = source_path_file_name(path),
        .accuracy_m = NAN,
        .read = -1,
        .used = -1,
        .quarantined = -1,
    };
    return &row->input;
}

static void set_operation(struct release_input *input, const struct operation_facts *facts, const char *to_crs)
{
    if (facts->name[0] == '\0')
        return;
    input->operation = facts->name;
    input->pipeline = facts->pipeline[0] != '\0' ? facts->pipeline : NULL;
    input->accuracy_m = facts->accuracy_m;
    input->to_crs = to_crs;
}

static void list_mahalle(struct input_records *records, const struct known *known)
{
    struct release_input *input = add_row(records, "neighbourhoods", known->project->neighbourhoods.path);
    input->crs = records->mahalle_crs;
    input->used = (int64_t)known->boundaries->count;
    set_operation(input, &records->mahalle_operation, records->working_crs);
    if (known->project->towns.path != NULL)
        add_row(records, "neighbourhoods.towns", known->project->towns.path);
}

static void list_households(struct input_records *records, const struct known *known)
{
    for (size_t i = 0; i < known->pass->record_count; i++) {
        const struct source_record *record = &known->pass->records[i];
        const struct source_books *books = &known->pass->books.sources[i];
        struct release_input *input = add_row(records, "households", known->project->households[i].path);
        input->format = record->format;
        input->encoding = record->encoding;
        input->crs = record->crs[0] != '\0' ? record->crs : NULL;
        input->read = books->read;
        input->used = books->located;
        input->quarantined = source_books_quarantined(books);
        set_operation(input, &record->facts, records->mahalle_crs);
    }
    if (known->project->persons.path != NULL)
        add_row(records, "persons", known->project->persons.path);
}

static void list_services(struct input_records *records, const struct known *known)
{
    const struct service_reach *services = known->services;
    for (size_t i = 0; services->is_asked && i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        struct release_input *input = add_row(records, "services", known->project->services[i].path);
        records->rows[records->count - 1].service = (int)i;
        input->type = services->types.types[books->type].code;
        input->format = books->format;
        input->crs = books->crs;
        input->read = books->read;
        input->used = books->used;
        set_operation(input, &books->operation, records->working_crs);
    }
    if (!services->is_asked || services->metric != REACH_NETWORK)
        return;
    struct release_input *input = add_row(records, "streets", known->project->streets.path);
    input->format = services->streets.format;
    input->crs = services->streets.crs;
    input->read = services->streets.read;
    input->used = services->streets.used;
    set_operation(input, &services->streets.operation, records->working_crs);
}

/* Standards of the program are known by its version; those of the user are files. */
static void list_standards(struct input_records *records, const struct known *known)
{
    for (size_t i = 0; known->services->is_asked && i < known->project->standard_count; i++)
        if (strpbrk(known->project->standards[i], "/.") != NULL)
            add_row(records, "standards", known->project->standards[i]);
}

/* ---- their hashes ---- */

static bool same_file(const char *path, const char *other)
{
    char *a = NULL, *b = NULL;
    bool same = source_path_resolve(&a, path, NULL) == MAH_OK && source_path_resolve(&b, other, NULL) == MAH_OK &&
                strcmp(a, b) == 0;
    memory_free(a);
    memory_free(b);
    return same;
}

/* Is the file of a confidential type also that of another kind of input, such as the streets? */
static bool shares_file(const struct input_records *records, const char *path)
{
    for (size_t i = 0; i < records->count; i++)
        if (records->rows[i].service < 0 && same_file(records->paths[i], path))
            return true;
    return false;
}

static bool lists_people(const struct input_records *records, const char *path)
{
    for (size_t i = 0; path != NULL && i < records->count; i++)
        if (release_input_is_of_people(&records->rows[i].input) && records->paths[i] != NULL &&
            same_file(records->paths[i], path))
            return true;
    return false;
}

/* Whoever guesses what stands in a small file of people finds by its hash whether that is so: outside the secure
 * profile no file has one in which people are listed, whatever else it is. */
static void leave_out_people(struct input_records *records, const struct known *known)
{
    if (known->project->profile == PROFILE_SECURE)
        return;
    for (size_t i = 0; i < records->count; i++)
        if (!release_input_is_of_people(&records->rows[i].input) && lists_people(records, records->paths[i]))
            records->paths[i] = NULL;
    for (size_t i = 0; i < records->count; i++)
        if (release_input_is_of_people(&records->rows[i].input))
            records->paths[i] = NULL;
}

/* Of a file in which shelters are listed too, a hash would speak of these; and were it the only one without, that it
 * has none would. So no file of services has one then, or where shelters lie in another kind of file, no file at all.
 */
static void leave_out_confidential(struct input_records *records, const struct known *known)
{
    const struct project *project = known->project;
    bool of_services = false, of_all = false;
    for (size_t i = 0; known->services->is_asked && i < project->service_count; i++) {
        if (!service_source_is_confidential(known->services, project, i))
            continue;
        of_services = true;
        of_all = of_all || shares_file(records, project->services[i].path);
    }
    for (size_t i = 0; i < records->count; i++)
        if (of_all || (of_services && records->rows[i].service >= 0))
            records->paths[i] = NULL;
}

/* A file that several rows name, such as one of all schools, is read once: for the first of them. */
static size_t first_of_file(const struct input_records *records, size_t row)
{
    for (size_t i = 0; records->paths[row] != NULL && i < row; i++)
        if (records->paths[i] != NULL && strcmp(records->paths[i], records->paths[row]) == 0)
            return i;
    return row;
}

struct hashing {
    struct input_records *records;
    atomic_size_t next; /* row that no worker has taken yet */
};

static enum mah_status hash(void *shared, size_t worker, struct mah_error *err)
{
    (void)worker;
    struct hashing *hashing = shared;
    struct input_records *records = hashing->records;
    enum mah_status status = MAH_OK;
    size_t i;
    while (status == MAH_OK && (i = atomic_fetch_add(&hashing->next, 1)) < records->count)
        if (records->paths[i] != NULL && first_of_file(records, i) == i && records->digests[i].count == 0)
            status = file_digests_add(&records->digests[i], records->paths[i], NULL, err);
    return status;
}

static enum mah_status name_files(struct input_records *records, struct mah_error *err)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct file_digests *digests = &records->digests[first_of_file(records, i)];
        struct release_file *files = records->files[i] = memory_new(digests->count + 1, sizeof *files);
        if (files == NULL)
            return mah_no_memory(err);
        for (size_t k = 0; k < digests->count; k++)
            files[k] = (struct release_file){digests->files[k].name, digests->files[k].bytes, digests->files[k].sha256};
        records->rows[i].input.files = files;
        records->rows[i].input.file_count = digests->count;
    }
    return MAH_OK;
}

/* ---- all of it ---- */

static enum mah_status describe_systems(struct input_records *records, const struct crs *mahalle,
                                        const struct crs *working, struct mah_error *err)
{
    struct transformation *transformation = NULL;
    enum mah_status status = transformation_new(&transformation, mahalle, working, err);
    records->mahalle_operation = transformation_operation(transformation);
    transformation_free(transformation);
    records->mahalle_crs = crs_label(mahalle);
    records->working_crs = crs_label(working);
    if (status == MAH_OK && (records->mahalle_crs == NULL || records->working_crs == NULL))
        status = mah_no_memory(err);
    return status;
}

enum mah_status input_records_fill(struct input_records *out, const struct project *project,
                                   const struct boundary_set *boundaries, const struct pass_result *pass,
                                   const struct service_reach *services, const struct crs *working, size_t threads,
                                   struct early_digests *early, struct mah_error *err)
{
    *out = (struct input_records){0};
    struct known known = {project, boundaries, pass, services};
    size_t most = project->household_count + project->service_count + project->standard_count + 4;
    out->rows = memory_new(most, sizeof *out->rows);
    out->paths = memory_new(most, sizeof *out->paths);
    out->digests = memory_new(most, sizeof *out->digests);
    out->files = memory_new(most, sizeof *out->files);
    if (out->rows == NULL || out->paths == NULL || out->digests == NULL || out->files == NULL)
        return mah_no_memory(err);
    enum mah_status status = describe_systems(out, &boundaries->crs, working, err);
    if (status != MAH_OK)
        return status;
    list_mahalle(out, &known);
    list_households(out, &known);
    list_services(out, &known);
    list_standards(out, &known);
    leave_out_confidential(out, &known);
    leave_out_people(out, &known);
    for (size_t i = 0; i < out->count; i++)
        if (out->paths[i] != NULL && first_of_file(out, i) == i)
            (void)early_digests_take(early, out->paths[i], &out->digests[i]);
    struct hashing hashing = {.records = out};
    status = workers_run(threads, hash, &hashing, err);
    return status == MAH_OK ? name_files(out, err) : status;
}

void input_records_release(struct input_records *records)
{
    for (size_t i = 0; i < records->count; i++) {
        file_digests_release(&records->digests[i]);
        memory_free(records->files[i]);
    }
    memory_free(records->rows);
    memory_free((void *)records->paths);
    memory_free(records->digests);
    memory_free(records->files);
    memory_free(records->mahalle_crs);
    memory_free(records->working_crs);
    *records = (struct input_records){0};
}
