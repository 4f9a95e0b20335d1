/* Why did the system refuse? */
#include "base/system_words.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "base/language.h"

/* What files, folders and disks say; in English as the system says it. */
static const struct {
    int reason;
    const char *words;
} known[] = {
    {ENOENT, "No such file or directory"},
    {EACCES, "Permission denied"},
    {EPERM, "Operation not permitted"},
    {ENOSPC, "No space left on device"},
    {EDQUOT, "Disk quota exceeded"},
    {EFBIG, "File too large"},
    {EROFS, "Read-only file system"},
    {EISDIR, "Is a directory"},
    {ENOTDIR, "Not a directory"},
    {EEXIST, "File exists"},
    {ENAMETOOLONG, "File name too long"},
    {ELOOP, "Too many levels of symbolic links"},
    {EMFILE, "Too many open files"},
    {ENFILE, "Too many open files in system"},
    {EBUSY, "Device or resource busy"},
    {ETXTBSY, "Text file busy"},
    {EXDEV, "Invalid cross-device link"},
    {EPIPE, "Broken pipe"},
    {EBADF, "Bad file descriptor"},
    {EINVAL, "Invalid argument"},
    {ENODEV, "No such device"},
    {ENXIO, "No such device or address"},
    {ENOMEM, "Cannot allocate memory"},
    {EIO, "Input/output error"},
};

const char *system_words(int reason)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].reason == reason)
            return say(known[i].words);
    return strerror(reason);
}
