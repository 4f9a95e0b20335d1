/* Which letter is it, in Turkish lower case, and which ASCII letters stand for it? */
#include "turkish/letters.h"

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* One code point; bytes that are no well-formed UTF-8 are taken one by one as LETTER_BROKEN. */
static uint32_t take_code_point(struct slice *rest)
{
    const unsigned char *at = (const unsigned char *)rest->bytes;
    uint32_t length = 1, letter = at[0];
    if (at[0] >= 0xC2 && at[0] <= 0xDF && rest->length >= 2 && is_tail(at[1])) {
        length = 2;
        letter = (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
    } else if ((at[0] & 0xF0) == 0xE0 && rest->length >= 3 && is_tail(at[1]) && is_tail(at[2])) {
        length = 3;
        letter = (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
        if (letter < 0x800 || (letter >= 0xD800 && letter <= 0xDFFF))
            letter = LETTER_BROKEN;
    } else if ((at[0] & 0xF8) == 0xF0 && rest->length >= 4 && is_tail(at[1]) && is_tail(at[2]) && is_tail(at[3])) {
        length = 4;
        letter = (at[0] & 0x07u) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 | (at[3] & 0x3Fu);
        if (letter < 0x10000 || letter > 0x10FFFF)
            letter = LETTER_BROKEN;
    } else if (at[0] >= 0x80) {
        letter = LETTER_BROKEN;
    }
    rest->bytes += length;
    rest->length -= length;
    return letter;
}

static bool is_within(uint32_t letter, uint32_t first, uint32_t last)
{
    return letter >= first && letter <= last;
}

/* Latin Extended-A comes in pairs of capital and small letter: the capital is even in some stretches, odd in others. */
static uint32_t lower_extended(uint32_t letter)
{
    if (letter == 0x0178)
        return 0xFF; /* Ÿ */
    bool capital_is_odd = is_within(letter, 0x0139, 0x0148) || is_within(letter, 0x0179, 0x017E);
    if (letter == 0x0138 || letter == 0x0149 || letter == 0x017F) /* small letters without a capital */
        return letter;
    return (letter & 1u) == (capital_is_odd ? 1u : 0u) ? letter + 1 : letter;
}

static uint32_t lower(uint32_t letter)
{
    if (letter == 'I')
        return 0x0131; /* ı */
    if (letter == 0x0130)
        return 'i'; /* İ */
    if (is_within(letter, 'A', 'Z') || (is_within(letter, 0xC0, 0xDE) && letter != 0xD7) ||
        is_within(letter, 0x0391, 0x03A9) || is_within(letter, 0x0410, 0x042F))
        return letter + 0x20;
    if (is_within(letter, 0x0100, 0x017F) && letter != 0x0131)
        return lower_extended(letter);
    if (is_within(letter, 0x0400, 0x040F))
        return letter + 0x50;
    if (letter == 0x018F)
        return 0x0259; /* Ə of Azerbaijani */
    if (letter == 0x0218 || letter == 0x021A)
        return letter + 1; /* Ș, Ț with a comma below */
    return letter;
}

/* Base letter, combining mark, what they make: the letters of Turkish only. */
static const uint32_t compositions[][3] = {
    {'c', 0x0327, 0xE7}, {'s', 0x0327, 0x015F}, {'g', 0x0306, 0x011F}, {'o', 0x0308, 0xF6},
    {'u', 0x0308, 0xFC}, {'a', 0x0302, 0xE2},   {'i', 0x0302, 0xEE},   {0x0131, 0x0302, 0xEE},
    {'u', 0x0302, 0xFB}, {'i', 0x0307, 'i'},    {0x0131, 0x0307, 'i'}, {0xEE, 0x0307, 0xEE},
};

static uint32_t compose(uint32_t base, uint32_t mark)
{
    for (size_t i = 0; i < sizeof compositions / sizeof *compositions; i++)
        if (compositions[i][0] == base && compositions[i][1] == mark)
            return compositions[i][2];
    return 0;
}

uint32_t letter_take_lower(struct slice *rest)
{
    uint32_t letter = lower(take_code_point(rest));
    while (rest->length >= 2 && (unsigned char)rest->bytes[0] == 0xCC) { /* U+0300..U+033F */
        struct slice after = *rest;
        uint32_t composed = compose(letter, take_code_point(&after));
        if (composed == 0)
            break;
        letter = composed;
        *rest = after;
    }
    return letter;
}

/* ß to ÿ in the order of Unicode; "" for the division sign. */
static const char *const ascii_of_latin1[] = {
    "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i",  "i", "i",
    "d",  "n", "o", "o", "o", "o", "o", "",   "o", "u", "u", "u", "u", "y", "th", "y",
};

/* Stretches of Latin Extended-A whose letters share one base letter. */
static const struct stretch {
    uint32_t last;
    const char *ascii;
} ascii_of_extended[] = {
    {0x0105, "a"}, {0x010D, "c"},  {0x0111, "d"}, {0x011B, "e"}, {0x0123, "g"}, {0x0127, "h"},
    {0x0131, "i"}, {0x0133, "ij"}, {0x0135, "j"}, {0x0138, "k"}, {0x0142, "l"}, {0x014B, "n"},
    {0x0151, "o"}, {0x0153, "oe"}, {0x0159, "r"}, {0x0161, "s"}, {0x0167, "t"}, {0x0173, "u"},
    {0x0175, "w"}, {0x0178, "y"},  {0x017E, "z"}, {0x017F, "s"},
};

const char *letter_ascii(uint32_t letter, char buffer[2])
{
    if (is_within(letter, 'a', 'z') || is_within(letter, '0', '9')) {
        buffer[0] = (char)letter;
        buffer[1] = '\0';
        return buffer;
    }
    if (is_within(letter, 0xDF, 0xFF) && letter != 0xF7)
        return ascii_of_latin1[letter - 0xDF];
    if (is_within(letter, 0x0100, 0x017F)) {
        const struct stretch *stretch = ascii_of_extended;
        while (stretch->last < letter)
            stretch++;
        return stretch->ascii;
    }
    switch (letter) {
    case 0xB9:
        return "1";
    case 0xB2:
        return "2";
    case 0xB3:
        return "3";
    case 0x0219:
        return "s";
    case 0x021B:
        return "t";
    case 0x0259:
        return "e";
    default:
        return NULL;
    }
}

bool letter_is_silent(uint32_t letter)
{
    return letter == '\'' || letter == '`' || letter == 0xB4 || letter == 0x02BC || letter == 0x2018 ||
           letter == 0x2019 || letter == 0xAD || is_within(letter, 0x0300, 0x036F) ||
           is_within(letter, 0x200B, 0x200F) || letter == 0xFEFF;
}

bool letter_is_word(uint32_t letter)
{
    if (letter < 0x80)
        return is_within(letter, 'a', 'z') || is_within(letter, '0', '9');
    if (letter < 0xC0)
        return letter == 0xB9 || letter == 0xB2 || letter == 0xB3;
    return letter != 0xD7 && letter != 0xF7 && !is_within(letter, 0x02B0, 0x036F) &&
           !is_within(letter, 0x2000, 0x2BFF) && !is_within(letter, 0x3000, 0x303F) &&
           !is_within(letter, 0xE000, 0xF8FF) && !is_within(letter, 0xFE00, 0xFE6F) &&
           !is_within(letter, 0xFEFF, 0xFF0F) && !is_within(letter, 0xFFF0, 0xFFFF) && letter < 0x1F000;
}

size_t letter_write(uint32_t letter, char out[4])
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    size_t length = letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    static const unsigned lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80u | (letter & 0x3Fu));
        letter >>= 6;
    }
    out[0] = (char)(lead[length] | letter);
    return length;
}
