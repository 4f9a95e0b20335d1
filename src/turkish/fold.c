/* When are two Turkish names the same name? */
#include "turkish/fold.h"

#include <string.h>

#include "turkish/letters.h"

enum { KEY_LIMIT = 512 };

/* A text that is written into a buffer of fixed size; what does not fit whole is left out, and all that follows it. */
struct key {
    char *out;
    size_t length, size;
    bool full;
};

static struct key key_in(char *out, size_t size)
{
    if (size > 0)
        out[0] = '\0';
    return (struct key){.out = out, .size = size, .full = size == 0};
}

static void key_add(struct key *key, const char *bytes, size_t length)
{
    if (key->full || key->length + length + 1 > key->size) {
        key->full = true;
        return;
    }
    memcpy(key->out + key->length, bytes, length);
    key->length += length;
    key->out[key->length] = '\0';
}

static void key_cut(struct key *key, size_t length)
{
    if (length < key->length) {
        key->length = length;
        key->out[length] = '\0';
    }
}

static void key_add_letter(struct key *key, uint32_t letter)
{
    char bytes[4];
    key_add(key, bytes, letter_write(letter, bytes));
}

/* As ASCII where the letter has such a form, else as it is. */
static void key_add_folded(struct key *key, uint32_t letter)
{
    char buffer[2];
    const char *ascii = letter_ascii(letter, buffer);
    if (ascii != NULL)
        key_add(key, ascii, strlen(ascii));
    else
        key_add_letter(key, letter);
}

size_t turkish_lower(struct slice text, char *out, size_t size)
{
    struct key key = key_in(out, size);
    while (text.length > 0)
        key_add_letter(&key, letter_take_lower(&text));
    return key.length;
}

static const char *const place_suffixes[] = {"mahallesi", "mahalle", "mah", "mh", "koyu", "koy"};

static bool is_suffix(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof place_suffixes / sizeof *place_suffixes; i++)
        if (strlen(place_suffixes[i]) == length && memcmp(place_suffixes[i], word, length) == 0)
            return true;
    return false;
}

/* The next word of `rest`, folded, at the end of the key; false where there is no more. */
static bool key_add_word(struct key *key, struct slice *rest)
{
    size_t start = key->length;
    while (rest->length > 0) {
        uint32_t letter = letter_take_lower(rest);
        if (letter_is_word(letter))
            key_add_folded(key, letter);
        else if (!letter_is_silent(letter) && key->length > start)
            break;
    }
    return key->length > start;
}

size_t word_key(struct slice text, char *out, size_t size)
{
    struct key key = key_in(out, size);
    while (key_add_word(&key, &text))
        continue;
    return key.length;
}

size_t place_key(struct slice name, char *out, size_t size)
{
    struct key key = key_in(out, size < KEY_LIMIT ? size : KEY_LIMIT);
    size_t stand_in = 0; /* length of a first word that is only a suffix: it stays as long as nothing better follows */
    for (size_t start = 0; key_add_word(&key, &name); start = key.length) {
        if (is_suffix(key.out + start, key.length - start)) {
            if (start == 0)
                stand_in = key.length;
            else
                key_cut(&key, start);
        } else if (stand_in > 0) {
            memmove(key.out, key.out + stand_in, key.length - stand_in);
            key_cut(&key, key.length - stand_in);
            stand_in = 0;
        }
    }
    return key.length;
}

static bool ends_with(const char *text, size_t length, const char *end)
{
    size_t end_length = strlen(end);
    return length >= end_length && memcmp(text + length - end_length, end, end_length) == 0;
}

/* Where the name of the question starts, after the names of its groups; a prefix with nothing after it is no prefix. */
static size_t group_prefix(const char *text, size_t length)
{
    static const char *const after_hyphen[] = {"-latitude", "-longitude", "-altitude", "-accuracy"};
    size_t start = 0;
    for (size_t i = 0; i + 1 < length; i++)
        if (text[i] == '/' || text[i] == ':')
            start = i + 1;
    for (size_t i = 0; i < sizeof after_hyphen / sizeof *after_hyphen; i++)
        if (ends_with(text + start, length - start, after_hyphen[i]))
            return length - strlen(after_hyphen[i]) + 1;
    return start;
}

/* Letters, digits and what separates them; no BOM, no other signs, no separators at the end. Group prefixes are still
 * there. */
static size_t fold_header(struct slice header, char *out, size_t size)
{
    struct key key = key_in(out, size);
    header = slice_trim(header);
    while (header.length > 0) {
        uint32_t letter = letter_take_lower(&header);
        if (letter_is_word(letter))
            key_add_folded(&key, letter);
        else if (letter <= ' ' || letter == 0xA0)
            key_add(&key, " ", 1);
        else if (letter < 0x80 && strchr("_/:.-", (int)letter) != NULL)
            key_add_letter(&key, letter);
    }
    while (key.length > 0 && strchr(" /:.-", key.out[key.length - 1]) != NULL)
        key_cut(&key, key.length - 1);
    return key.length;
}

size_t header_key(struct slice header, char *out, size_t size)
{
    char folded[KEY_LIMIT];
    size_t length = fold_header(header, folded, sizeof folded);
    struct key key = key_in(out, size);
    bool gap = false, named = false;
    for (size_t i = group_prefix(folded, length); i < length; i++) {
        char byte = folded[i];
        bool separates = byte == ' ' || byte == '.' || byte == '-' || byte == '_';
        if (separates) {
            gap = gap || named || byte == '_'; /* before the name only an underscore counts: "_uuid" */
            continue;
        }
        if (gap)
            key_add(&key, "_", 1);
        key_add(&key, &byte, 1);
        gap = false;
        named = true;
    }
    return key.length;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t name_distance(const char *a, const char *b, size_t limit)
{
    size_t a_length = strnlen(a, KEY_LIMIT), b_length = strnlen(b, KEY_LIMIT);
    size_t steps[KEY_LIMIT + 1]; /* from the first i letters of a to the first j of b; one row of the table at a time */
    if ((a_length > b_length ? a_length - b_length : b_length - a_length) > limit)
        return limit + 1;
    for (size_t j = 0; j <= b_length; j++)
        steps[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = steps[0], best = i;
        steps[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = steps[j];
            steps[j] = smallest(above + 1, steps[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
            best = steps[j] < best ? steps[j] : best;
        }
        if (best > limit)
            return limit + 1;
    }
    return steps[b_length] <= limit ? steps[b_length] : limit + 1;
}
