/* The two ways in which a project writes a data source. */
#include "write/project_source_escape.h"

#include <stdlib.h>

static int digit_of(char byte, int base)
{
    int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                             : 99;
    return digit < base ? digit : -1;
}

static void add_letter(struct text *out, unsigned long code)
{
    char bytes[4];
    if (code < 0x80) {
        bytes[0] = (char)code;
        text_add_bytes(out, bytes, 1);
        return;
    }
    size_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    bytes[0] = (char)(leads[more] | code >> 6 * more);
    for (size_t i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (code >> 6 * (more - i) & 0x3F));
    text_add_bytes(out, bytes, more + 1);
}

/* "#350;" or "#x15E;" behind an '&'. Returns its length, 0 where it is nothing of the kind. */
static uint32_t add_numbered(struct text *out, const char *bytes, uint32_t length)
{
    uint32_t at = length > 1 && bytes[1] == 'x' ? 2 : 1, first = at;
    int base = at == 2 ? 16 : 10;
    unsigned long code = 0;
    while (at < length && digit_of(bytes[at], base) >= 0 && code <= 0x10FFFF)
        code = code * (unsigned long)base + (unsigned long)digit_of(bytes[at++], base);
    if (at == first || at >= length || bytes[at] != ';' || code == 0 || code > 0x10FFFF)
        return 0;
    add_letter(out, code);
    return at + 1;
}

/* What stands behind an '&'. Returns its length; 0 where it is no entity, and the '&' is meant. */
static uint32_t add_entity(struct text *out, const char *bytes, uint32_t length)
{
    static const struct {
        const char *name, *letter;
    } entities[] = {{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}};
    if (length > 0 && bytes[0] == '#')
        return add_numbered(out, bytes, length);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        uint32_t wanted = (uint32_t)strlen(entities[i].name);
        if (length >= wanted && memcmp(bytes, entities[i].name, wanted) == 0) {
            text_add(out, entities[i].letter);
            return wanted;
        }
    }
    return 0;
}

/* The two digits behind a '%'. */
static uint32_t add_coded(struct text *out, const char *bytes, uint32_t length)
{
    if (length < 2 || digit_of(bytes[0], 16) < 0 || digit_of(bytes[1], 16) < 0)
        return 0;
    char byte = (char)(digit_of(bytes[0], 16) * 16 + digit_of(bytes[1], 16));
    text_add_bytes(out, &byte, 1);
    return 2;
}

void source_add_plain(struct text *out, struct slice piece, enum source_escape escape)
{
    char mark = escape == ESCAPE_XML ? '&' : '%';
    for (uint32_t i = 0; i < piece.length; i++) {
        const char *next = piece.bytes + i + 1;
        uint32_t left = piece.length - i - 1, taken = 0;
        if (piece.bytes[i] == mark)
            taken = escape == ESCAPE_XML ? add_entity(out, next, left) : add_coded(out, next, left);
        if (taken == 0)
            text_add_bytes(out, piece.bytes + i, 1);
        i += taken;
    }
}

static bool is_plain_in_address(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
           (byte != '\0' && strchr("-._~", byte) != NULL);
}

void source_add_escaped(struct text *out, const char *plain, enum source_escape escape)
{
    if (escape == ESCAPE_XML) {
        text_add_xml(out, plain);
        return;
    }
    for (; *plain != '\0'; plain++) {
        unsigned char byte = (unsigned char)*plain;
        if (is_plain_in_address(byte))
            text_add_bytes(out, plain, 1);
        else
            text_add_format(out, "%%%02X", byte);
    }
}

uint32_t source_path_length(struct slice piece, enum source_escape escape)
{
    for (uint32_t i = 0; i < piece.length; i++) {
        const char *bytes = piece.bytes + i;
        if (bytes[0] == '|')
            return i;
        if (escape == ESCAPE_PERCENT && i + 2 < piece.length && bytes[0] == '%' && bytes[1] == '7' &&
            (bytes[2] == 'C' || bytes[2] == 'c'))
            return i;
    }
    return piece.length;
}
