/* The words of JSON (RFC 8259), read strictly from memory: whoever reads plain GeoJSON gives up at the first odd one.
 */
#ifndef READ_PLAIN_JSON_H
#define READ_PLAIN_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plain_json {
    const char *at, *end;
};

/* What lies between the quotes, as it stands in the file; well-formed UTF-8 and escapes. */
struct plain_string {
    const char *bytes;
    size_t length;
};

/* Each is false where something else follows, and the place is lost then. Blanks before are skipped. */
bool plain_json_take(struct plain_json *json, char mark); /* one of { } [ ] : , */
bool plain_json_take_string(struct plain_json *json, struct plain_string *out);
bool plain_json_take_word(struct plain_json *json, const char *word); /* a string of these letters */
bool plain_json_take_number(struct plain_json *json, double *real, int64_t *integer, bool *is_integer);
bool plain_json_skip_value(struct plain_json *json);

/* What follows, blanks skipped; 0 at the end. */
char plain_json_next(struct plain_json *json);

/* Writes a string without its escapes, and a NUL behind it; `out` needs length + 1 bytes. False for U+0000 and for
 * letters written as a pair of escapes. */
bool plain_json_decode(char *out, struct plain_string string);

#endif
