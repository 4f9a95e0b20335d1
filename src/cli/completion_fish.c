/* Completion for fish. */
#include "cli/completion.h"

static void add_quoted(struct text *out, const char *text)
{
    text_add(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\')
            text_add(out, "\\");
        text_add_bytes(out, text, 1);
    }
    text_add(out, "'");
}

static void add_option(struct text *out, const struct completion_source *source, const struct command *command,
                       enum option_id option)
{
    const struct option_facts *facts = &option_facts[option];
    struct text words = TEXT_EMPTY;
    enum completion_kind kind = completion_of_option(&words, source, option, command);
    text_add_format(out, "complete -c mahalle -n '__fish_seen_subcommand_from %s' -l %s", command->name,
                    facts->name + 2);
    if (facts->letter != NULL)
        text_add_format(out, " -s %s", facts->letter + 1);
    if (kind == COMPLETE_FILE)
        text_add(out, " -r -F");
    else if (kind != COMPLETE_NOTHING)
        text_add(out, " -x");
    if (kind == COMPLETE_WORDS)
        text_add_format(out, " -a '%s'", text_bytes(&words));
    text_add(out, " -d ");
    add_quoted(out, say(option_help(option, command)));
    text_add(out, "\n");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void add_command(struct text *out, const struct completion_source *source, const struct command *command)
{
    struct text words = TEXT_EMPTY;
    completion_of_command(&words, command);
    if (words.length > 0)
        text_add_format(out, "complete -c mahalle -n '__fish_seen_subcommand_from %s' -a '%s'\n", command->name,
                        text_bytes(&words));
    else
        text_add_format(out, "complete -c mahalle -n '__fish_seen_subcommand_from %s' -F\n", command->name);
    out->failed = out->failed || words.failed;
    text_release(&words);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_is_of((enum option_id)i, command))
            add_option(out, source, command, (enum option_id)i);
}

void completion_write_fish(struct text *out, const struct completion_source *source)
{
    text_add(out, "# Completion of mahalle for fish, made by 'mahalle completion fish'.\n"
                  "complete -c mahalle -f\n");
    for (size_t i = 0; i < command_count; i++) {
        text_add_format(out, "complete -c mahalle -n __fish_use_subcommand -a %s -d ", commands[i].name);
        add_quoted(out, say(commands[i].summary));
        text_add(out, "\n");
    }
    for (size_t i = 0; i < command_count; i++)
        add_command(out, source, &commands[i]);
}
