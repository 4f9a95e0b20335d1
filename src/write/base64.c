/* Bytes in the 64 letters that XML attributes hold. */
#include "write/base64.h"

void base64_add(struct text *out, const char *bytes, size_t length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++)
            three = three << 8 | (i + k < length ? (unsigned char)bytes[i + k] : 0);
        char four[4];
        for (size_t k = 0; k < 4; k++)
            four[k] = i + k <= length ? letters[three >> (18 - 6 * k) & 63] : '=';
        text_add_bytes(out, four, sizeof four);
    }
}
