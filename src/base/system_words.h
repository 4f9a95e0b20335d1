/* Why did the system refuse? */
#ifndef BASE_SYSTEM_WORDS_H
#define BASE_SYSTEM_WORDS_H

/* The reason of an errno in the language that is set; in the system's words where it is a rare one. Borrowed until the
 * next call. */
const char *system_words(int reason);

#endif
