/* A manual page of a command, in troff. */
#include "cli/man_page.h"

#include <stdio.h>

#include "base/language.h"
#include "config/keys.h"
#include "mahalle/version.h"

static const char *const exit_codes =
    "0 done; 1 failed (files, memory); 2 wrong usage or project file; 3 data rejected; 4 a protected value could be "
    "recovered; 130 interrupted.\n";

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
        print_troff(say(option_help((enum option_id)i, command)));
        putchar('\n');
    }
    fputs(".SH EXIT STATUS\n", stdout);
    fputs(exit_codes, stdout);
    fputs(".SH EXAMPLE\n.nf\n", stdout);
    print_troff(command->example);
    fputs("\n.fi\n.SH SEE ALSO\n.BR mahalle (1),\nmahalle help configuration; the folder docs of the project.\n",
          stdout);
    return MAH_OK;
}

static void print_term(const char *term, const char *meaning)
{
    fputs(".TP\n.B ", stdout);
    print_troff(term);
    putchar('\n');
    print_troff(meaning);
    putchar('\n');
}

static void print_variables(void)
{
    char name[KEY_VARIABLE_SIZE];
    fputs(".SH ENVIRONMENT\nThe command line wins over the environment, the environment over mahalle.yaml.\n", stdout);
    for (size_t i = 0; i < key_count(); i++)
        if (key_variable(name, key_at(i)))
            print_term(name, language_get() == LANGUAGE_TURKISH ? key_at(i)->turkish : key_at(i)->english);
    print_term("SOURCE_DATE_EPOCH", "the time that files are said to be written at, in seconds since 1970");
}

enum mah_status print_man_overview(void)
{
    printf(".TH MAHALLE 1 \"\" \"mahalle %s\" \"mahalle manual\"\n.SH NAME\nmahalle \\- ", MAH_VERSION);
    print_troff(say("where recent migrants live and what they lack, mahalle by mahalle, as a map for QGIS"));
    fputs("\n.SH SYNOPSIS\nmahalle COMMAND [OPTION...] [FILE...]\n.SH COMMANDS\n", stdout);
    for (size_t i = 0; i < command_count; i++)
        print_term(commands[i].name, say(commands[i].summary));
    fputs("Each has a page of its own, such as\n.BR mahalle\\-run (1).\n.SH EXIT STATUS\n", stdout);
    fputs(exit_codes, stdout);
    print_variables();
    fputs(".SH FILES\n", stdout);
    print_term("mahalle.yaml", "a project: what is read and how it is counted; mahalle init writes one");
    print_term("OUT.gpkg", "the GeoPackage that mahalle run writes, and that the other commands read");
    fputs(".SH SEE ALSO\n", stdout);
    for (size_t i = 0; i < command_count; i++)
        printf(".BR mahalle\\-%s (1)%s\n", commands[i].name, i + 1 < command_count ? "," : "");
    return MAH_OK;
}
