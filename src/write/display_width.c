/* How many columns of a terminal does a text take? */
#include "write/display_width.h"

#include <stdbool.h>
#include <stdint.h>

/* Ranges without a width of their own: control, combining marks (also Arabic), zero-width and direction marks. */
static const struct {
    uint32_t first, last;
} no_width[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

static bool has_width(uint32_t letter)
{
    for (size_t i = 0; i < sizeof no_width / sizeof *no_width; i++)
        if (letter >= no_width[i].first && letter <= no_width[i].last)
            return false;
    return true;
}

/* The code point at *text, which moves past it. The text is UTF-8; a stray byte counts as a letter. */
static uint32_t take_letter(const unsigned char **text)
{
    uint32_t letter = *(*text)++;
    int more = letter >= 0xF0 ? 3 : letter >= 0xE0 ? 2 : letter >= 0xC0 ? 1 : 0;
    letter &= more == 3 ? 0x07u : more == 2 ? 0x0Fu : more == 1 ? 0x1Fu : 0xFFu;
    for (; more > 0 && (**text & 0xC0) == 0x80; more--)
        letter = letter << 6 | (*(*text)++ & 0x3F);
    return letter;
}

size_t display_width(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t width = 0;
    while (*at != '\0')
        width += has_width(take_letter(&at));
    return width;
}
