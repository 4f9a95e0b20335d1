/* Is a SQLite file whole, and how is it opened? (sqlite.org/fileformat2.html, 1.3: the page size stands at byte 16,
 * big-endian, 1 for 65536)
 */
#include "read/sqlite_check.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { PAGE_SIZE_AT = 16, LARGEST_PAGE = 65536, READ_VERSION_AT = 19, WAL_VERSION = 2 };

enum mah_status sqlite_check(const char *path, const char *shown, struct mah_error *err)
{
    static const char magic[] = "SQLite format 3";
    unsigned char bytes[PAGE_SIZE_AT + 2] = {0};
    struct stat facts = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = file >= 0 && fstat(file, &facts) == 0 ? pread(file, bytes, sizeof bytes, 0) : 0;
    if (file >= 0)
        close(file);
    /* What is shorter than its own first words may still be the beginning of one. */
    if (got > 0 && memcmp(bytes, magic, (size_t)got < sizeof magic ? (size_t)got : sizeof magic) != 0)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is no GeoPackage", shown);
    long page = bytes[PAGE_SIZE_AT] * 256L + bytes[PAGE_SIZE_AT + 1];
    if (page == 1)
        page = LARGEST_PAGE;
    if (got == (ssize_t)sizeof bytes && page > 0 && facts.st_size % page == 0)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' is cut off: its last page is not whole", shown);
}

/* Whoever has it open keeps a -wal file beside it. */
static bool is_wal_and_closed(const char *path)
{
    unsigned char version = 0;
    struct text log = TEXT_EMPTY;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool is_wal = file >= 0 && pread(file, &version, 1, READ_VERSION_AT) == 1 && version == WAL_VERSION;
    if (file >= 0)
        close(file);
    text_add_format(&log, "%s-wal", path);
    bool is_closed = is_wal && !log.failed && access(log.bytes, F_OK) != 0;
    text_release(&log);
    return is_closed;
}

char *sqlite_address(const char *path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-~";
    struct text address = TEXT_EMPTY;
    text_add(&address, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        if (strchr(plain, *at) != NULL)
            text_add_bytes(&address, at, 1);
        else
            text_add_format(&address, "%%%02X", (unsigned char)*at);
    }
    if (is_wal_and_closed(path))
        text_add(&address, "?immutable=1");
    return text_take(&address);
}
