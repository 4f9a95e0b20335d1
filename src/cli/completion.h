/* Completion of commands, options and their values for shells, from the tables the program works with. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "config/service_types.h"

/* What may follow an option. */
enum completion_kind {
    COMPLETE_NOTHING, /* it takes no value */
    COMPLETE_ANY,     /* a number, a name: the shell cannot know */
    COMPLETE_FILE,
    COMPLETE_WORDS /* one of some words; one that ends with '=' is followed by more */
};

struct completion_source {
    struct service_types types;
    struct text departments; /* "education health ...", "" where there are none */
};
enum mah_status completion_source_read(struct completion_source *out, struct mah_error *err);
void completion_source_release(struct completion_source *source);

/* What follows an option of a command; the words are added to `words`, with blanks between them. */
enum completion_kind completion_of_option(struct text *words, const struct completion_source *source,
                                          enum option_id option, const struct command *command);
/* What a command takes beside options: the words, or files where there are none. */
void completion_of_command(struct text *words, const struct command *command);

bool option_is_of(enum option_id option, const struct command *command);

/* The scripts. */
void completion_write_bash(struct text *out, const struct completion_source *source);
void completion_write_zsh(struct text *out, const struct completion_source *source);
void completion_write_fish(struct text *out, const struct completion_source *source);

#endif
