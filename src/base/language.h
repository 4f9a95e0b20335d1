/* In which language does the program speak? English sentences are the keys; layers/messages.csv holds the Turkish ones.
 */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <stdbool.h>

#include "base/error.h"

enum language { LANGUAGE_ENGLISH, LANGUAGE_TURKISH };

/* Sets the language of messages for the whole process. Call it before worker threads start. */
void language_set(enum language language);
enum language language_get(void);
/* The user has said which language: what a file says later (language_follow) does not count any more. */
void language_fix(enum language language);
/* Speaks the language of a file that is asked, unless the user has said another one. */
void language_follow(enum language language);

/* "tr" or "en" (any case, also "tr_TR.UTF-8"); false where the text names neither. */
bool language_parse(const char *text, enum language *out);

/*
 * Reads the Turkish sentences, which are else read when the first is said. Called before the work, so that want of
 * memory (MAH_NO_MEMORY) ends a command instead of letting it write a map with English labels.
 */
enum mah_status language_load(struct mah_error *err);

/*
 * The sentence in the language that is set, or the English one where no translation exists. Borrowed, lives as long as
 * the process. A translation is used only if its printf conversions are the same, in the same order.
 */
const char *say(const char *english) __attribute__((format_arg(1)));
/* The same in a named language: what goes into a file speaks the language of the project, not that of the terminal. */
const char *say_in(enum language language, const char *english) __attribute__((format_arg(2)));

#endif
