/* Bytes that are too many for memory, in a file without a name: it is gone with the program, however that ends. */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* For one thread at a time. */
struct spill;

/* The file lies in the folder (readable by its owner only) until spill_free. MAH_FAILED where none can be made. */
enum mah_status spill_new(struct spill **out, const char *folder, struct mah_error *err);
void spill_free(struct spill *spill);

enum mah_status spill_append(struct spill *spill, const void *bytes, size_t length, struct mah_error *err);
uint64_t spill_size(const struct spill *spill); /* bytes appended so far */
/* All of [offset, offset + length) must have been appended. */
enum mah_status spill_read(struct spill *spill, uint64_t offset, void *bytes, size_t length, struct mah_error *err);

/* Reads from the start on, in large pieces. Start with {.spill = ...}; nothing may be appended meanwhile. */
struct spill_reader {
    struct spill *spill;
    uint64_t next; /* where the next piece starts */
    unsigned char *piece;
    size_t at, filled;
};
enum mah_status spill_take(struct spill_reader *reader, void *bytes, size_t length, struct mah_error *err);
void spill_reader_release(struct spill_reader *reader);

#endif
