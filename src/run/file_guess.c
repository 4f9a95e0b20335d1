/* What is a file good for: boundaries, households, services, streets, or nothing? Asked of the readers that the run
 * itself uses. */
#include "run/file_guess.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "read/boundaries.h"
#include "read/household_source.h"
#include "read/streets.h"
#include "turkish/fold.h"

void file_guess_release(struct file_guess *guess)
{
    service_guess_release(&guess->service);
    memory_free(guess->province);
    memory_free(guess->matched);
    memory_free(guess->identity_columns);
    memory_free(guess->reason);
    for (size_t i = 0; i < guess->unnamed_count; i++)
        memory_free(guess->unnamed_towns[i]);
    memory_free(guess->unnamed_towns);
    *guess = (struct file_guess){0};
}

/* The province of the first mahalle, where all others name the same. */
static const char *common_province(const struct boundary_set *set)
{
    const char *first = set->count > 0 ? set->mahalle[0].il_name : NULL;
    for (size_t i = 1; first != NULL && i < set->count; i++)
        if (set->mahalle[i].il_name == NULL || strcmp(first, set->mahalle[i].il_name) != 0)
            return NULL;
    return first;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum mah_status list_unnamed_towns(struct file_guess *out, const struct boundary_set *set, struct mah_error *err)
{
    size_t count = 0;
    if (set->has_ilce_names)
        return MAH_OK;
    const char **codes = memory_new(set->count, sizeof *codes);
    out->unnamed_towns = memory_new(set->count, sizeof *out->unnamed_towns);
    enum mah_status status = codes != NULL && out->unnamed_towns != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < set->count; i++)
        if (set->mahalle[i].ilce_code != NULL)
            codes[count++] = set->mahalle[i].ilce_code;
    if (count > 1)
        qsort(codes, count, sizeof *codes, by_bytes);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        if (i > 0 && strcmp(codes[i - 1], codes[i]) == 0)
            continue;
        char *copy = memory_copy_text(codes[i]);
        if (copy != NULL)
            out->unnamed_towns[out->unnamed_count++] = copy;
        else
            status = mah_no_memory(err);
    }
    memory_free(codes);
    return status;
}

static bool is_fatal(enum mah_status status)
{
    return status == MAH_NO_MEMORY || status == MAH_INTERRUPTED;
}

static enum mah_status try_boundaries(struct file_guess *out, const struct source *source, struct mah_error *err)
{
    const struct source no_towns = {0};
    struct boundary_set *set = NULL;
    enum mah_status status = boundary_set_read(&set, source, &no_towns, err);
    if (status != MAH_OK)
        return is_fatal(status) ? status : MAH_OK;
    const char *province = common_province(set);
    out->use = USE_BOUNDARIES;
    out->mahalle_count = set->count;
    out->province = memory_copy_text(province);
    out->matched = memory_copy_text(set->matched);
    if ((province != NULL && out->province == NULL) || (set->matched != NULL && out->matched == NULL))
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = list_unnamed_towns(out, set, err);
    boundary_set_free(set);
    return status;
}

static enum mah_status judge_households(struct file_guess *out, const struct source_facts *facts, struct mah_error *err)
{
    bool in_metres = facts->map.column[FIELD_X] >= 0 || facts->has_geometry;
    if (facts->map.column[FIELD_HH_SIZE] < 0)
        return MAH_OK; /* a table of something else: schools, stops */
    out->use = USE_HOUSEHOLDS;
    out->needs_crs = in_metres && !facts->crs_known;
    out->matched = field_map_describe(&facts->map, facts->columns, facts->column_count);
    return out->matched != NULL ? MAH_OK : mah_no_memory(err);
}

/* One batch is enough for a warning; that a row cannot be read is for the check to say. */
static enum mah_status look_for_identities(struct file_guess *out, struct household_source *source,
                                           struct mah_error *err)
{
    struct household_reader *reader = NULL;
    struct batch *batch;
    struct mah_error why = {0};
    bool more;
    enum mah_status status = household_reader_new(&reader, source, &why);
    if (status == MAH_OK)
        status = household_reader_next(reader, &batch, &more, &why);
    household_reader_free(reader);
    if (status == MAH_OK)
        return household_source_identity_columns(&out->identity_columns, source, err);
    if (is_fatal(status) && err != NULL)
        *err = why;
    return is_fatal(status) ? status : MAH_OK;
}

static enum mah_status try_households(struct file_guess *out, const struct source *source, struct mah_error *err)
{
    struct household_source *opened = NULL;
    struct mah_error why = {0};
    enum mah_status status = household_source_open(&opened, source, &why);
    if (status == MAH_OK) {
        status = judge_households(out, household_source_facts(opened), err);
        if (status == MAH_OK && out->use == USE_HOUSEHOLDS)
            status = look_for_identities(out, opened, err);
    } else if (is_fatal(status)) {
        if (err != NULL)
            *err = why;
    } else {
        out->reason = memory_copy_text(why.message);
        status = out->reason != NULL ? MAH_OK : mah_no_memory(err);
    }
    household_source_close(opened);
    return status;
}

static bool is_called_after_mahalle(const char *name)
{
    char key[512];
    size_t length = strlen(name);
    if (length * 2 + 1 > sizeof key)
        return false;
    header_key(slice_of(name), key, sizeof key);
    return strstr(key, "mahalle") != NULL || strstr(key, "neighbo") != NULL;
}

static enum mah_status try_streets(struct file_guess *out, const struct source *source, struct mah_error *err)
{
    struct mah_error why = {0};
    bool crs_known = false;
    enum mah_status status = streets_look(&crs_known, source, &why);
    if (status == MAH_OK) {
        out->use = USE_STREETS;
        out->needs_crs = !crs_known;
    }
    return status == MAH_NO_MEMORY ? mah_no_memory(err) : MAH_OK;
}

/* One type goes into the project; several are left for the user to choose from. */
static enum mah_status try_service(struct file_guess *out, const struct source *source, struct mah_error *err)
{
    enum mah_status status = service_guess_look(&out->service, source, err);
    if (status == MAH_OK && out->service.is_sure)
        out->use = USE_SERVICE;
    return status;
}

static enum mah_status look_into(struct file_guess *out, const struct source *source, const struct folder_file *file,
                                 struct mah_error *err)
{
    bool is_other = !is_called_after_mahalle(file->name) && (out->service.is_streets || out->service.type_count > 0);
    enum mah_status status = MAH_OK;
    if (file->is_osm) { /* streets whatever it is called; opening one may take minutes */
        out->use = USE_STREETS;
        return MAH_OK;
    }
    if (file->has_shapes && file->bytes <= LARGEST_GUESSED && !is_other)
        status = try_boundaries(out, source, err);
    if (status == MAH_OK && out->use == USE_NONE)
        status = try_households(out, source, err);
    if (status == MAH_OK && out->use == USE_NONE && out->service.is_streets && file->has_shapes)
        status = try_streets(out, source, err);
    else if (status == MAH_OK && out->use == USE_NONE && !out->service.is_streets && file->bytes <= LARGEST_GUESSED)
        status = try_service(out, source, err);
    return status;
}

enum mah_status file_guess_make(struct file_guess *out, const char *folder, const struct folder_file *file,
                                struct mah_error *err)
{
    struct text path = TEXT_EMPTY;
    *out = (struct file_guess){0};
    enum mah_status status = service_guess_name(&out->service, file->name, err);
    text_add_format(&path, "%s/%s", folder, file->name);
    if (status == MAH_OK && path.failed)
        status = mah_no_memory(err);
    char encoding[] = "auto";
    const struct source source = {.path = path.bytes, .encoding = encoding};
    if (status == MAH_OK)
        status = look_into(out, &source, file, err);
    text_release(&path);
    if (status != MAH_OK)
        file_guess_release(out);
    return status;
}

size_t file_guess_best_boundaries(const struct file_guess *guesses, const struct folder_file *files, size_t count)
{
    size_t best = count;
    bool best_is_called = false;
    for (size_t i = 0; i < count; i++) {
        bool is_called = is_called_after_mahalle(files[i].name);
        if (guesses[i].use != USE_BOUNDARIES)
            continue;
        bool better = best == count || (is_called && !best_is_called) ||
                      (is_called == best_is_called && guesses[i].mahalle_count > guesses[best].mahalle_count);
        if (better) {
            best = i;
            best_is_called = is_called;
        }
    }
    return best;
}
