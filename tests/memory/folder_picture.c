/* What lies in the working folder, to the letter? Memory of the system, not of the program's door. */
#include "folder_picture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct folder_picture *taken; /* nftw hands on no argument of ours */

static void give_up(const char *path)
{
    perror(path);
    exit(2);
}

static char *read_bytes(const char *path, size_t length)
{
    char *bytes = malloc(length + 1);
    FILE *file = fopen(path, "rb");
    if (bytes == NULL || file == NULL || fread(bytes, 1, length, file) != length)
        give_up(path);
    fclose(file);
    return bytes;
}

static int add(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    if (place->level == 0)
        return 0;
    taken->files = realloc(taken->files, (taken->count + 1) * sizeof *taken->files);
    if (taken->files == NULL)
        give_up(path);
    size_t length = kind == FTW_F ? (size_t)facts->st_size : 0;
    taken->files[taken->count++] = (struct picture_file){
        .path = strdup(path), .bytes = kind == FTW_F ? read_bytes(path, length) : NULL, .length = length};
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct picture_file *)a)->path, ((const struct picture_file *)b)->path);
}

void folder_picture_take(struct folder_picture *picture)
{
    *picture = (struct folder_picture){0};
    taken = picture;
    if (nftw(".", add, 16, FTW_PHYS) != 0)
        give_up(".");
    if (picture->count > 0)
        qsort(picture->files, picture->count, sizeof *picture->files, by_path);
}

void folder_picture_release(struct folder_picture *picture)
{
    for (size_t i = 0; i < picture->count; i++) {
        free(picture->files[i].path);
        free(picture->files[i].bytes);
    }
    free(picture->files);
    *picture = (struct folder_picture){0};
}

static bool same_content(const struct picture_file *a, const struct picture_file *b)
{
    return a->length == b->length && (a->bytes == NULL) == (b->bytes == NULL) &&
           (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

static const struct picture_file *find(const struct folder_picture *picture, const struct picture_file *file)
{
    return picture->count == 0 ? NULL : bsearch(file, picture->files, picture->count, sizeof *file, by_path);
}

bool folder_picture_same(const struct folder_picture *a, const struct folder_picture *b, char *difference, size_t size)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct picture_file *other = find(b, &a->files[i]);
        if (other == NULL || !same_content(&a->files[i], other)) {
            snprintf(difference, size, "'%s' is %s", a->files[i].path, other == NULL ? "gone" : "another");
            return false;
        }
    }
    for (size_t i = 0; i < b->count; i++)
        if (find(a, &b->files[i]) == NULL) {
            snprintf(difference, size, "'%s' was left there", b->files[i].path);
            return false;
        }
    return true;
}

static void write_bytes(const struct picture_file *file)
{
    FILE *out = fopen(file->path, "wb");
    if (out == NULL || fwrite(file->bytes, 1, file->length, out) != file->length || fclose(out) != 0)
        give_up(file->path);
}

void folder_picture_restore(const struct folder_picture *picture, const struct folder_picture *now)
{
    for (size_t i = now->count; i-- > 0;) /* what lies in a folder before the folder */
        if (find(picture, &now->files[i]) == NULL && remove(now->files[i].path) != 0)
            give_up(now->files[i].path);
    for (size_t i = 0; i < picture->count; i++) {
        const struct picture_file *file = &picture->files[i], *other = find(now, file);
        if (other != NULL && same_content(file, other))
            continue;
        if (file->bytes == NULL && mkdir(file->path, 0777) != 0)
            give_up(file->path);
        if (file->bytes != NULL)
            write_bytes(file);
    }
}
