/* Whom does a service or a standard speak of? */
#include "config/target_group.h"

#include <string.h>

static const int first_age[TARGET_BANDS] = {0, 3, 6, 10, 14, 18, 65};

/* Digits only; -1 where there are none, or too many for an age. */
static int read_age(struct slice text)
{
    int age = 0;
    if (text.length == 0 || text.length > 3)
        return -1;
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return -1;
        age = age * 10 + (text.bytes[i] - '0');
    }
    return age;
}

/* The band that begins at this age; TARGET_BANDS for the age behind the last band, -1 where none begins. */
static int band_from(int age)
{
    for (int band = 0; band < TARGET_BANDS; band++)
        if (first_age[band] == age)
            return band;
    return -1;
}

bool target_group_read(struct slice text, struct target_group *out)
{
    text = slice_trim(text);
    *out = (struct target_group){.is_all = true};
    if (text.length == 0 || slice_equals(text, slice_of("all")))
        return true;
    const char *colon = memchr(text.bytes, ':', text.length), *end = text.bytes + text.length;
    if (colon == NULL)
        return false;
    struct slice word = {text.bytes, (uint32_t)(colon - text.bytes)};
    if (!slice_equals(word, slice_of("age")) && !slice_equals(word, slice_of("children")))
        return false;
    const char *hyphen = memchr(colon, '-', (size_t)(end - colon));
    if (hyphen == NULL)
        return false;
    int first = band_from(read_age((struct slice){colon + 1, (uint32_t)(hyphen - colon - 1)}));
    int last_age = hyphen + 1 == end ? -1 : read_age((struct slice){hyphen + 1, (uint32_t)(end - hyphen - 1)});
    int behind = hyphen + 1 == end ? TARGET_BANDS : last_age < 0 ? -1 : band_from(last_age + 1);
    if (first < 0 || behind <= first)
        return false;
    *out = (struct target_group){.bands = (uint8_t)((1U << behind) - (1U << first))};
    return true;
}

bool target_group_equals(struct target_group a, struct target_group b)
{
    return a.is_all == b.is_all && a.bands == b.bands;
}
