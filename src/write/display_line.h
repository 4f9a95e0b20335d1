/* How is a text that somebody else wrote shown within a line? */
#ifndef WRITE_DISPLAY_LINE_H
#define WRITE_DISPLAY_LINE_H

#include <stddef.h>

/* The text with '?' for what would break the line or steer the terminal: control characters, C1 among them, and bytes
 * of a text that is not UTF-8. NULL where memory ran out; free with memory_free. */
char *display_line(const char *text);

/* How many bytes at this place (0 where none) turn the direction of what follows, U+202A..U+202E and U+2066..U+2069?
 * With them one name can show the cells beside it in another order. */
size_t display_turns(const unsigned char *at);

#endif
