/* Along which calls is memory asked for? Where the same path was tried before, there is little new to break. */
#ifndef MEMORY_CALL_PATHS_H
#define MEMORY_CALL_PATHS_H

#include <stdbool.h>
#include <stddef.h>

/* Notes the path of every request from here on. With several threads a path may get its neighbour's number. */
void call_paths_begin(void);

/*
 * Ends that, and chooses of each path the first, the second and the last request. Paths that the file names, where
 * there is one, are left out; they are the same numbers in every process of one build.
 */
void call_paths_choose(const char *seen_file);

bool call_paths_chosen(size_t nth); /* 1-based; also where the path of the request was not seen */
size_t call_paths_count(void);      /* paths of which requests were chosen */

void call_paths_add_to(const char *seen_file); /* those paths */

#endif
