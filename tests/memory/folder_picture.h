/* What lies in the working folder, to the letter? */
#ifndef MEMORY_FOLDER_PICTURE_H
#define MEMORY_FOLDER_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct picture_file {
    char *path, *bytes; /* a folder has no bytes */
    size_t length;
};

struct folder_picture {
    struct picture_file *files;
    size_t count;
};

/* All files and folders under the working folder, in the order of their paths. Ends the process where it cannot. */
void folder_picture_take(struct folder_picture *picture);
void folder_picture_release(struct folder_picture *picture);

/* Says into `difference` what is new, gone or other in b; false where they differ. */
bool folder_picture_same(const struct folder_picture *a, const struct folder_picture *b, char *difference, size_t size);

/* Makes the folder again what the picture shows; `now` is what it is. */
void folder_picture_restore(const struct folder_picture *picture, const struct folder_picture *now);

#endif
