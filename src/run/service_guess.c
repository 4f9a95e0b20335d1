/* Which services, or streets, might a file hold? */
#include "run/service_guess.h"

#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/service_types.h"
#include "geometry/projection.h"
#include "read/service_fields.h"
#include "read/service_place.h"
#include "read/service_table.h"
#include "run/service_words.h"

static const char *const words_file = "service_files.csv";

static void forget_types(struct service_guess *guess)
{
    for (size_t i = 0; i < guess->type_count; i++)
        memory_free(guess->types[i]);
    memory_free(guess->types);
    memory_free(guess->choices);
    guess->types = NULL;
    guess->choices = NULL;
    guess->type_count = 0;
    guess->is_sure = false;
}

void service_guess_release(struct service_guess *guess)
{
    forget_types(guess);
    memory_free(guess->matched);
    *guess = (struct service_guess){0};
}

static enum mah_status add_type(struct service_guess *guess, const struct service_type *type, struct text *choices,
                                struct mah_error *err)
{
    for (size_t i = 0; i < guess->type_count; i++)
        if (strcmp(guess->types[i], type->code) == 0)
            return MAH_OK;
    size_t capacity = guess->type_count;
    if (memory_grow((void **)&guess->types, &capacity, guess->type_count + 1, sizeof *guess->types) != 0)
        return mah_no_memory(err);
    guess->types[guess->type_count] = memory_copy_text(type->code);
    if (guess->types[guess->type_count] == NULL)
        return mah_no_memory(err);
    text_add_format(choices, "%s%s (%s)", guess->type_count > 0 ? ", " : "", type->code,
                    service_type_name(type, language_get()));
    guess->type_count++;
    return MAH_OK;
}

/* The types of a row, separated by blanks; those that services.csv does not have are left out. */
static enum mah_status add_row(struct service_guess *guess, const char *codes, const struct service_types *types,
                               struct text *choices, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (const char *at = codes; status == MAH_OK && *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        int type = service_type_find(types, (struct slice){at, (uint32_t)length});
        if (type != NO_SERVICE_TYPE)
            status = add_type(guess, &types->types[type], choices, err);
        at += length;
    }
    return status;
}

static enum mah_status take_rows(struct service_guess *guess, const struct service_rows_found *found,
                                 const struct data_table *table, const struct service_types *types,
                                 struct mah_error *err)
{
    struct text choices = TEXT_EMPTY;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < found->count; i++)
        status = add_row(guess, data_table_cell(table, found->rows[i], "types"), types, &choices, err);
    if (status == MAH_OK && guess->type_count > 0) {
        guess->choices = text_take(&choices);
        if (guess->choices == NULL)
            status = mah_no_memory(err);
    }
    text_release(&choices);
    return status;
}

/* The name of a file without its folders and its ending. */
static void cut_stem(char out[SERVICE_NAME_SIZE], const char *name)
{
    const char *slash = strrchr(name, '/'), *base = slash != NULL ? slash + 1 : name;
    size_t length = strcspn(base, ".");
    if (length >= SERVICE_NAME_SIZE)
        length = 0;
    memcpy(out, base, length);
    out[length] = '\0';
}

enum mah_status service_guess_name(struct service_guess *out, const char *name, struct mah_error *err)
{
    struct data_table table = {0};
    struct service_types types = {0};
    struct service_rows_found found = {.count = 0};
    char stem[SERVICE_NAME_SIZE];
    *out = (struct service_guess){0};
    cut_stem(stem, name);
    enum mah_status status = data_table_read(&table, words_file, err);
    if (status == MAH_OK)
        status = service_types_read(&types, err);
    if (status == MAH_OK) {
        service_words_find(&found, &table, stem, false);
        const char *first = found.count > 0 ? data_table_cell(&table, found.rows[0], "types") : "";
        out->is_streets = found.count == 1 && strcmp(first, "streets") == 0;
        if (first[0] != '\0') /* else it only sounds like a service */
            status = take_rows(out, &found, &table, &types, err);
        out->is_sure = found.count == 1 && out->type_count == 1;
    }
    service_types_release(&types);
    data_table_release(&table);
    return status;
}

/* The first column that names things of a service; never more than a proposal. */
static enum mah_status look_at_columns(struct service_guess *guess, const struct service_table *opened,
                                       const struct service_types *types, struct mah_error *err)
{
    struct data_table table = {0};
    enum mah_status status = data_table_read(&table, words_file, err);
    for (size_t i = 0; status == MAH_OK && guess->type_count == 0 && i < opened->column_count; i++) {
        struct service_rows_found found = {.count = 0};
        service_words_find(&found, &table, opened->columns[i], true);
        status = take_rows(guess, &found, &table, types, err);
    }
    data_table_release(&table);
    return status;
}

/* Does the file say where its things are? In metres without a reference system counts: the user can name it. */
static enum mah_status has_places(bool *out, struct service_guess *guess, const struct service_table *opened,
                                  const struct service_field_map *map, const struct source *source,
                                  struct mah_error *err)
{
    char any[] = "EPSG:4326";
    struct crs degrees = {0};
    enum mah_status status = crs_resolve(&degrees, any, err);
    *out = false;
    for (int with_crs = 0; status == MAH_OK && !*out && with_crs < 2; with_crs++) {
        struct service_place place = {0};
        struct mah_error why = {0};
        struct source asked = *source;
        asked.crs = with_crs ? any : NULL;
        enum mah_status tried = service_place_init(&place, opened, map, &asked, &degrees, NULL, &why);
        service_place_release(&place);
        *out = tried == MAH_OK;
        guess->needs_crs = *out && with_crs;
        if (tried == MAH_NO_MEMORY)
            status = mah_no_memory(err);
    }
    crs_release(&degrees);
    return status;
}

static enum mah_status judge_table(struct service_guess *guess, const struct service_table *opened,
                                   const struct source *source, const struct service_types *types,
                                   struct mah_error *err)
{
    struct service_field_map map;
    struct mah_error why = {0};
    bool placed = false;
    enum mah_status status = guess->type_count == 0 ? look_at_columns(guess, opened, types, err) : MAH_OK;
    if (status != MAH_OK || guess->type_count == 0)
        return status;
    int type = service_type_find(types, slice_of(guess->types[0]));
    status = service_fields_match(&map, opened->columns, opened->column_count, source, &types->types[type], &why);
    if (status == MAH_BAD_USAGE) { /* two columns fit one field: the user has to say which */
        guess->is_sure = false;
        return MAH_OK;
    }
    if (status == MAH_OK)
        status = has_places(&placed, guess, opened, &map, source, err);
    else
        mah_no_memory(err);
    if (status == MAH_OK && !placed)
        forget_types(guess);
    if (status == MAH_OK && placed) {
        guess->matched = service_fields_describe(&map, opened->columns);
        status = guess->matched != NULL ? MAH_OK : mah_no_memory(err);
    }
    return status;
}

enum mah_status service_guess_look(struct service_guess *guess, const struct source *source, struct mah_error *err)
{
    struct service_table opened = {0};
    struct service_types types = {0};
    struct mah_error why = {0};
    enum mah_status status = service_types_read(&types, err);
    if (status == MAH_OK) {
        enum mah_status tried = service_table_open(&opened, source, &why);
        if (tried == MAH_OK)
            status = judge_table(guess, &opened, source, &types, err);
        else if (tried == MAH_NO_MEMORY)
            status = mah_no_memory(err);
        else
            forget_types(guess);
        service_table_close(&opened);
    }
    service_types_release(&types);
    return status;
}
