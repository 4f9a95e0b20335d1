/* How a room reports a failure: one status, one line that says why. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

int mah_exit_code(enum mah_status status)
{
    switch (status) {
    case MAH_OK:
        return 0;
    case MAH_BAD_USAGE:
        return 2;
    case MAH_BAD_DATA:
        return 3;
    case MAH_UNSAFE:
        return 4;
    case MAH_INTERRUPTED:
        return 130;
    case MAH_NO_MEMORY:
    case MAH_FAILED:
    case MAH_BAD_SOURCE:
    case MAH_STATUS_COUNT:
        break;
    }
    return 1;
}

/* A message is one line of whole letters: line breaks become blanks, a letter cut off at the end goes. */
static void make_one_line(char *message, size_t size)
{
    size_t length = strlen(message);
    if (length + 1 == size) {
        while (length > 0 && ((unsigned char)message[length - 1] & 0xC0) == 0x80)
            length--;
        if (length > 0 && (unsigned char)message[length - 1] >= 0xC0)
            length--;
        message[length] = '\0';
    }
    for (size_t i = 0; message[i] != '\0'; i++)
        if ((unsigned char)message[i] < 0x20 || message[i] == 0x7F)
            message[i] = ' ';
}

enum mah_status mah_fail(struct mah_error *err, enum mah_status status, const char *format, ...)
{
    if (err == NULL)
        return status;
    err->status = status;
    va_list list;
    va_start(list, format);
    vsnprintf(err->message, sizeof err->message, say(format), list);
    va_end(list);
    make_one_line(err->message, sizeof err->message);
    return status;
}

enum mah_status mah_context(struct mah_error *err, enum mah_status status, const char *format, ...)
{
    if (err == NULL)
        return status;
    char reason[sizeof err->message];
    memcpy(reason, err->message, sizeof reason);
    va_list list;
    va_start(list, format);
    int length = vsnprintf(err->message, sizeof err->message, say(format), list);
    va_end(list);
    if (length >= 0 && (size_t)length < sizeof err->message) {
        int left = (int)(sizeof err->message) - length; /* a reason that does not fit is cut */
        snprintf(err->message + length, (size_t)left, ": %.*s", left, reason);
    }
    make_one_line(err->message, sizeof err->message);
    err->status = status;
    return status;
}

enum mah_status mah_no_memory(struct mah_error *err)
{
    return mah_fail(err, MAH_NO_MEMORY, "out of memory");
}
