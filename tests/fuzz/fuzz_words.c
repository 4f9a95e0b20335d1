/* Hostile names, headers and answers, in any encoding: keys are keys of themselves, and what is quick is what is right.
 */
#include "base/memory.h"
#include "base/text.h"
#include "fuzz.h"
#include "read/cell_in_place.h"
#include "read/csv_census.h"
#include "read/csv_encoding.h"
#include "turkish/alphabet.h"
#include "turkish/fold.h"
#include "turkish/name_search.h"
#include "turkish/places.h"

enum { KEY = 512 };

static bool is_key(const char *key)
{
    for (; *key != '\0'; key++)
        if ((unsigned char)*key < 0x80 && !(*key >= 'a' && *key <= 'z') && !(*key >= '0' && *key <= '9'))
            return false;
    return true;
}

static void check_keys(struct slice cell)
{
    char key[KEY], again[KEY], lower[KEY], tight[8];
    size_t length = place_key(cell, key, sizeof key);
    require(length < sizeof key && strlen(key) == length && is_key(key));
    require(word_key(cell, key, sizeof key) < sizeof key && is_key(key));
    length = word_key(slice_of(key), again, sizeof again);
    require(strcmp(key, again) == 0 && strlen(again) == length);
    require(header_key(cell, key, sizeof key) < sizeof key && utf8_is_valid(key, strlen(key)));
    length = turkish_lower(cell, lower, sizeof lower);
    require(length < sizeof lower && utf8_is_valid(lower, length));
    if (cell.length < KEY / 6) { /* nothing was cut off: a key of what is lower case already is the same */
        require(place_key(cell, key, sizeof key) == place_key(slice_of(lower), again, sizeof again) ||
                memchr(cell.bytes, 0, cell.length) != NULL);
        turkish_lower(slice_of(lower), again, sizeof again);
        require(strcmp(lower, again) == 0);
    }
    require(
        place_key(cell, tight, sizeof tight) < sizeof tight && header_key(cell, tight, sizeof tight) < sizeof tight &&
        turkish_lower(cell, tight, sizeof tight) < sizeof tight && word_key(cell, tight, sizeof tight) < sizeof tight);
}

static void check_places(struct slice cell)
{
    static bool is_loaded;
    if (!is_loaded)
        require(origins_load(NULL) == MAH_OK);
    is_loaded = true;
    origin_id province = origin_from_province(cell), country = origin_from_country(cell);
    require(province >= 0 && province <= PROVINCE_COUNT);
    require(country == ORIGIN_UNKNOWN || (country > PROVINCE_COUNT && (size_t)country <= origin_count()));
    require(country == ORIGIN_UNKNOWN || !origin_is_home(cell));
}

/* Two texts of one input, cut in the middle. */
static void check_order(struct slice cell)
{
    char *first = memory_copy_bytes(cell.bytes, cell.length / 2);
    char *second = memory_copy_bytes(cell.bytes + cell.length / 2, cell.length - cell.length / 2);
    int order = turkish_compare(first, second), back = turkish_compare(second, first);
    require((order < 0) == (back > 0) && (order == 0) == (strcmp(first, second) == 0));
    require(turkish_compare(first, first) == 0);
    size_t steps = name_distance(first, second, 4);
    require(steps == name_distance(second, first, 4) && (steps == 0) == (strcmp(first, second) == 0));
    struct searched_place places[] = {{"1", first, second},
                                      {"2", "Cumhuriyet",
                                       "Eyy\xC3\xBC"
                                       "biye"},
                                      {"3", NULL, NULL}};
    struct mah_error error = {0};
    size_t found = 9, *several = NULL, count = 0;
    enum mah_status status = name_search(&found, places, 3, second, &error);
    require_reason(status, &error);
    require(status != MAH_OK || found < 3);
    status = name_search_ilce(&several, &count, places, 3, second, &error);
    require_reason(status, &error);
    require(status != MAH_OK || (count > 0 && count <= 3));
    memory_free(several);
    memory_free(first);
    memory_free(second);
}

static void check_recoding(struct slice cell, enum encoding encoding)
{
    static struct recoding recodings[3];
    static bool is_ready[3];
    struct text text = TEXT_EMPTY;
    if (!is_ready[encoding])
        require(recoding_init(&recodings[encoding], encoding, NULL) == MAH_OK);
    is_ready[encoding] = true;
    char *out = memory_new(3 * (size_t)cell.length + 4, 1);
    size_t length = recoding_apply(&recodings[encoding], cell.bytes, cell.length, out);
    bool sound = text_add_decoded(&text, cell.bytes, cell.length, encoding);
    require(length == text.length && (length == 0 || memcmp(out, text.bytes, length) == 0));
    require(utf8_is_valid(text_bytes(&text), text.length));
    require(sound == (memmem(text_bytes(&text), text.length, "\xEF\xBF\xBD", 3) == NULL));
    memory_free(out);
    text_release(&text);
}

static void check_utf8(struct slice cell)
{
    struct utf8_census quick = {0}, slow = {0};
    size_t judged = csv_census_add(&quick, cell.bytes, cell.length);
    require(judged == utf8_census_add(&slow, cell.bytes, cell.length));
    require(memcmp(&quick, &slow, sizeof quick) == 0);
    bool valid = utf8_is_valid(cell.bytes, cell.length);
    require(valid == (slow.invalid == 0 && judged == cell.length));
    require(!csv_is_plain_utf8(cell.bytes, cell.length) || (valid && slow.nul == 0));
    size_t cut = utf8_cut(cell.bytes, cell.length, cell.length / 2);
    require(cut <= cell.length / 2 && (!valid || utf8_is_valid(cell.bytes, cut)));
}

/* A cell of a database, with and without a copy. */
static void check_cell(struct slice cell)
{
    uint8_t kinds[2] = {9, 9};
    union cell cells[2] = {{{NULL, 0}}, {{NULL, 0}}};
    struct column column = {.present = true, .kind = kinds, .cell = cells};
    struct arena arena = {0};
    uint64_t recoded = 0;
    char *slack = memory_new((size_t)cell.length + TEXT_SLACK, 1);
    memcpy(slack, cell.bytes, cell.length);
    memset(slack + cell.length, cell.length > 0 ? cell.bytes[0] : 0, TEXT_SLACK);
    require(cell_set_text(&column, 0, cell.bytes, cell.length, &arena, &recoded, NULL) == MAH_OK);
    require(kinds[0] == CELL_TEXT || kinds[0] == CELL_MISSING);
    require(utf8_is_valid(cells[0].text.bytes, cells[0].text.length));
    if (cell_set_text_in_place(&column, 1, slack, cell.length))
        require(recoded == 0 && kinds[0] == kinds[1] && slice_equals(cells[0].text, cells[1].text));
    require(slice_equals(slice_trim(cells[0].text), cells[0].text));
    memory_free(slack);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1024)
        return 0;
    struct slice cell = {(const char *)data, (uint32_t)size};
    check_keys(cell);
    check_places(cell);
    check_order(cell);
    check_recoding(cell, ENCODING_WINDOWS_1254);
    check_recoding(cell, ENCODING_ISO_8859_9);
    check_utf8(cell);
    check_cell(cell);
    return 0;
}
