/* Text that grows: messages, JSON, XML, tables. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    if (text->failed)
        return;
    if (length > SIZE_MAX - text->length - 1 ||
        memory_grow((void **)&text->bytes, &text->capacity, text->length + length + 1, 1) != 0) {
        text->failed = true;
        return;
    }
    if (length > 0)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *piece)
{
    text_add_bytes(text, piece, strlen(piece));
}

void text_add_format_list(struct text *text, const char *format, va_list list)
{
    va_list again;
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    text->failed = text->failed || length < 0 ||
                   memory_grow((void **)&text->bytes, &text->capacity, text->length + (size_t)length + 1, 1) != 0;
    if (!text->failed) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void text_add_format(struct text *text, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    text_add_format_list(text, format, list);
    va_end(list);
}

void text_add_xml(struct text *text, const char *piece)
{
    for (; *piece != '\0'; piece++) {
        unsigned char byte = (unsigned char)*piece;
        if (byte == '&')
            text_add(text, "&amp;");
        else if (byte == '<')
            text_add(text, "&lt;");
        else if (byte == '>')
            text_add(text, "&gt;");
        else if (byte == '"')
            text_add(text, "&quot;");
        else if (byte == '\'')
            text_add(text, "&apos;");
        else if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
            text_add(text, "\xEF\xBF\xBD");
        else
            text_add_bytes(text, piece, 1);
    }
}

char *text_take(struct text *text)
{
    char *bytes = NULL;
    if (!text->failed && text->bytes == NULL)
        text_add_bytes(text, "", 0);
    if (!text->failed) {
        bytes = text->bytes;
        text->bytes = NULL;
    }
    text_release(text);
    return bytes;
}

const char *text_bytes(const struct text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

void text_release(struct text *text)
{
    memory_free(text->bytes);
    *text = TEXT_EMPTY;
}
