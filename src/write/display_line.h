/* How is a text that somebody else wrote shown within a line? */
#ifndef WRITE_DISPLAY_LINE_H
#define WRITE_DISPLAY_LINE_H

/* The text with '?' for what would break the line or steer the terminal: control characters, C1 among them, and bytes
 * of a text that is not UTF-8. NULL where memory ran out; free with memory_free. */
char *display_line(const char *text);

#endif
