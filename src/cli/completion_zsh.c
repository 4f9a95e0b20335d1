/* Completion for zsh. */
#include <string.h>

#include "cli/completion.h"

/* A text inside single quotes, in a specification of _arguments or _describe: its signs are [ ] and the colon. */
static void add_escaped(struct text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            text_add(out, "'\\'");
        else if (strchr("[]:\\", *text) != NULL)
            text_add(out, "\\");
        text_add_bytes(out, text, 1);
    }
}

static void add_option(struct text *out, const struct completion_source *source, const struct command *command,
                       enum option_id option)
{
    const struct option_facts *facts = &option_facts[option];
    struct text words = TEXT_EMPTY;
    enum completion_kind kind = completion_of_option(&words, source, option, command);
    text_add(out, " \\\n            '*'");
    /* '=' and '+': the value may also stand in the same word, --format=csv */
    bool has_value = kind != COMPLETE_NOTHING;
    if (facts->letter != NULL)
        text_add_format(out, "{%s%s,%s%s}", facts->letter, has_value ? "+" : "", facts->name, has_value ? "=" : "");
    else
        text_add_format(out, "%s%s", facts->name, has_value ? "=" : "");
    text_add(out, "'[");
    add_escaped(out, say(option_help(option, command)));
    text_add(out, "]");
    if (kind != COMPLETE_NOTHING) {
        text_add(out, ":");
        add_escaped(out, facts->argument);
        text_add(out, ":");
    }
    if (kind == COMPLETE_WORDS)
        text_add_format(out, "(%s)", text_bytes(&words));
    else if (kind == COMPLETE_FILE)
        text_add(out, "_files");
    text_add(out, "'");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

static void add_command(struct text *out, const struct completion_source *source, const struct command *command)
{
    struct text words = TEXT_EMPTY;
    text_add_format(out, "    %s)\n        _arguments", command->name);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_is_of((enum option_id)i, command))
            add_option(out, source, command, (enum option_id)i);
    completion_of_command(&words, command);
    if (words.length > 0)
        text_add_format(out, " \\\n            '1:word:(%s)'\n        ;;\n", text_bytes(&words));
    else
        text_add(out, " \\\n            '*:file:_files'\n        ;;\n");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

void completion_write_zsh(struct text *out, const struct completion_source *source)
{
    text_add(out, "#compdef mahalle\n# Completion of mahalle for zsh, made by 'mahalle completion zsh'.\n"
                  "_mahalle() {\n    local -a commands\n    commands=(");
    for (size_t i = 0; i < command_count; i++) {
        text_add_format(out, "\n        '%s:", commands[i].name);
        add_escaped(out, say(commands[i].summary));
        text_add(out, "'");
    }
    text_add(out,
             "\n    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
             "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n");
    for (size_t i = 0; i < command_count; i++)
        add_command(out, source, &commands[i]);
    text_add(
        out,
        "    esac\n}\n"
        "# read by compinit, or by 'source'\n"
        "if [ \"$funcstack[1]\" = _mahalle ]; then\n    _mahalle \"$@\"\nelse\n    compdef _mahalle mahalle\nfi\n");
}
