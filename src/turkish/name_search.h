/* Which place does somebody mean who types a name? Never a guess: one place, or an error that lists or proposes. */
#ifndef TURKISH_NAME_SEARCH_H
#define TURKISH_NAME_SEARCH_H

#include <stddef.h>

#include "base/error.h"

/* Borrowed; name and ilce may be NULL. */
struct searched_place {
    const char *code, *name, *ilce;
};

/*
 * The one place that the words name: its code byte by byte; else its name as place_key compares names ("cumhuriyet
 * mah.", "CUMHURİYET"), also together with its ilçe ("Eyyübiye/Cumhuriyet", "Cumhuriyet, Eyyübiye", "Cumhuriyet
 * (Eyyübiye)"). MAH_BAD_USAGE otherwise: where several bear it, they are listed with ilçe and code ("'cumhuriyet' is
 * the name of 3 mahalle: Cumhuriyet (Eyyübiye, 630101), ...; give the code or 'ilçe/name'"); where none does, the
 * nearest by name_distance are proposed, at most 5, and none is taken.
 */
enum mah_status name_search(size_t *found, const struct searched_place *places, size_t count, const char *words,
                            struct mah_error *err);

/* All places of the ilçe that the words name, ascending; free with memory_free. Errors as above, among ilçe. */
enum mah_status name_search_ilce(size_t **found, size_t *found_count, const struct searched_place *places, size_t count,
                                 const char *words, struct mah_error *err);

#endif
