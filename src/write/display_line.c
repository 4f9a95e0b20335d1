/* How is a text that somebody else wrote shown within a line? */
#include "write/display_line.h"

#include <string.h>

#include "base/text.h"

char *display_line(const char *text)
{
    struct text line = TEXT_EMPTY;
    bool is_utf8 = utf8_is_valid(text, strlen(text));
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool c1 = at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0;
        bool steers = *at < 0x20 || *at == 0x7F || c1 || (*at >= 0x80 && !is_utf8);
        text_add_bytes(&line, steers ? "?" : (const char *)at, 1);
        if (c1 && is_utf8)
            at++;
    }
    return text_take(&line);
}
