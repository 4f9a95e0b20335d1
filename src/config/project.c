/* A project: from the defaults of the key table to what must hold before a run. */
#include "config/project.h"
#include "config/department.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/language.h"
#include "base/memory.h"
#include "config/key_value.h"
#include "config/source.h"

/* Defaults go through the same door as everything else: a default that is not allowed would fail every test. */
static enum mah_status store_defaults(struct project *project, struct mah_error *err)
{
    struct place place = {.where = "default", .origin = "default"};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < key_count(); i++) {
        const struct key *key = key_at(i);
        key_set_origin(project, key, "default");
        if (key->standard != NULL && !key_is_of_list(key))
            status = key_store(project, key, NULL, slice_of(key->standard), &place, err);
    }
    return status;
}

/* Register results speak of 31 December: the last one that has passed. */
static struct date last_year_end(void)
{
    return (struct date){date_today().year - 1, 12, 31};
}

enum mah_status project_new(struct project **out, struct mah_error *err)
{
    *out = NULL;
    struct project *project = memory_new(1, sizeof *project);
    if (project == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    project->reference_date = last_year_end();
    project->folder = memory_copy_text(".");
    project->origins = memory_new(key_count(), sizeof *project->origins);
    if (project->folder == NULL || project->origins == NULL)
        status = mah_no_memory(err);
    struct source *sources[] = {&project->neighbourhoods, &project->towns, &project->persons, &project->streets,
                                &project->residential};
    for (size_t i = 0; status == MAH_OK && i < sizeof sources / sizeof sources[0]; i++)
        status = source_init(sources[i], err);
    if (status == MAH_OK)
        status = store_defaults(project, err);
    if (status != MAH_OK) {
        project_free(project);
        return status;
    }
    *out = project;
    return MAH_OK;
}

void project_free(struct project *project)
{
    if (project == NULL)
        return;
    memory_free(project->path);
    memory_free(project->folder);
    memory_free(project->title);
    memory_free(project->province);
    memory_free(project->crs);
    memory_free(project->priority_department);
    source_release(&project->neighbourhoods);
    source_release(&project->towns);
    sources_release(&project->households, &project->household_count);
    source_release(&project->every_household);
    sources_release(&project->services, &project->service_count);
    source_release(&project->persons);
    source_release(&project->streets);
    source_release(&project->residential);
    words_release(&project->standards, &project->standard_count);
    memory_free(project->mask_seed_file);
    memory_free(project->published_before);
    memory_free(project->output);
    memory_free(project->origins);
    memory_free(project);
}

const char *profile_word(enum profile profile)
{
    const struct key *key = key_find(slice_of("privacy.profile"));
    return key->words[profile];
}

/* A named file must be there; NULL names none. */
static enum mah_status check_there(const char *path, const char *key, const char *origin, struct mah_error *err)
{
    struct stat facts;
    if (path == NULL || stat(path, &facts) == 0)
        return MAH_OK;
    int reason = errno;
    /* What a project file names has the folder of that file before it. */
    if (path_is_no_file_name(path) || path_is_no_file_name(path_last_part(path)))
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s' ('%s', %s): only local files are read", path, key,
                        say(origin));
    return mah_fail(err, MAH_BAD_SOURCE, "cannot find '%s' ('%s', %s): %s", path, key, say(origin),
                    missing_file_words(reason));
}

static enum mah_status check_list_there(const struct source *list, size_t count, const char *key, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        status = check_there(list[i].path, key, list[i].origin, err);
    return status;
}

static enum mah_status check_one_there(const struct project *project, const struct source *source, const char *key,
                                       struct mah_error *err)
{
    const struct setting_origin *origin = &project->origins[key_index(key_find(slice_of(key)))];
    return check_there(source->path, key, origin->text, err);
}

/* A mistake in the file of a department is told before a million households are read. */
static enum mah_status check_department(const struct project *project, struct mah_error *err)
{
    struct department department;
    enum mah_status status = department_read(&department, project->priority_department, err);
    department_release(&department);
    return status;
}

/*
 * The usual reading of the statistics law (5429, art. 13-14) is that a cell of fewer than three is confidential: no
 * setting publishes less than that.
 */
static enum mah_status check_limits(const struct project *project, struct mah_error *err)
{
    enum { FEWEST = 3 };
    static const char *const names[] = {"privacy.min_households", "privacy.min_persons"};
    const int values[] = {project->min_households, project->min_persons};
    for (size_t i = 0; project->profile != PROFILE_SECURE && i < sizeof values / sizeof *values; i++)
        if (values[i] < FEWEST)
            return mah_fail(err, MAH_BAD_USAGE,
                            "'%s' is '%d' (%s); under the profile %s it is at least %d: fewer than three in a cell are "
                            "confidential by the usual reading of the statistics law",
                            names[i], values[i], say(project->origins[key_index(key_find(slice_of(names[i])))].text),
                            profile_word(project->profile), FEWEST);
    return MAH_OK;
}

enum mah_status project_check(const struct project *project, struct mah_error *err)
{
    enum mah_status status = check_limits(project, err);
    if (status != MAH_OK)
        return status;
    if (project->neighbourhoods.path == NULL)
        return mah_fail(
            err, MAH_BAD_USAGE,
            "no boundaries are named; give 'neighbourhoods: {source: FILE}' in the project or --neighbourhoods FILE");
    if (project->household_count == 0)
        return mah_fail(
            err, MAH_BAD_USAGE,
            "no households are named; give 'households: [{source: FILE}]' in the project or --households FILE");
    status = check_one_there(project, &project->neighbourhoods, "neighbourhoods.source", err);
    if (status == MAH_OK)
        status = check_one_there(project, &project->towns, "neighbourhoods.towns.source", err);
    if (status == MAH_OK)
        status = check_list_there(project->households, project->household_count, "households.source", err);
    if (status == MAH_OK)
        status = check_one_there(project, &project->persons, "persons.source", err);
    if (status == MAH_OK)
        status = check_list_there(project->services, project->service_count, "services.source", err);
    if (status == MAH_OK)
        status = check_one_there(project, &project->streets, "streets.source", err);
    if (status == MAH_OK)
        status = check_one_there(project, &project->residential, "residential.source", err);
    const struct key *before = key_find(slice_of("privacy.published_before"));
    if (status == MAH_OK)
        status = check_there(project->published_before, before->name, project->origins[key_index(before)].text, err);
    return status == MAH_OK ? check_department(project, err) : status;
}

enum mah_status project_check_household_points(const struct project *project, struct mah_error *err)
{
    static const char name[] = "privacy.household_points";
    const struct key *key = key_find(slice_of(name));
    if (project->household_points == POINTS_NONE)
        return MAH_OK;
    if (project->profile != PROFILE_SECURE)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s: %s' (%s) is for the profile secure only, this one is %s; add --profile secure on the "
                        "protected computer, or leave the points out with --household-points none",
                        name, key->words[project->household_points], say(project->origins[key_index(key)].text),
                        profile_word(project->profile));
    if (project->household_points == POINTS_MASKED && project->mask_min_m >= project->mask_max_m)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' (%g) must be less than '%s' (%g)", "privacy.mask_min_m",
                        project->mask_min_m, "privacy.mask_max_m", project->mask_max_m);
    /* Where they stay at their places the secret is not read, but who names a file that is not there is told. */
    const struct key *seed = key_find(slice_of("privacy.mask_seed_file"));
    return check_there(project->mask_seed_file, seed->name, project->origins[key_index(seed)].text, err);
}
