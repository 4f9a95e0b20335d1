/* What may follow a command or an option? */
#include "cli/completion.h"

#include <string.h>

#include "base/layers.h"
#include "cli/help_topics.h"
#include "config/keys.h"

enum mah_status completion_source_read(struct completion_source *out, struct mah_error *err)
{
    *out = (struct completion_source){.departments = TEXT_EMPTY};
    struct text names = TEXT_EMPTY;
    enum mah_status status = service_types_read(&out->types, err);
    layers_add_names(&names, "departments/");
    for (const char *at = text_bytes(&names); *at != '\0'; at++)
        if (*at != ',')
            text_add_bytes(&out->departments, at, 1);
    if (status == MAH_OK && (names.failed || out->departments.failed))
        status = mah_no_memory(err);
    text_release(&names);
    return status;
}

void completion_source_release(struct completion_source *source)
{
    service_types_release(&source->types);
    text_release(&source->departments);
}

bool option_is_of(enum option_id option, const struct command *command)
{
    return (option_facts[option].commands & command->bit) != 0;
}

static void add_word(struct text *words, const char *word, const char *behind)
{
    text_add_format(words, "%s%s%s", words->length > 0 ? " " : "", word, behind);
}

static void add_types(struct text *words, const struct service_types *types, const char *behind)
{
    for (size_t i = 0; i < types->count; i++)
        add_word(words, types->types[i].code, behind);
}

static void add_keys(struct text *words)
{
    for (size_t i = 0; i < key_count(); i++)
        if (key_is_scalar(key_at(i)) && !key_is_of_list(key_at(i)))
            add_word(words, key_at(i)->name, "=");
}

static void add_departments(struct text *words, const char *departments, const char *behind)
{
    char word[64];
    for (const char *at = departments; *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length < sizeof word) {
            memcpy(word, at, length);
            word[length] = '\0';
            add_word(words, word, behind);
        }
        at += length;
    }
}

/* "public|internal|secure" is a list of words; "FILE", "FILE[:LAYER]" and "DIR" are files; else anything. */
static enum completion_kind of_argument(struct text *words, const char *argument)
{
    if (strncmp(argument, "FILE", 4) == 0 || strcmp(argument, "DIR") == 0)
        return COMPLETE_FILE;
    if (strchr(argument, '|') == NULL)
        return COMPLETE_ANY;
    text_add(words, words->length > 0 ? " " : "");
    for (; *argument != '\0'; argument++)
        text_add_bytes(words, *argument == '|' ? " " : argument, 1);
    return COMPLETE_WORDS;
}

enum completion_kind completion_of_option(struct text *words, const struct completion_source *source,
                                          enum option_id option, const struct command *command)
{
    const char *argument = option_facts[option].argument, *departments = text_bytes(&source->departments);
    size_t before = words->length;
    if (argument == NULL)
        return COMPLETE_NOTHING;
    switch (option) {
    case OPTION_FORMAT:
        for (size_t i = 0; command_format(command, i) != NULL; i++)
            add_word(words, command_format(command, i), "");
        break;
    case OPTION_SERVICE: /* with `site` a type, or the file of a type; else a file */
        if (command->bit == COMMAND_SITE)
            add_types(words, &source->types, "");
        add_types(words, &source->types, "=");
        break;
    case OPTION_SET:
        add_keys(words);
        break;
    case OPTION_FOR:
        add_departments(words, departments, "");
        break;
    case OPTION_BUDGET:
        if (command->bit == COMMAND_INVEST)
            add_departments(words, departments, "=");
        break;
    default:
        return of_argument(words, argument);
    }
    return words->length > before ? COMPLETE_WORDS : COMPLETE_ANY;
}

void completion_of_command(struct text *words, const struct command *command)
{
    if (command->bit == COMMAND_COMPLETION)
        text_add(words, "bash zsh fish");
    if (command->bit != COMMAND_HELP)
        return;
    for (size_t i = 0; i < command_count; i++)
        add_word(words, commands[i].name, "");
    for (size_t i = 0; help_topic_at(i) != NULL; i++)
        add_word(words, help_topic_at(i), "");
}
