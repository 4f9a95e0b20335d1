/* Hostile cells: numbers, dates, names and headers as they may stand in a register. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "turkish/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4096)
        return 0;
    struct slice cell = {(const char *)data, (uint32_t)size};
    char key[512], written[32];
    double value;
    struct date date;
    if (number_read(cell, &value) == NUMBER_OK) {
        double again;
        number_write(value, written);
        if (number_read(slice_of(written), &again) != NUMBER_OK || memcmp(&again, &value, sizeof value) != 0)
            if (value != 0) /* -0 is written as 0 */
                abort();
    }
    if (date_read(cell, &date) == DATE_OK && date.day != 0 && !date_is_valid(date))
        abort();
    if (place_key(cell, key, sizeof key) >= sizeof key || header_key(cell, key, sizeof key) >= sizeof key ||
        turkish_lower(cell, key, sizeof key) >= sizeof key)
        abort();
    struct text text = TEXT_EMPTY;
    text_add_decoded(&text, cell.bytes, cell.length, ENCODING_WINDOWS_1254);
    if (text.bytes != NULL && !utf8_is_valid(text.bytes, text.length))
        abort();
    text_release(&text);
    return 0;
}
