/* Completion for bash. */
#include "cli/completion.h"

static const char *const head =
    "# Completion of mahalle for bash, made by 'mahalle completion bash'.\n"
    "_mahalle() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
    "    local words='' kind=words\n"
    "    COMPREPLY=()\n"
    "    # bash cuts words at '=': --profile=public are three, primary=okullar.csv too\n"
    "    if [ \"$current\" = = ]; then\n"
    "        current=''\n"
    "    elif [ \"$previous\" = = ]; then\n"
    "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n";

static const char *const tail = "    if [ \"$kind\" = words ]; then\n"
                                "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                                "        case ${COMPREPLY[0]-} in *=) compopt -o nospace 2>/dev/null ;; esac\n"
                                "    elif [ \"$kind\" = file ]; then\n"
                                "        compopt -o filenames 2>/dev/null\n"
                                "        mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
                                "    fi\n"
                                "}\n"
                                "complete -F _mahalle mahalle\n";

static void add_case(struct text *out, const struct command *command, enum option_id option)
{
    const struct option_facts *facts = &option_facts[option];
    text_add_format(out, "    %s:%s", command->name, facts->name);
    if (facts->letter != NULL)
        text_add_format(out, " | %s:%s", command->name, facts->letter);
    text_add(out, ") ");
}

static void add_values(struct text *out, const struct completion_source *source, const struct command *command)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        struct text words = TEXT_EMPTY;
        if (option_is_of((enum option_id)i, command)) {
            enum completion_kind kind = completion_of_option(&words, source, (enum option_id)i, command);
            if (kind != COMPLETE_NOTHING)
                add_case(out, command, (enum option_id)i);
            if (kind == COMPLETE_WORDS)
                text_add_format(out, "words='%s' ;;\n", text_bytes(&words));
            else if (kind != COMPLETE_NOTHING)
                text_add_format(out, "kind=%s ;;\n", kind == COMPLETE_FILE ? "file" : "any");
        }
        out->failed = out->failed || words.failed;
        text_release(&words);
    }
}

static void add_options(struct text *out, const struct command *command)
{
    text_add_format(out, "    %s:*)\n        case $current in\n        -*) words='", command->name);
    for (size_t i = 0, n = 0; i < OPTION_COUNT; i++)
        if (option_is_of((enum option_id)i, command))
            text_add_format(out, "%s%s", n++ > 0 ? " " : "", option_facts[i].name);
    struct text words = TEXT_EMPTY;
    completion_of_command(&words, command);
    if (words.length > 0)
        text_add_format(out, "' ;;\n        *) words='%s' ;;\n        esac\n        ;;\n", text_bytes(&words));
    else
        text_add(out, "' ;;\n        *) kind=file ;;\n        esac\n        ;;\n");
    out->failed = out->failed || words.failed;
    text_release(&words);
}

void completion_write_bash(struct text *out, const struct completion_source *source)
{
    text_add(out, head);
    text_add(out, "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        command=''\n        words='");
    for (size_t i = 0; i < command_count; i++)
        text_add_format(out, "%s ", commands[i].name);
    text_add(out, "--help --version'\n    fi\n    case $command:$previous in\n");
    for (size_t i = 0; i < command_count; i++) {
        add_values(out, source, &commands[i]);
        add_options(out, &commands[i]);
    }
    text_add(out, "    esac\n");
    text_add(out, tail);
}
