/* mahalle help: commands, keys and fields, from the same tables that the program works with. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/help_topics.h"
#include "cli/man_page.h"
#include "cli/wrapped.h"

enum { OPTION_WIDTH = 34, COMMAND_WIDTH = 10 };

enum mah_status print_where_to_begin(struct mah_error *err)
{
    (void)err;
    print_wrapped(stdout, terminal_width(stdout), 0, 0,
                  say("mahalle: where recent migrants live and what they lack, mahalle by mahalle, as a map for QGIS"));
    putchar('\n');
    printf("%s\n", say("Begin with one of these:"));
    printf("  mahalle init --demo ornek        %s\n", say("a sample city to try everything on"));
    printf("  mahalle run ornek -o ornek.gpkg  %s\n", say("its map: open ornek.gpkg in QGIS"));
    printf("  mahalle init                     %s\n\n", say("a project for the files of your own folder"));
    printf("%s\n", say("Commands:"));
    for (size_t i = 0; i < command_count; i++) {
        printf("  %-*s ", COMMAND_WIDTH, commands[i].name);
        print_wrapped(stdout, terminal_width(stdout), COMMAND_WIDTH + 3, COMMAND_WIDTH + 3, say(commands[i].summary));
    }
    printf("\n%s\n", say("'mahalle help COMMAND' explains one."));
    return MAH_OK;
}

enum mah_status print_command_help(const struct command *command, struct mah_error *err)
{
    (void)err;
    size_t width = terminal_width(stdout);
    printf("%s\n\n", command->usage);
    print_wrapped(stdout, width, 0, 0, say(command->summary));
    putchar('\n');
    print_wrapped(stdout, width, 0, 0, say(command->description));
    printf("\n%s\n", say("Options:"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_facts *facts = &option_facts[i];
        if ((facts->commands & command->bit) == 0)
            continue;
        char shown[64];
        snprintf(shown, sizeof shown, "%s%s%s%s%s", facts->letter != NULL ? facts->letter : "",
                 facts->letter != NULL ? ", " : "", facts->name, facts->argument != NULL ? " " : "",
                 facts->argument != NULL ? facts->argument : "");
        printf("  %-*s ", OPTION_WIDTH, shown);
        print_wrapped(stdout, width, OPTION_WIDTH + 3, OPTION_WIDTH + 3, say(facts->help));
    }
    printf("\n%s\n  %s\n", say("Example:"), command->example);
    return MAH_OK;
}

enum mah_status command_help(const struct arguments *arguments, struct mah_error *err)
{
    if (arguments->positional_count == 0)
        return print_where_to_begin(err);
    const char *word = arguments->positional[0];
    const struct command *command = command_named(word);
    bool markdown = arguments->format == FORMAT_MARKDOWN;
    if (command != NULL)
        return arguments->format == FORMAT_MAN ? print_man_page(command) : print_command_help(command, err);
    if (strcmp(word, "configuration") == 0)
        return print_configuration(err);
    if (strcmp(word, "fields") == 0)
        return print_household_fields(markdown, err);
    if (strcmp(word, "services") == 0)
        return print_service_types(markdown, err);
    if (strcmp(word, "output") == 0)
        return print_output_fields(markdown, err);
    return mah_fail(
        err, MAH_BAD_USAGE,
        "'%s' is no topic of help; there are init, check, run, relink, help, configuration, fields, services, output",
        word);
}
