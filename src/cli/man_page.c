/* A manual page of a command, in troff. */
#include "cli/man_page.h"

#include <stdio.h>

#include "mahalle/version.h"

/* troff reads a hyphen as a typographic dash and a leading dot as a request. */
static void print_troff(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text != '\0'; text++) {
        if (*text == '-' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

enum mah_status print_man_page(const struct command *command)
{
    printf(".TH MAHALLE-%s 1 \"\" \"mahalle %s\" \"mahalle manual\"\n.SH NAME\nmahalle-%s \\- ", command->name,
           MAH_VERSION, command->name);
    print_troff(say(command->summary));
    fputs("\n.SH SYNOPSIS\n", stdout);
    print_troff(command->usage);
    fputs("\n.SH DESCRIPTION\n", stdout);
    print_troff(say(command->description));
    fputs("\n.SH OPTIONS\n", stdout);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_facts *facts = &option_facts[i];
        if ((facts->commands & command->bit) == 0)
            continue;
        fputs(".TP\n.B ", stdout);
        if (facts->letter != NULL) {
            print_troff(facts->letter);
            fputs(", ", stdout);
        }
        print_troff(facts->name);
        if (facts->argument != NULL) {
            putchar(' ');
            print_troff(facts->argument);
        }
        putchar('\n');
        print_troff(say(facts->help));
        putchar('\n');
    }
    fputs(".SH EXIT STATUS\n0 done; 1 failed (files, memory); 2 wrong usage or project file; 3 data rejected; 4 a "
          "protected value could be "
          "recovered; 130 interrupted.\n.SH EXAMPLE\n.nf\n",
          stdout);
    print_troff(command->example);
    fputs("\n.fi\n.SH SEE ALSO\nmahalle help configuration; the folder docs of the project.\n", stdout);
    return MAH_OK;
}
