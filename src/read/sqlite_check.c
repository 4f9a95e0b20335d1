/* Is a SQLite file whole? (sqlite.org/fileformat2.html, 1.3: the page size stands at byte 16, big-endian, 1 for 65536)
 */
#include "read/sqlite_check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_SIZE_AT = 16, LARGEST_PAGE = 65536 };

enum mah_status sqlite_check(const char *path, const char *shown, struct mah_error *err)
{
    unsigned char bytes[2] = {0};
    struct stat facts = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = file >= 0 && fstat(file, &facts) == 0 ? pread(file, bytes, sizeof bytes, PAGE_SIZE_AT) : 0;
    if (file >= 0)
        close(file);
    long page = bytes[0] * 256L + bytes[1];
    if (page == 1)
        page = LARGEST_PAGE;
    if (got == (ssize_t)sizeof bytes && page > 0 && facts.st_size % page == 0)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' is cut off: its last page is not whole", shown);
}
