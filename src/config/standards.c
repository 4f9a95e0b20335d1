/* The standards of a project: its files in order, later rows in the place of earlier ones. */
#include "config/standards.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/language.h"
#include "base/layers.h"
#include "base/memory.h"
#include "base/slice.h"
#include "config/source.h"
#include "config/standards_parts.h"

enum { MOST_ROWS = 20000 }; /* a table of standards has some dozens; each row is compared with all before it */

static const char *const default_names[] = {"mpyy-ek2", "norms"};

enum mah_status standards_warn(struct standards *standards, struct text *sentence, struct mah_error *err)
{
    char *line = text_take(sentence);
    char **grown =
        line == NULL ? NULL : memory_resize(standards->warnings, standards->warning_count + 1, sizeof *grown);
    if (grown == NULL) {
        memory_free(line);
        return mah_no_memory(err);
    }
    standards->warnings = grown;
    grown[standards->warning_count++] = line;
    return MAH_OK;
}

void standards_release(struct standards *standards)
{
    for (size_t i = 0; i < standards->count; i++)
        standard_release(&standards->rows[i]);
    for (size_t i = 0; i < standards->warning_count; i++)
        memory_free(standards->warnings[i]);
    memory_free(standards->rows);
    memory_free(standards->warnings);
    *standards = (struct standards){0};
}

/* `reason` NULL: a name without a file of its own. */
static enum mah_status refuse_file(const char *name, const char *reason, struct mah_error *err)
{
    struct text names = TEXT_EMPTY;
    layers_add_names(&names, "standards/");
    enum mah_status status = MAH_NO_MEMORY;
    if (names.failed)
        status = mah_no_memory(err);
    else if (reason != NULL)
        status = mah_fail(err, MAH_BAD_USAGE, "cannot open the standards '%s': %s (the program brings: %s)", name,
                          reason, names.bytes);
    else
        status = mah_fail(err, MAH_BAD_USAGE,
                          "there are no standards '%s'; the program brings %s, a file of yours is named with its path "
                          "(./%s.csv)",
                          name, names.bytes, name);
    text_release(&names);
    return status;
}

static enum mah_status open_file(struct standards_file *file, const char *name, struct mah_error *err)
{
    *file = (struct standards_file){.shown = path_last_part(name)};
    if (strpbrk(name, "/.") != NULL) {
        if (access(name, R_OK) != 0)
            return refuse_file(name, missing_file_words(errno), err);
        return data_table_read_file(&file->table, name, err);
    }
    struct text layer = TEXT_EMPTY;
    text_add_format(&layer, "standards/%s.csv", name);
    if (layer.failed)
        return mah_no_memory(err);
    enum mah_status status = data_table_read(&file->table, layer.bytes, err);
    text_release(&layer);
    return status == MAH_FAILED ? refuse_file(name, NULL, err) : status;
}

/* The place of the row of an earlier file that this one overrides; `earlier` where it is new. */
static size_t overridden_row(const struct standards *standards, size_t earlier, const struct standard *row)
{
    for (size_t i = 0; i < earlier; i++) {
        const struct standard *other = &standards->rows[i];
        if (other->pop_min == row->pop_min && other->pop_max == row->pop_max && standard_same_subject(other, row))
            return i;
    }
    return earlier;
}

/* Takes the row over. taken: which of the earlier rows this file has overridden already; it does so once, a second time
 * is a slip that shall be found as an overlap. */
static enum mah_status add_row(struct standards *standards, size_t earlier, bool *taken, struct standard *row,
                               struct mah_error *err)
{
    size_t place = overridden_row(standards, earlier, row);
    if (place < earlier && !taken[place]) {
        taken[place] = true;
        standard_release(&standards->rows[place]);
        standards->rows[place] = *row;
        return MAH_OK;
    }
    struct standard *grown = memory_resize(standards->rows, standards->count + 1, sizeof *grown);
    if (grown == NULL)
        return mah_no_memory(err);
    standards->rows = grown;
    grown[standards->count++] = *row;
    return MAH_OK;
}

/* Capacity without a target is for those whom the type serves: places in a school for its ages, not for everybody. */
static enum mah_status fill_target(struct standard *row, const struct data_table *services, struct mah_error *err)
{
    const char *target = NULL;
    for (size_t i = 0; i < services->row_count && target == NULL; i++) {
        const char *code = data_table_cell(services, i, "code");
        if (code != NULL && strcmp(code, row->service_type) == 0)
            target = data_table_cell(services, i, "target");
    }
    struct target_group group;
    if (row->kind != STANDARD_PERSONS_PER_UNIT || row->target_text[0] != '\0' || target == NULL ||
        !target_group_read(slice_of(target), &group))
        return MAH_OK;
    char *text = memory_copy_text(target);
    if (text == NULL)
        return mah_no_memory(err);
    memory_free(row->target_text);
    row->target_text = text;
    row->target = group;
    return MAH_OK;
}

static enum mah_status take_rows(struct standards *standards, const struct standards_file *file,
                                 const struct data_table *services, bool *taken, struct mah_error *err)
{
    size_t earlier = standards->count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < file->table.row_count && status == MAH_OK; i++) {
        struct standard row;
        status = standard_read(&row, file, i, err);
        if (status == MAH_OK)
            status = fill_target(&row, services, err);
        if (status == MAH_OK)
            status = add_row(standards, earlier, taken, &row, err);
        if (status != MAH_OK)
            standard_release(&row);
    }
    return status;
}

static enum mah_status take_file(struct standards *standards, const struct standards_file *file,
                                 const struct data_table *services, struct mah_error *err)
{
    enum mah_status status = standards_check_columns(file, err);
    if (status != MAH_OK)
        return status;
    if (file->table.row_count > MOST_ROWS)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' has more than %d rows, too many for standards", file->shown,
                        MOST_ROWS);
    bool *taken = memory_new(standards->count + 1, sizeof *taken);
    if (taken == NULL)
        return mah_no_memory(err);
    status = take_rows(standards, file, services, taken, err);
    memory_free(taken);
    return status;
}

/* Is the word a type, or the group of one? */
static bool services_know(const struct data_table *services, const char *word)
{
    for (size_t i = 0; i < services->row_count; i++) {
        const char *code = data_table_cell(services, i, "code"), *group = data_table_cell(services, i, "group");
        if ((code != NULL && strcmp(code, word) == 0) || (group != NULL && strcmp(group, word) == 0))
            return true;
    }
    return false;
}

/* One warning for a word, at the first row that has it. */
static enum mah_status warn_of_strangers(struct standards *standards, const struct data_table *services,
                                         struct mah_error *err)
{
    for (size_t i = 0; i < standards->count; i++) {
        const struct standard *row = &standards->rows[i];
        bool is_known = services_know(services, row->service_type);
        for (size_t before = 0; before < i && !is_known; before++)
            is_known = strcmp(standards->rows[before].service_type, row->service_type) == 0;
        if (is_known)
            continue;
        struct text sentence = TEXT_EMPTY;
        text_add_format(&sentence, say("%s:%d: '%s' is neither a type nor a group of layers/services.csv"), row->file,
                        row->line, row->service_type);
        enum mah_status status = standards_warn(standards, &sentence, err);
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

/* Who adds a row beside one of an earlier file, with another scope or target, believes it holds. */
static enum mah_status warn_of_hidden(struct standards *standards, struct mah_error *err)
{
    for (size_t i = 0; i < standards->count; i++) {
        const struct standard *row = &standards->rows[i];
        const struct standard *used = standards_find(standards, row->service_type, row->kind, row->pop_min);
        if (used == NULL || used >= row || strcmp(used->file, row->file) == 0)
            continue;
        struct text sentence = TEXT_EMPTY;
        text_add_format(
            &sentence,
            say("%s:%d: this %s of '%s' is not used, since %s:%d has another scope or target_group and comes "
                "first; give the same ones to override it"),
            row->file, row->line, standard_kind_word(row->kind), row->service_type, used->file, used->line);
        enum mah_status status = standards_warn(standards, &sentence, err);
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

static enum mah_status read_files(struct standards *out, const char *const *names, size_t count,
                                  const struct data_table *services, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < count && status == MAH_OK; i++) {
        struct standards_file file;
        if (strcmp(names[i], "none") == 0)
            return mah_fail(err, MAH_BAD_USAGE, "'none' stands alone: no other standards beside it");
        status = open_file(&file, names[i], err);
        if (status == MAH_OK)
            status = take_file(out, &file, services, err);
        data_table_release(&file.table);
    }
    if (status == MAH_OK)
        status = standards_check_bands(out, err);
    if (status == MAH_OK)
        status = warn_of_strangers(out, services, err);
    return status == MAH_OK ? warn_of_hidden(out, err) : status;
}

enum mah_status standards_read(struct standards *out, char *const *names, size_t name_count, struct mah_error *err)
{
    *out = (struct standards){0};
    if (name_count == 1 && strcmp(names[0], "none") == 0)
        return MAH_OK;
    struct data_table services = {0};
    enum mah_status status = data_table_read(&services, "services.csv", err);
    if (status == MAH_OK && name_count == 0)
        status = read_files(out, default_names, sizeof default_names / sizeof *default_names, &services, err);
    else if (status == MAH_OK)
        status = read_files(out, (const char *const *)names, name_count, &services, err);
    data_table_release(&services);
    if (status != MAH_OK)
        standards_release(out);
    return status;
}

const struct standard *standards_find(const struct standards *standards, const char *service_type,
                                      enum standard_kind kind, double plan_population)
{
    double persons = floor(plan_population); /* a projected population may end in a fraction, bands are of whole ones */
    const struct standard *found = NULL;
    for (size_t i = 0; i < standards->count; i++) {
        const struct standard *row = &standards->rows[i];
        bool holds = row->kind == kind && row->pop_min <= persons && persons <= row->pop_max;
        if (!holds || strcmp(row->service_type, service_type) != 0)
            continue;
        if (found == NULL || row->scope > found->scope) /* plan is the last of the words */
            found = row;
    }
    return found;
}
