/* mahalle help: commands, keys and fields, from the same tables that the program works with. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/help_topics.h"
#include "cli/man_page.h"

enum mah_status print_where_to_begin(struct mah_error *err)
{
    (void)err;
    printf("%s\n\n",
           say("mahalle: where recent migrants live and what they lack, mahalle by mahalle, as a map for QGIS"));
    printf("%s\n", say("Begin with one of these:"));
    printf("  mahalle init --demo ornek        %s\n", say("a sample city to try everything on"));
    printf("  mahalle run ornek -o ornek.gpkg  %s\n", say("its map: open ornek.gpkg in QGIS"));
    printf("  mahalle init                     %s\n\n", say("a project for the files of your own folder"));
    printf("%s\n", say("Commands:"));
    for (size_t i = 0; i < command_count; i++)
        printf("  %-7s %s\n", commands[i].name, say(commands[i].summary));
    printf("\n%s\n", say("'mahalle help COMMAND' explains one."));
    return MAH_OK;
}

enum mah_status print_command_help(const struct command *command, struct mah_error *err)
{
    (void)err;
    printf("%s\n\n%s\n\n%s\n", command->usage, say(command->summary), say(command->description));
    printf("\n%s\n", say("Options:"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_facts *facts = &option_facts[i];
        if ((facts->commands & command->bit) == 0)
            continue;
        char shown[64];
        snprintf(shown, sizeof shown, "%s%s%s%s%s", facts->letter != NULL ? facts->letter : "",
                 facts->letter != NULL ? ", " : "", facts->name, facts->argument != NULL ? " " : "",
                 facts->argument != NULL ? facts->argument : "");
        printf("  %-34s %s\n", shown, say(facts->help));
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
        return print_service_types(err);
    if (strcmp(word, "output") == 0)
        return print_output_fields(markdown, err);
    return mah_fail(err, MAH_BAD_USAGE,
                    "'%s' is no topic of help; there are init, check, run, help, configuration, fields, services, output", word);
}
