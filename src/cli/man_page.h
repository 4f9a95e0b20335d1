/* A manual page of a command, in troff, from the command and option tables. */
#ifndef CLI_MAN_PAGE_H
#define CLI_MAN_PAGE_H

#include "cli/commands.h"

/* The page of the program: its commands, exit codes, environment and files. */
enum mah_status print_man_overview(void);
enum mah_status print_man_page(const struct command *command);

#endif
