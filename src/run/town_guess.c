/* Which file of a folder knows what the ilçe of the boundaries are called? */
#include "run/town_guess.h"

#include <string.h>

#include "base/text.h"
#include "read/boundary_towns.h"
#include "turkish/fold.h"

/* How well a list fits the codes. */
struct fit {
    size_t found;      /* codes of the boundaries that are in the list */
    size_t listed;     /* different codes in the list */
    bool contradicted; /* one code with two names: the names are those of something smaller, such as mahalle */
};

static bool is_called_after_towns(const char *name)
{
    char key[512];
    if (strlen(name) * 2 + 1 > sizeof key)
        return false;
    header_key(slice_of(name), key, sizeof key);
    return strstr(key, "ilce") != NULL || strstr(key, "town") != NULL || strstr(key, "district") != NULL;
}

static struct fit measure(const struct town_list *list, const struct file_guess *boundaries)
{
    struct fit fit = {0};
    for (size_t i = 0; i < list->count; i++) {
        bool again = i > 0 && strcmp(list->towns[i - 1].code, list->towns[i].code) == 0;
        fit.listed += again ? 0 : 1;
        fit.contradicted |= again && strcmp(list->towns[i - 1].name, list->towns[i].name) != 0;
    }
    for (size_t i = 0; i < boundaries->unnamed_count; i++)
        fit.found += town_list_name(list, boundaries->unnamed_towns[i]) != NULL ? 1 : 0;
    return fit;
}

static enum mah_status read_fit(struct fit *out, const char *folder, const struct folder_file *file,
                                const struct file_guess *boundaries, struct mah_error *err)
{
    struct text path = TEXT_EMPTY;
    struct town_list list = {0};
    char encoding[] = "auto";
    *out = (struct fit){0};
    text_add_format(&path, "%s/%s", folder, file->name);
    if (path.failed)
        return mah_no_memory(err);
    const struct source source = {.path = path.bytes, .encoding = encoding};
    enum mah_status status = town_list_read(&list, &source, err);
    if (status == MAH_OK)
        *out = measure(&list, boundaries);
    else if (status != MAH_NO_MEMORY && status != MAH_INTERRUPTED)
        status = MAH_OK; /* a file of something else */
    town_list_release(&list);
    text_release(&path);
    return status;
}

static bool is_good(const struct fit *fit, const struct file_guess *boundaries, bool is_called)
{
    bool most_found = 2 * fit->found > boundaries->unnamed_count;
    return most_found && !fit->contradicted && (is_called || 2 * fit->found > fit->listed);
}

enum mah_status town_guess_make(size_t *out, const char *folder, const struct folder_file *files,
                                const struct file_guess *guesses, size_t count, size_t boundaries,
                                struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    struct fit best = {0};
    bool best_is_called = false;
    *out = count;
    if (boundaries == count || guesses[boundaries].unnamed_count == 0)
        return MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        struct fit fit;
        bool is_called = is_called_after_towns(files[i].name);
        if (i == boundaries || guesses[i].use == USE_HOUSEHOLDS || files[i].bytes > LARGEST_GUESSED)
            continue;
        status = read_fit(&fit, folder, &files[i], &guesses[boundaries], err);
        if (status != MAH_OK || !is_good(&fit, &guesses[boundaries], is_called))
            continue;
        bool better =
            *out == count || (is_called && !best_is_called) || (is_called == best_is_called && fit.found > best.found);
        if (better) {
            *out = i;
            best = fit;
            best_is_called = is_called;
        }
    }
    return status;
}
