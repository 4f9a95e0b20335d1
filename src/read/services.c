/* Which facilities are there? All service files of a project, one after the other. */
#include "read/services.h"

#include "base/memory.h"
#include "read/service_rows.h"

/* All types are looked up before the first file is opened: a typing error should not cost minutes. */
static enum mah_status find_types(struct service_set *set, const struct project *project,
                                  const struct service_types *types, struct mah_error *err)
{
    for (size_t i = 0; i < project->service_count; i++) {
        const struct source *source = &project->services[i];
        const char *code = source->type != NULL ? source->type : "";
        int type = service_type_find(types, slice_of(code));
        if (type == NO_SERVICE_TYPE)
            return service_type_refuse(types, code, source->origin, err);
        set->books[i].type = (size_t)type;
    }
    return MAH_OK;
}

static enum mah_status read_all(struct service_reading *reading, struct mah_error *err)
{
    struct service_set *set = reading->set;
    const struct project *project = reading->project;
    set->books = memory_new(project->service_count, sizeof *set->books);
    if (set->books == NULL && project->service_count > 0)
        return mah_no_memory(err);
    set->book_count = project->service_count;
    enum mah_status status = find_types(set, project, reading->types, err);
    if (status == MAH_OK)
        status = service_words_read(&reading->words, err);
    for (size_t i = 0; i < project->service_count && status == MAH_OK; i++)
        status = service_rows_read(reading, i, err);
    return status;
}

enum mah_status service_set_read(struct service_set **out, const struct project *project,
                                 const struct service_types *types, const struct crs *working,
                                 const struct rectangle *study, struct mah_error *err)
{
    *out = NULL;
    struct service_set *set = memory_new(1, sizeof *set);
    if (set == NULL)
        return mah_no_memory(err);
    struct service_reading reading = {
        .set = set, .project = project, .types = types, .working = working, .study = study};
    enum mah_status status = read_all(&reading, err);
    answer_words_release(&reading.words);
    service_seen_release(&reading.seen);
    if (status == MAH_OK)
        *out = set;
    else
        service_set_free(set);
    return status;
}

void service_set_free(struct service_set *set)
{
    if (set == NULL)
        return;
    for (size_t i = 0; i < set->count; i++) {
        memory_free(set->facilities[i].id);
        memory_free(set->facilities[i].name);
        shape_release(&set->facilities[i].shape);
    }
    for (size_t i = 0; i < set->book_count; i++) {
        memory_free(set->books[i].name);
        memory_free(set->books[i].matched);
        memory_free(set->books[i].format);
        memory_free(set->books[i].crs);
    }
    for (size_t i = 0; i < set->issue_count; i++)
        memory_free(set->issues[i].detail);
    memory_free(set->facilities);
    memory_free(set->books);
    memory_free(set->issues);
    memory_free(set);
}
