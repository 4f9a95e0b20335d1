/* Text that grows: messages, JSON, XML, tables. Also UTF-8 checks and re-coding of the Turkish single-byte encodings.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* A growing, always NUL-ended text. Start with TEXT_EMPTY; `failed` is set when memory ran out, later calls do nothing.
 */
struct text {
    char *bytes;
    size_t length, capacity;
    bool failed;
};
#define TEXT_EMPTY ((struct text){0})

void text_add(struct text *text, const char *piece);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_format_list(struct text *text, const char *format, va_list list);
/* With & < > " and ' escaped, for XML attribute values and element text. Control characters that XML forbids become
 * U+FFFD. */
void text_add_xml(struct text *text, const char *piece);
/* Gives the bytes ("" where nothing was added; NULL where memory ran out) and empties the text. Free with memory_free.
 */
char *text_take(struct text *text);
/* The bytes where they are; "" where nothing was added. */
const char *text_bytes(const struct text *text);
void text_release(struct text *text);

/* The encodings a household file may have. */
enum encoding { ENCODING_UTF8, ENCODING_WINDOWS_1254, ENCODING_ISO_8859_9 };
const char *encoding_name(enum encoding encoding);

/* Is every byte part of well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF)? */
bool utf8_is_valid(const char *bytes, size_t length);
/* At most `limit` of the bytes from the start, without a letter that is cut in two. */
size_t utf8_cut(const char *bytes, size_t length, size_t limit);

/* Counts what speaks for and against UTF-8, so that a whole file can be judged chunk by chunk. */
struct utf8_census {
    uint64_t multibyte;      /* well-formed sequences of two bytes and more */
    uint64_t invalid;        /* bytes that belong to no well-formed sequence */
    uint64_t c1;             /* of these, bytes 0x80..0x9F: letters only in Windows-1254 */
    uint64_t undefined_1254; /* of these, bytes that Windows-1254 leaves undefined */
    uint64_t nul;            /* NUL bytes: the file is binary or UTF-16 */
};
/* Returns how many bytes were judged: less than length only where a sequence is cut off at the end (pass the rest
 * again). */
size_t utf8_census_add(struct utf8_census *census, const char *bytes, size_t length);

/*
 * Appends bytes in `encoding` to `out` as UTF-8. Returns false where a byte has no meaning in that encoding
 * (it is written as U+FFFD then).
 */
bool text_add_decoded(struct text *out, const char *bytes, size_t length, enum encoding encoding);

#endif
