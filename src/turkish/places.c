/* Which province or country does a name mean? */
#include "turkish/places.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "turkish/fold.h"

enum { NAME_SLOTS = 8192, KEY_SIZE = 514 };
#define FILE_NAME "origins.csv"

/* A key starts with the letter of its kind, so that one table serves all three. */
enum kind { KIND_PROVINCE = 'p', KIND_COUNTRY = 'c', KIND_HOME = 'h' };

struct name_slot {
    uint32_t key; /* offset into keys; 0: empty */
    int16_t origin;
    bool is_code; /* two or three capitals: stands for itself only, so that "Muş" is not MUS */
};

static struct {
    bool loaded;
    struct data_table table; /* owns all texts */
    struct origin {
        const char *code, *name_tr, *name_en;
    } origins[ORIGIN_LIMIT];
    size_t count, names;
    struct text keys;
    struct name_slot *slots;
} places;

static size_t make_key(char key[KEY_SIZE], enum kind kind, struct slice name)
{
    key[0] = (char)kind;
    return 1 + place_key(name, key + 1, KEY_SIZE - 1);
}

static struct name_slot *find_slot(const char *key, size_t length)
{
    size_t at = slice_hash((struct slice){key, (uint32_t)length}) % NAME_SLOTS;
    while (places.slots[at].key != 0 && strcmp(places.keys.bytes + places.slots[at].key, key) != 0)
        at = (at + 1) % NAME_SLOTS;
    return &places.slots[at];
}

static bool is_code(struct slice name)
{
    for (uint32_t i = 0; i < name.length; i++)
        if (name.bytes[i] < 'A' || name.bytes[i] > 'Z')
            return false;
    return name.length == 2 || name.length == 3;
}

static enum mah_status add_name(enum kind kind, struct slice name, int origin, struct mah_error *err)
{
    char key[KEY_SIZE];
    size_t length = make_key(key, kind, name);
    if (length <= 1)
        return MAH_OK;
    struct name_slot *slot = find_slot(key, length);
    if (slot->key != 0 && slot->origin != origin)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "': '%.*s' names both '%s' and '%s'", (int)name.length,
                        name.bytes, places.origins[slot->origin].name_tr, places.origins[origin].name_tr);
    if (slot->key != 0) {
        slot->is_code = slot->is_code && is_code(name);
        return MAH_OK;
    }
    if (++places.names > NAME_SLOTS / 2)
        return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' has more than %d names", NAME_SLOTS / 2);
    *slot = (struct name_slot){(uint32_t)places.keys.length, (int16_t)origin, is_code(name)};
    text_add_bytes(&places.keys, key, length + 1);
    return places.keys.failed ? mah_no_memory(err) : MAH_OK;
}

/* The parts of "Urfa|Ş.Urfa". */
static enum mah_status add_aliases(enum kind kind, const char *aliases, int origin, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    while (status == MAH_OK && *aliases != '\0') {
        size_t length = strcspn(aliases, "|");
        status = add_name(kind, (struct slice){aliases, (uint32_t)length}, origin, err);
        aliases += length + (aliases[length] == '|');
    }
    return status;
}

/* The id of the row's origin, 0 for home; -1 where the row is not sound. */
static int row_origin(enum kind kind, const char *code)
{
    double plate;
    if (kind == KIND_HOME)
        return ORIGIN_UNKNOWN;
    if (kind == KIND_COUNTRY)
        return is_code(slice_of(code)) && strlen(code) == 3 && places.count + 1 < ORIGIN_LIMIT ? (int)++places.count
                                                                                               : -1;
    if (strlen(code) != 2 || number_read(slice_of(code), &plate) != NUMBER_OK || plate < 1 || plate > PROVINCE_COUNT)
        return -1;
    return places.origins[(int)plate].code == NULL ? (int)plate : -1;
}

static enum mah_status add_row(size_t row, struct mah_error *err)
{
    const char *kind_word = data_table_cell(&places.table, row, "kind"),
               *code = data_table_cell(&places.table, row, "code");
    const char *name_tr = data_table_cell(&places.table, row, "name_tr");
    const char *name_en = data_table_cell(&places.table, row, "name_en");
    const char *aliases = data_table_cell(&places.table, row, "aliases");
    if (kind_word == NULL || code == NULL || name_tr == NULL || name_en == NULL || aliases == NULL)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'" FILE_NAME "' must have the columns kind, code, name_tr, name_en, aliases");
    bool known =
        strcmp(kind_word, "province") == 0 || strcmp(kind_word, "country") == 0 || strcmp(kind_word, "home") == 0;
    enum kind kind = (enum kind)kind_word[0];
    int origin = known ? row_origin(kind, code) : -1;
    if (origin < 0)
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'" FILE_NAME
                        "': '%s' has kind '%s' and code '%s'; a row is a province with a plate number 01..81, "
                        "a country with three capitals or home, each once, %d at most",
                        name_tr, kind_word, code, ORIGIN_LIMIT - 1);
    if (origin != ORIGIN_UNKNOWN)
        places.origins[origin] = (struct origin){code, name_tr, name_en};
    enum mah_status status = kind == KIND_PROVINCE ? MAH_OK : add_name(kind, slice_of(code), origin, err);
    if (status == MAH_OK)
        status = add_name(kind, slice_of(name_tr), origin, err);
    if (status == MAH_OK)
        status = add_name(kind, slice_of(name_en), origin, err);
    return status == MAH_OK ? add_aliases(kind, aliases, origin, err) : status;
}

static enum mah_status check_provinces(struct mah_error *err)
{
    for (int plate = 1; plate <= PROVINCE_COUNT; plate++)
        if (places.origins[plate].code == NULL)
            return mah_fail(err, MAH_BAD_SOURCE, "'" FILE_NAME "' has no province with plate number %02d", plate);
    return MAH_OK;
}

enum mah_status origins_load(struct mah_error *err)
{
    if (places.loaded)
        return MAH_OK;
    places.origins[ORIGIN_UNKNOWN] = (struct origin){"", "", ""};
    places.count = PROVINCE_COUNT;
    enum mah_status status = data_table_read(&places.table, FILE_NAME, err);
    places.slots = memory_new(NAME_SLOTS, sizeof *places.slots);
    text_add_bytes(&places.keys, "", 1); /* offset 0 means empty */
    if (status == MAH_OK && (places.slots == NULL || places.keys.failed))
        status = mah_no_memory(err);
    for (size_t row = 0; status == MAH_OK && row < places.table.row_count; row++)
        status = add_row(row, err);
    if (status == MAH_OK)
        status = check_provinces(err);
    places.loaded = status == MAH_OK;
    if (status != MAH_OK)
        origins_unload();
    return status;
}

void origins_unload(void)
{
    data_table_release(&places.table);
    text_release(&places.keys);
    memory_free(places.slots);
    memset(&places, 0, sizeof places);
}

size_t origin_count(void)
{
    return places.count;
}

static bool is_known(origin_id origin)
{
    return places.loaded && origin > ORIGIN_UNKNOWN && (size_t)origin <= places.count;
}

const char *origin_code(origin_id origin)
{
    return is_known(origin) ? places.origins[origin].code : "";
}

const char *origin_name(origin_id origin, int turkish)
{
    if (!is_known(origin))
        return "";
    return turkish ? places.origins[origin].name_tr : places.origins[origin].name_en;
}

static bool is_ascii(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    return true;
}

/* The slot of a name; NULL where the name is in no list. */
static const struct name_slot *look_up(enum kind kind, struct slice text)
{
    char key[KEY_SIZE];
    size_t length = make_key(key, kind, text);
    if (!places.loaded || length <= 1)
        return NULL;
    const struct name_slot *slot = find_slot(key, length);
    return slot->key == 0 || (slot->is_code && !is_ascii(text)) ? NULL : slot;
}

/* "Gaziantep ili", "Bolu Merkez": a province with more words after its name. */
static const struct name_slot *look_up_without_tail(struct slice text)
{
    static const char *const tails[] = {"ilimerkezi", "ilmerkezi", "merkez", "ili", "il", "province"};
    char key[KEY_SIZE];
    size_t length = make_key(key, KIND_PROVINCE, text);
    for (size_t i = 0; places.loaded && i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);
        if (length <= tail + 1 || strcmp(key + length - tail, tails[i]) != 0)
            continue;
        key[length - tail] = '\0';
        const struct name_slot *slot = find_slot(key, length - tail);
        return slot->key != 0 ? slot : NULL;
    }
    return NULL;
}

/* "27", "27.0", "TR27", "TR-27". */
static origin_id from_plate(struct slice text)
{
    double plate;
    if (text.length >= 3 && slice_equals_ascii_nocase((struct slice){text.bytes, 2}, slice_of("TR"))) {
        uint32_t skip = text.bytes[2] == '-' ? 3 : 2;
        text = (struct slice){text.bytes + skip, text.length - skip};
        if (text.length > 2)
            return ORIGIN_UNKNOWN; /* TR621 is a statistical code */
    }
    if (number_read(text, &plate) != NUMBER_OK || plate < 1 || plate > PROVINCE_COUNT || plate != (int)plate)
        return ORIGIN_UNKNOWN;
    return (origin_id)plate;
}

origin_id origin_from_province(struct slice text)
{
    text = slice_trim(text);
    origin_id plate = places.loaded ? from_plate(text) : ORIGIN_UNKNOWN;
    if (plate != ORIGIN_UNKNOWN)
        return plate;
    const struct name_slot *slot = look_up(KIND_PROVINCE, text);
    if (slot == NULL)
        slot = look_up_without_tail(text);
    return slot != NULL ? slot->origin : ORIGIN_UNKNOWN;
}

origin_id origin_from_country(struct slice text)
{
    text = slice_trim(text);
    if (origin_is_home(text))
        return ORIGIN_UNKNOWN;
    const struct name_slot *slot = look_up(KIND_COUNTRY, text);
    return slot != NULL ? slot->origin : ORIGIN_UNKNOWN;
}

bool origin_is_home(struct slice text)
{
    return look_up(KIND_HOME, text) != NULL;
}
