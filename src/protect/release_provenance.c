/* From which files and settings was a release made? */
#include "protect/release_provenance.h"

#include <string.h>

#include "base/memory.h"
#include "protect/release_build.h"
#include "protect/release_parts.h"

/* ---- the reading side ---- */

const struct release_conditions *release_conditions(const struct mah_release *release)
{
    return &release->conditions;
}

size_t release_input_count(const struct mah_release *release)
{
    return release->input_count;
}

const struct release_input *release_input_at(const struct mah_release *release, size_t index)
{
    return &release->inputs[index];
}

bool release_input_is_of_people(const struct release_input *input)
{
    return strcmp(input->role, "households") == 0 || strcmp(input->role, "persons") == 0;
}

size_t release_parameter_count(const struct mah_release *release)
{
    return release->parameter_count;
}

const struct release_parameter *release_parameter_at(const struct mah_release *release, size_t index)
{
    return &release->parameters[index];
}

/* ---- the making ---- */

enum mah_status release_set_conditions(struct mah_release *release, const struct release_conditions *conditions,
                                       struct mah_error *err)
{
    release->conditions = *conditions;
    return release_keep(release, &release->conditions.working_crs, conditions->working_crs, err);
}

static enum mah_status keep_files(struct mah_release *release, struct release_input *kept,
                                  const struct release_input *input, struct mah_error *err)
{
    if (input->file_count == 0)
        return MAH_OK;
    struct release_file *files = memory_new(input->file_count, sizeof *files);
    if (files == NULL)
        return mah_no_memory(err);
    kept->files = files;
    kept->file_count = input->file_count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < input->file_count; i++) {
        files[i].bytes = input->files[i].bytes;
        status = release_keep(release, &files[i].name, input->files[i].name, err);
        if (status == MAH_OK)
            status = release_keep(release, &files[i].sha256, input->files[i].sha256, err);
    }
    return status;
}

enum mah_status release_add_input(struct mah_release *release, const struct release_input *input, struct mah_error *err)
{
    if (memory_grow((void **)&release->inputs, &release->input_capacity, release->input_count + 1,
                    sizeof *release->inputs) != 0)
        return mah_no_memory(err);
    struct release_input *kept = &release->inputs[release->input_count++];
    *kept = *input;
    kept->files = NULL;
    kept->file_count = 0;
    const char **const texts[] = {&kept->role, &kept->type,      &kept->name,     &kept->format, &kept->encoding,
                                  &kept->crs,  &kept->operation, &kept->pipeline, &kept->to_crs};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof texts / sizeof *texts; i++)
        status = release_keep(release, texts[i], *texts[i], err);
    return status == MAH_OK ? keep_files(release, kept, input, err) : status;
}

enum mah_status release_add_parameter(struct mah_release *release, const struct release_parameter *parameter,
                                      struct mah_error *err)
{
    if (memory_grow((void **)&release->parameters, &release->parameter_capacity, release->parameter_count + 1,
                    sizeof *release->parameters) != 0)
        return mah_no_memory(err);
    struct release_parameter *kept = &release->parameters[release->parameter_count++];
    *kept = (struct release_parameter){0};
    enum mah_status status = release_keep(release, &kept->key, parameter->key, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->value, parameter->value, err);
    if (status == MAH_OK)
        status = release_keep(release, &kept->origin, parameter->origin, err);
    return status;
}

void release_provenance_free(struct mah_release *release)
{
    for (size_t i = 0; i < release->input_count; i++)
        memory_free((void *)release->inputs[i].files);
    memory_free(release->inputs);
    memory_free(release->parameters);
}
