/* In which encoding is a text file? Its bytes say so, or the user does. */
#ifndef READ_CSV_ENCODING_H
#define READ_CSV_ENCODING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct csv_encoding {
    enum encoding encoding;
    bool guessed;    /* not UTF-8, and nobody said so */
    bool has_broken; /* some bytes mean nothing in this encoding: the rows they stand in are faulty */
    uint64_t mark;   /* bytes of the byte order mark at the start: 0 or 3 */
};

/*
 * Reads the whole file once, by so many threads. `asked` is "auto", NULL, or the name of an encoding (MAH_BAD_USAGE
 * where it is unknown). Without an invalid byte the text is UTF-8; with fewer invalid bytes than letters in UTF-8 it is
 * UTF-8 with broken rows; else Windows-1254 where one of its own signs (0x80..0x9F) occurs, else ISO-8859-9.
 * MAH_BAD_SOURCE for UTF-16 and NUL.
 */
enum mah_status csv_encoding_find(struct csv_encoding *out, int file, uint64_t size, const char *asked, size_t threads,
                                  const char *shown, struct mah_error *err);

/* The encoding of that name; *named is false, and *out as it was, where `asked` is "auto" or NULL: ask the file. */
enum mah_status encoding_asked(enum encoding *out, bool *named, const char *asked, struct mah_error *err);

/* Reads `length` bytes at an offset, all of them or an error: a file that has become shorter is MAH_BAD_SOURCE. */
enum mah_status csv_read_at(int file, char *bytes, size_t length, uint64_t offset, const char *shown,
                            struct mah_error *err);

/* What each byte of a single-byte encoding is in UTF-8. */
struct recoding {
    char bytes[256][4];
    unsigned char length[256];
};
enum mah_status recoding_init(struct recoding *out, enum encoding from, struct mah_error *err);

/* Writes the bytes as UTF-8 to `out`, which needs 3 * length + 4 bytes. Returns how many it wrote. */
size_t recoding_apply(const struct recoding *recoding, const char *bytes, size_t length, char *out);

#endif
