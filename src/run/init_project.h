/* `mahalle init`: a project file for a folder of files, guessed from what is in them. */
#ifndef RUN_INIT_PROJECT_H
#define RUN_INIT_PROJECT_H

#include "base/error.h"
#include "base/language.h"

/*
 * Writes folder/mahalle.yaml, commented in the language. *report says what was found and what to do next; free it with
 * memory_free. MAH_BAD_USAGE where the folder is missing or holds no file of data, or where a mahalle.yaml is there
 * already.
 */
enum mah_status init_project(const char *folder, enum language language, char **report, struct mah_error *err);

#endif
