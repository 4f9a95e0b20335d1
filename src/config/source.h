/* The life of a source, and of the lists in a project. */
#ifndef CONFIG_SOURCE_H
#define CONFIG_SOURCE_H

#include <stdbool.h>

#include "base/slice.h"
#include "config/project.h"

enum { MOST_FIELD_CHOICES = 200 }; /* far above the number of fields there are; keeps hostile files from costing time */

/* Starts empty, with encoding "auto". */
enum mah_status source_init(struct source *source, struct mah_error *err);
void source_release(struct source *source);

/* Says that a column is a field; a later choice for the same field replaces the earlier one. */
enum mah_status source_choose_field(struct source *source, struct slice field, struct slice column, const char *origin,
                                    struct mah_error *err);

/* Gives a new source at the end of the list; it is the list's. */
enum mah_status sources_add(struct source **list, size_t *count, struct source **out, struct mah_error *err);
void sources_release(struct source **list, size_t *count);

void words_release(char ***words, size_t *count);

/* "data/x.csv" seen from a folder; absolute paths stay, and folder NULL or "." is the current one. Free with
 * memory_free. */
char *path_from_folder(const char *folder, struct slice path);
/* The folder part of a path: "." where there is none. Free with memory_free. */
char *path_folder(const char *path);
/* The part after the last slash. Borrowed. */
const char *path_last_part(const char *path);
/* Does the text name something to be fetched, unpacked or parsed ("/vsizip/...", "PG:...", "http://...", "{...}"), and
 * not a file? */
bool path_is_no_file_name(const char *path);
/* Why a file that was named could not be opened, by errno: system_words, but for one that is missing. Borrowed until
 * the next call. */
const char *missing_file_words(int reason);

#endif
