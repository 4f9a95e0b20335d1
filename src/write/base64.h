/* Bytes in the 64 letters that XML attributes hold: how a picture travels inside a style. */
#ifndef WRITE_BASE64_H
#define WRITE_BASE64_H

#include "base/text.h"

/* Appends the bytes in base64 (RFC 4648, padded, without line breaks). */
void base64_add(struct text *out, const char *bytes, size_t length);

#endif
