/* The life of a source, and of the lists in a project. */
#include "config/source.h"

#include <errno.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/system_words.h"
#include "base/text.h"

enum mah_status source_init(struct source *source, struct mah_error *err)
{
    *source = (struct source){0};
    source->encoding = memory_copy_text("auto");
    return source->encoding != NULL ? MAH_OK : mah_no_memory(err);
}

static void field_choice_release(struct field_choice *choice)
{
    memory_free(choice->field);
    memory_free(choice->column);
    memory_free(choice->origin);
    *choice = (struct field_choice){0};
}

void source_release(struct source *source)
{
    if (source == NULL)
        return;
    memory_free(source->path);
    memory_free(source->layer);
    memory_free(source->crs);
    memory_free(source->encoding);
    memory_free(source->where);
    memory_free(source->type);
    memory_free(source->axes);
    for (size_t i = 0; i < source->field_count; i++)
        field_choice_release(&source->fields[i]);
    memory_free(source->fields);
    memory_free(source->origin);
    *source = (struct source){0};
}

/* The place of the choice for a field: an empty one at the end where there is none yet. */
static struct field_choice *place_of_choice(struct source *source, struct slice field)
{
    for (size_t i = 0; i < source->field_count; i++)
        if (slice_equals(slice_of(source->fields[i].field), field))
            return &source->fields[i];
    struct field_choice *grown = memory_resize(source->fields, source->field_count + 1, sizeof *grown);
    if (grown == NULL)
        return NULL;
    source->fields = grown;
    grown[source->field_count] = (struct field_choice){0};
    return &grown[source->field_count];
}

enum mah_status source_choose_field(struct source *source, struct slice field, struct slice column, const char *origin,
                                    struct mah_error *err)
{
    struct field_choice choice = {
        .field = memory_copy_bytes(field.bytes, field.length),
        .column = memory_copy_bytes(column.bytes, column.length),
        .origin = memory_copy_text(origin),
    };
    struct field_choice *place = NULL;
    if (choice.field != NULL && choice.column != NULL && choice.origin != NULL)
        place = place_of_choice(source, field);
    if (place == NULL) {
        field_choice_release(&choice);
        return mah_no_memory(err);
    }
    if (place == source->fields + source->field_count)
        source->field_count++;
    field_choice_release(place);
    *place = choice;
    return MAH_OK;
}

enum mah_status sources_add(struct source **list, size_t *count, struct source **out, struct mah_error *err)
{
    struct source *grown = memory_resize(*list, *count + 1, sizeof *grown);
    if (grown == NULL)
        return mah_no_memory(err);
    *list = grown;
    *out = &grown[*count];
    enum mah_status status = source_init(*out, err);
    if (status == MAH_OK)
        (*count)++;
    return status;
}

void sources_release(struct source **list, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        source_release(&(*list)[i]);
    memory_free(*list);
    *list = NULL;
    *count = 0;
}

void words_release(char ***words, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        memory_free((*words)[i]);
    memory_free(*words);
    *words = NULL;
    *count = 0;
}

char *path_from_folder(const char *folder, struct slice path)
{
    bool as_it_is = folder == NULL || strcmp(folder, ".") == 0 || (path.length > 0 && path.bytes[0] == '/');
    if (as_it_is)
        return memory_copy_bytes(path.bytes, path.length);
    struct text joined = TEXT_EMPTY;
    text_add(&joined, folder);
    if (joined.length > 0 && joined.bytes[joined.length - 1] != '/')
        text_add(&joined, "/");
    text_add_bytes(&joined, path.bytes, path.length);
    return text_take(&joined);
}

char *path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return memory_copy_text(".");
    return memory_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
}

const char *path_last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* "PG:", "MYSQL:", "http:" and the like; a single letter before the colon may be somebody's file name. */
static bool has_scheme(const char *path)
{
    size_t length = strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+.-");
    return length >= 2 && path[length] == ':';
}

bool path_is_no_file_name(const char *path)
{
    return starts_with(path, "/vsi") || strstr(path, "://") != NULL ||
           (path[0] != '\0' && strchr("{[<", path[0]) != NULL) || has_scheme(path);
}

const char *missing_file_words(int reason)
{
    return reason == ENOENT || reason == ENOTDIR ? say("no such file") : system_words(reason);
}
