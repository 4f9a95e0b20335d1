/* What all fuzz targets need: an oracle that says which of its conditions broke, and inputs as files in memory. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Every target is this one function: libFuzzer calls it with its inputs, replay.c with kept ones (under other names).
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define require(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                                    \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* A refusal has a status of the list and one line that says why; what is not refused says nothing. */
static inline void require_reason(enum mah_status status, const struct mah_error *error)
{
    if (status == MAH_OK)
        return;
    require(status > MAH_OK && status < MAH_STATUS_COUNT && status == error->status);
    require(error->message[0] != '\0');
    for (const char *at = error->message; *at != '\0'; at++)
        require((unsigned char)*at >= 0x20 && *at != 0x7F);
}

/* The full path of a file in the folder of this process (in memory where there is such a place); the folder goes when
 * the process ends well. Files may be made in it by the target only. */
const char *fuzz_path(const char *name);
void fuzz_write(const char *path, const void *bytes, size_t length);

/* The input from byte to byte: choices first, then the rest. */
struct fuzz_input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t fuzz_byte(struct fuzz_input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

static inline uint32_t fuzz_number(struct fuzz_input *input)
{
    uint32_t high = fuzz_byte(input);
    return high << 8 | fuzz_byte(input);
}

#endif
