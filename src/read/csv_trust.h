/* Is a CSV file UTF-8 to its end? Found while its rows are read, where that is soon enough. */
#ifndef READ_CSV_TRUST_H
#define READ_CSV_TRUST_H

#include "base/workers.h"
#include "read/csv_encoding.h"
#include "read/csv_rows.h"

struct csv_trust {
    int file;
    uint64_t size;
    const char *asked, *shown; /* the encoding by the user's word, and the file's name; borrowed */
    bool is_proved;            /* the whole file was looked through after all; under the lock */
};

/*
 * The encoding of the file. *is_trusted says whether its beginning may speak for the whole, and afterwards whether it
 * does: the beginning is sound UTF-8, and there is more of the file.
 */
enum mah_status csv_trust_begin(const struct csv_trust *trust, struct csv_encoding *out, bool *is_trusted,
                                size_t threads, struct mah_error *err);

/*
 * Looks at a piece of a trusted file; the byte after it may be written to. Where it is not UTF-8 the whole file is
 * looked through, once: it is UTF-8 with some broken rows, and *suspicion says so from now on, or this fails.
 */
enum mah_status csv_trust_look(struct csv_trust *trust, char *piece, size_t length, struct lock *lock,
                               enum csv_suspicion *suspicion, struct mah_error *err);

#endif
