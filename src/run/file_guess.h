/* What is a file good for: boundaries, households, services, streets, or nothing? */
#ifndef RUN_FILE_GUESS_H
#define RUN_FILE_GUESS_H

#include "run/folder_files.h"
#include "run/service_guess.h"

/* In bytes: reading all of a larger file takes longer than a guess is worth. */
enum { LARGEST_GUESSED = 200 * 1000 * 1000 };

enum file_use { USE_NONE, USE_BOUNDARIES, USE_HOUSEHOLDS, USE_SERVICE, USE_STREETS };

struct file_guess {
    enum file_use use;
    size_t mahalle_count;         /* boundaries: how many */
    char *province;               /* boundaries: the one province that all of them name, or NULL */
    struct service_guess service; /* services, one type or, with USE_NONE, several to choose from; streets */
    char *matched;                /* which column became which field; NULL where none did */
    char **unnamed_towns; /* boundaries: the codes of the ilçe, each once, in byte order; only where no ilçe is named */
    size_t unnamed_count;
    char *identity_columns; /* households: "tc, es_tc" where its first rows hold identity numbers; NULL: none seen */
    bool needs_crs;         /* households: positions in metres, and no word which metres */
    char *reason;           /* USE_NONE: why, or NULL */
};

/* Looks into a file. Files that cannot be read are of no use, and say why; only memory and interruption are failures.
 */
enum mah_status file_guess_make(struct file_guess *out, const char *folder, const struct folder_file *file,
                                struct mah_error *err);
void file_guess_release(struct file_guess *guess);

/* Of several files of boundaries, the likeliest: one called after the mahalle, then the one with most; count where none
 * is. */
size_t file_guess_best_boundaries(const struct file_guess *guesses, const struct folder_file *files, size_t count);

#endif
