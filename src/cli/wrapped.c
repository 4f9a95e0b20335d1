/* Long lines on a terminal are broken between words. */
#include "cli/wrapped.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "write/display_width.h"

enum { LEAST_WIDTH = 40, MOST_WIDTH = 1000 };

size_t terminal_width(FILE *out)
{
    struct winsize size;
    int file = fileno(out);
    if (file < 0 || !isatty(file) || ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 0;
    size_t width = size.ws_col;
    return width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
}

static size_t width_of(const char *text, size_t length)
{
    struct text word = TEXT_EMPTY;
    text_add_bytes(&word, text, length);
    size_t width = word.failed || word.bytes == NULL ? length : display_width(word.bytes);
    text_release(&word);
    return width;
}

void print_wrapped(FILE *out, size_t width, size_t used, size_t indent, const char *text)
{
    size_t column = used;
    while (width > 0 && *text != '\0') {
        size_t length = strcspn(text, " "), blank = column > used && column > indent ? 1 : 0;
        size_t word = width_of(text, length);
        if (blank > 0 && column + blank + word > width) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
            used = indent;
            blank = 0;
        }
        fprintf(out, "%s%.*s", blank > 0 ? " " : "", (int)length, text);
        column += blank + word;
        text += length;
        text += strspn(text, " ");
    }
    fprintf(out, "%s\n", text);
}
