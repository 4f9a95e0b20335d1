/* Which series does a household id belong to, and which number does it bear there? */
#include "check/id_series.h"

#include "base/eight_digits.h"
#include "base/memory.h"

enum {
    MOST_DIGITS = 15, /* 10^15 < 2^50; of a longer run of digits the first ones belong to the text before */
    DIGIT_BITS = 50,
    LONGEST_TEXT = 30,
    MOST_SERIES = 4096, /* ids of ever new texts (uuids, say) are in no series */
    SLOTS = 4 * MOST_SERIES
};
_Static_assert(MOST_SERIES <= 1 << (64 - DIGIT_BITS), "the number of a series stands above the digits");

/* The text before the digits, and how many these are: "H", 8. The text ends in no digit unless they are MOST_DIGITS. */
struct series {
    char text[LONGEST_TEXT];
    uint8_t length, digits;
};

void id_series_release(struct id_series *list)
{
    memory_free(list->series);
    memory_free(list->slots);
    *list = (struct id_series){0};
}

static bool is_digit(char byte)
{
    return (unsigned char)(byte - '0') <= 9;
}

/* Are these bytes digits only? Their value, too. */
static bool read_digits(const char *bytes, unsigned count, uint64_t *value)
{
    bool sound = true;
    unsigned i = 0;
    *value = 0;
    if (count >= 8) {
        sound = eight_digits(eight_bytes(bytes), value);
        i = 8;
    }
    for (; i < count; i++) {
        sound &= is_digit(bytes[i]);
        *value = *value * 10 + (unsigned char)(bytes[i] - '0');
    }
    return sound;
}

static bool is_text_of(const struct series *series, struct slice text)
{
    if (series->length != text.length || (text.length > 0 && series->text[0] != text.bytes[0]))
        return false;
    return text.length <= 1 || memcmp(series->text, text.bytes, text.length) == 0;
}

/* The series of that text and count of digits, a new one where there is none; NULL where no more are taken. */
static enum mah_status find_series(struct id_series *list, struct slice text, unsigned digits, bool *is_found,
                                   struct mah_error *err)
{
    *is_found = false;
    if (list->slots == NULL) {
        list->slots = memory_new(SLOTS, sizeof *list->slots);
        if (list->slots == NULL)
            return mah_no_memory(err);
    }
    size_t at = (size_t)(slice_hash(text) + digits) & (SLOTS - 1);
    for (; list->slots[at] != 0; at = (at + 1) & (SLOTS - 1)) {
        const struct series *series = &list->series[list->slots[at] - 1];
        if (series->digits == digits && is_text_of(series, text)) {
            list->last = list->slots[at] - 1u;
            *is_found = true;
            return MAH_OK;
        }
    }
    if (list->count == MOST_SERIES)
        return MAH_OK;
    if (memory_grow((void **)&list->series, &list->capacity, list->count + 1, sizeof *list->series) != 0)
        return mah_no_memory(err);
    struct series *added = &list->series[list->count];
    *added = (struct series){.length = (uint8_t)text.length, .digits = (uint8_t)digits};
    memcpy(added->text, text.bytes, text.length);
    list->last = list->count++;
    list->slots[at] = (uint16_t)list->count;
    *is_found = true;
    return MAH_OK;
}

enum mah_status id_series_number(struct id_series *list, struct slice id, uint64_t *number, bool *is_numbered,
                                 struct mah_error *err)
{
    uint64_t value = 0;
    *is_numbered = false;
    if (list->count > 0) {
        const struct series *series = &list->series[list->last];
        *is_numbered = id.length == (uint32_t)series->length + series->digits &&
                       is_text_of(series, (struct slice){id.bytes, series->length}) &&
                       read_digits(id.bytes + series->length, series->digits, &value);
    }
    if (!*is_numbered) {
        unsigned digits = 0;
        while (digits < MOST_DIGITS && digits < id.length && is_digit(id.bytes[id.length - 1 - digits]))
            digits++;
        struct slice text = {id.bytes, id.length - digits};
        if (digits == 0 || text.length > LONGEST_TEXT)
            return MAH_OK;
        enum mah_status status = find_series(list, text, digits, is_numbered, err);
        if (status != MAH_OK)
            return status;
        (void)read_digits(id.bytes + text.length, digits, &value);
    }
    *number = (uint64_t)list->last << DIGIT_BITS | value;
    return MAH_OK;
}
