/* mahalle help: commands, keys and fields, from the same tables that the program works with. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
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
        print_wrapped(stdout, width, OPTION_WIDTH + 3, OPTION_WIDTH + 3, say(option_help((enum option_id)i, command)));
    }
    printf("\n%s\n  %s\n", say("Example:"), command->example);
    return MAH_OK;
}

static enum mah_status print_configuration_page(bool markdown, struct mah_error *err)
{
    (void)markdown; /* it is Markdown anyway */
    return print_configuration(err);
}

static const struct {
    const char *name;
    enum mah_status (*print)(bool markdown, struct mah_error *err);
} topics[] = {{"configuration", print_configuration_page},
              {"fields", print_household_fields},
              {"services", print_service_types},
              {"output", print_output_fields},
              {"privacy", print_privacy}};
enum { TOPIC_COUNT = sizeof topics / sizeof *topics };

const char *help_topic_at(size_t n)
{
    return n < TOPIC_COUNT ? topics[n].name : NULL;
}

static enum mah_status refuse_topic(const char *word, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < command_count; i++)
        text_add_format(&list, "%s%s", i > 0 ? ", " : "", commands[i].name);
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        text_add_format(&list, ", %s", topics[i].name);
    enum mah_status status =
        list.failed ? mah_no_memory(err)
                    : mah_fail(err, MAH_BAD_USAGE, "'%s' is no topic of help; there are %s", word, text_bytes(&list));
    text_release(&list);
    return status;
}

enum mah_status command_help(const struct arguments *arguments, struct mah_error *err)
{
    bool is_man = arguments->format == FORMAT_MAN;
    if (arguments->positional_count == 0)
        return is_man ? print_man_overview() : print_where_to_begin(err);
    const char *word = arguments->positional[0];
    const struct command *command = command_named(word);
    if (command != NULL)
        return is_man ? print_man_page(command) : print_command_help(command, err);
    for (size_t i = 0; i < TOPIC_COUNT; i++)
        if (strcmp(word, topics[i].name) == 0)
            return topics[i].print(arguments->format == FORMAT_MARKDOWN, err);
    return refuse_topic(word, err);
}
