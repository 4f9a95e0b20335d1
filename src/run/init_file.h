/* The text of a mahalle.yaml for the files of a folder. */
#ifndef RUN_INIT_FILE_H
#define RUN_INIT_FILE_H

#include "base/text.h"
#include "run/file_guess.h"

/* What was found in the folder, which of its boundaries were chosen, and which file names their ilçe (count: none). */
struct findings {
    const char *folder;
    struct folder_file *files;
    struct file_guess *guesses;
    size_t count, boundaries, towns;
};

/* Keys, defaults and help come from the key table; comments are in the language that is set. */
void init_file_write(struct text *out, const struct findings *findings);

#endif
