/* How is a text that somebody else wrote shown within a line? */
#include "write/display_line.h"

#include <string.h>

#include "base/text.h"

size_t display_turns(const unsigned char *at)
{
    bool embeds = at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0xAA && at[2] <= 0xAE;
    bool isolates = at[0] == 0xE2 && at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
    return embeds || isolates ? 3 : 0;
}

char *display_line(const char *text)
{
    struct text line = TEXT_EMPTY;
    bool is_utf8 = utf8_is_valid(text, strlen(text));
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool c1 = at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0;
        size_t turns = is_utf8 ? display_turns(at) : 0;
        bool steers = turns > 0 || *at < 0x20 || *at == 0x7F || c1 || (*at >= 0x80 && !is_utf8);
        text_add_bytes(&line, steers ? "?" : (const char *)at, 1);
        if (c1 && is_utf8)
            at++;
        else if (turns > 0)
            at += turns - 1;
    }
    return text_take(&line);
}
