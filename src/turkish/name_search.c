/* Which place does somebody mean who types a name? */
#include "turkish/name_search.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "turkish/fold.h"

enum {
    KEY_BYTES = 512,
    LISTED_BYTES = 700, /* of a message of 1024: what is listed after it */
    PROPOSALS = 5,
    FARTHEST = 3 /* steps from a name that is proposed */
};

/* What the words may mean: a name alone, or a name and its ilçe. */
struct wanted {
    char name[KEY_BYTES], ilce[KEY_BYTES]; /* keys; ilce "" where none was written */
};

static void key_of(char key[KEY_BYTES], const char *text)
{
    key[0] = '\0';
    if (text != NULL)
        (void)place_key(slice_of(text), key, KEY_BYTES);
}

static void key_of_bytes(char key[KEY_BYTES], const char *bytes, size_t length)
{
    (void)place_key((struct slice){bytes, (uint32_t)length}, key, KEY_BYTES);
}

/* "Eyyübiye/Cumhuriyet", "Cumhuriyet, Eyyübiye", "Cumhuriyet (Eyyübiye)". */
static bool split(struct wanted *out, const char *words)
{
    const char *slash = strchr(words, '/'), *comma = strchr(words, ','), *open = strchr(words, '(');
    *out = (struct wanted){.name = ""};
    if (slash != NULL) {
        key_of_bytes(out->ilce, words, (size_t)(slash - words));
        key_of(out->name, slash + 1);
    } else if (comma != NULL) {
        key_of_bytes(out->name, words, (size_t)(comma - words));
        key_of(out->ilce, comma + 1);
    } else if (open != NULL) {
        key_of_bytes(out->name, words, (size_t)(open - words));
        key_of_bytes(out->ilce, open + 1, strcspn(open + 1, ")"));
    }
    return out->name[0] != '\0' && out->ilce[0] != '\0';
}

static bool bears(const struct searched_place *place, const struct wanted *wanted)
{
    char key[KEY_BYTES];
    key_of(key, place->name);
    if (key[0] == '\0' || strcmp(key, wanted->name) != 0)
        return false;
    if (wanted->ilce[0] == '\0')
        return true;
    key_of(key, place->ilce);
    return strcmp(key, wanted->ilce) == 0;
}

/* How many bear it; *first is the first of them. */
static size_t count_bearers(size_t *first, const struct searched_place *places, size_t count,
                            const struct wanted *wanted)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (bears(&places[i], wanted) && found++ == 0)
            *first = i;
    return found;
}

/* "Cumhuriyet (Eyyübiye, 630101)" */
static void add_place(struct text *out, const struct searched_place *place)
{
    text_add_format(out, "%s%s", out->length > 0 ? ", " : "", place->name != NULL ? place->name : place->code);
    if (place->ilce != NULL && place->name != NULL)
        text_add_format(out, " (%s, %s)", place->ilce, place->code);
    else if (place->name != NULL)
        text_add_format(out, " (%s)", place->code);
}

static enum mah_status refuse_ambiguous(const struct searched_place *places, size_t count, const struct wanted *wanted,
                                        size_t found, const char *words, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    size_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        if (!bears(&places[i], wanted))
            continue;
        size_t before = list.length;
        add_place(&list, &places[i]);
        if (list.length > LISTED_BYTES) { /* whole places only */
            list.length = before;
            list.bytes[before] = '\0';
            break;
        }
        listed++;
    }
    if (listed < found)
        text_add(&list, ", ...");
    enum mah_status status =
        list.failed ? mah_no_memory(err)
                    : mah_fail(err, MAH_BAD_USAGE, "'%s' is the name of %zu mahalle: %s; give the code or 'ilçe/name'",
                               words, found, list.bytes);
    text_release(&list);
    return status;
}

struct proposal {
    size_t distance;
    size_t place;
    const struct searched_place *places;
};

static int text_order(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* Nearer first, then by name, then by code. */
static int by_distance(const void *a_, const void *b_)
{
    const struct proposal *a = a_, *b = b_;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    const struct searched_place *first = &a->places[a->place], *second = &b->places[b->place];
    int order = text_order(first->name, second->name);
    return order != 0 ? order : text_order(first->code, second->code);
}

/* A short name is another one after few steps: at most a third of its letters may differ. */
static size_t farthest_of(const char *key)
{
    size_t third = strlen(key) / 3;
    return third < 1 ? 1 : third > FARTHEST ? FARTHEST : third;
}

static bool begins_with(const char *text, const char *start)
{
    size_t length = strlen(start);
    return length >= 3 && strncmp(text, start, length) == 0;
}

static enum mah_status refuse_unknown(const struct searched_place *places, size_t count, const struct wanted *wanted,
                                      const char *words, struct mah_error *err)
{
    struct proposal *near = memory_new(count, sizeof *near);
    struct text list = TEXT_EMPTY;
    size_t found = 0, limit = farthest_of(wanted->name);
    if (near == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count && wanted->name[0] != '\0'; i++) {
        char key[KEY_BYTES];
        key_of(key, places[i].name);
        size_t distance = key[0] != '\0' ? name_distance(wanted->name, key, limit) : limit + 1;
        if (distance > limit && key[0] != '\0' && begins_with(key, wanted->name))
            distance = limit; /* the beginning of a name is a way to ask for it */
        if (distance <= limit)
            near[found++] = (struct proposal){distance, i, places};
    }
    if (found > 1)
        qsort(near, found, sizeof *near, by_distance);
    for (size_t i = 0; i < found && i < PROPOSALS; i++)
        add_place(&list, &places[near[i].place]);
    enum mah_status status = MAH_BAD_USAGE;
    if (list.failed)
        status = mah_no_memory(err);
    else if (found > 0)
        status = mah_fail(err, status, "no mahalle is called '%s'; near it are: %s", words, list.bytes);
    else
        status = mah_fail(err, status, "no mahalle is called '%s', and none nearly so; --by mahalle lists them", words);
    text_release(&list);
    memory_free(near);
    return status;
}

enum mah_status name_search(size_t *found, const struct searched_place *places, size_t count, const char *words,
                            struct mah_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(places[i].code, words) == 0) {
            *found = i;
            return MAH_OK;
        }
    }
    struct wanted whole = {.ilce = ""}, parted;
    key_of(whole.name, words);
    const struct wanted *wanted = &whole;
    size_t bearers = whole.name[0] != '\0' ? count_bearers(found, places, count, &whole) : 0;
    if (bearers == 0 && split(&parted, words)) {
        wanted = &parted;
        bearers = count_bearers(found, places, count, &parted);
    }
    if (bearers == 1)
        return MAH_OK;
    return bearers > 1 ? refuse_ambiguous(places, count, wanted, bearers, words, err)
                       : refuse_unknown(places, count, wanted, words, err);
}

/* ---- ilçe ---- */

/* The names of the ilçe, each once; the nearest first where few steps away, else all in order of the places. */
static enum mah_status refuse_ilce(const struct searched_place *places, size_t count, const char *wanted,
                                   const char *words, struct mah_error *err)
{
    struct text list = TEXT_EMPTY, all = TEXT_EMPTY;
    size_t limit = farthest_of(wanted);
    for (size_t i = 0; i < count; i++) {
        char key[KEY_BYTES];
        bool is_new = places[i].ilce != NULL;
        for (size_t j = 0; is_new && j < i; j++)
            is_new = places[j].ilce == NULL || strcmp(places[i].ilce, places[j].ilce) != 0;
        if (!is_new)
            continue;
        key_of(key, places[i].ilce);
        if (name_distance(wanted, key, limit) <= limit)
            text_add_format(&list, "%s%s", list.length > 0 ? ", " : "", places[i].ilce);
        if (all.length + strlen(places[i].ilce) < LISTED_BYTES)
            text_add_format(&all, "%s%s", all.length > 0 ? ", " : "", places[i].ilce);
    }
    enum mah_status status = MAH_BAD_USAGE;
    if (list.failed || all.failed)
        status = mah_no_memory(err);
    else if (all.length == 0)
        status = mah_fail(err, status, "the boundaries name no ilçe, so that '%s' cannot be found", words);
    else if (list.length > 0)
        status = mah_fail(err, status, "no ilçe is called '%s'; near it are: %s", words, list.bytes);
    else
        status = mah_fail(err, status, "no ilçe is called '%s'; there are: %s", words, all.bytes);
    text_release(&list);
    text_release(&all);
    return status;
}

enum mah_status name_search_ilce(size_t **found, size_t *found_count, const struct searched_place *places, size_t count,
                                 const char *words, struct mah_error *err)
{
    char wanted[KEY_BYTES], key[KEY_BYTES];
    size_t *list = memory_new(count, sizeof *list), bearers = 0;
    if (list == NULL)
        return mah_no_memory(err);
    key_of(wanted, words);
    for (size_t i = 0; i < count && wanted[0] != '\0'; i++) {
        key_of(key, places[i].ilce);
        if (strcmp(key, wanted) == 0)
            list[bearers++] = i;
    }
    if (bearers == 0) {
        memory_free(list);
        return refuse_ilce(places, count, wanted, words, err);
    }
    *found = list;
    *found_count = bearers;
    return MAH_OK;
}
