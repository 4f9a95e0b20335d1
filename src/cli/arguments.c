/* What did the user write on the command line? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/commands.h"

/* They answer with rows that lie somewhere. */
enum { COMMANDS_OF_ROWS = COMMAND_QUERY | COMMAND_RANK | COMMAND_SITE | COMMAND_INVEST | COMMAND_COMPARE };

static const struct {
    const char *word;
    enum output_format format;
    int commands;
} formats[] = {
    {"text", FORMAT_TEXT, COMMAND_ALL},
    {"json", FORMAT_JSON, COMMAND_CHECK | COMMAND_RUN | COMMAND_SQL | COMMANDS_OF_ROWS},
    {"csv", FORMAT_CSV, COMMAND_CHECK | COMMAND_SQL | COMMANDS_OF_ROWS},
    {"geojson", FORMAT_GEOJSON, COMMAND_CHECK | COMMANDS_OF_ROWS},
    {"markdown", FORMAT_MARKDOWN, COMMAND_HELP},
    {"man", FORMAT_MAN, COMMAND_HELP},
};

const char *command_format(const struct command *command, size_t n)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if ((formats[i].commands & command->bit) != 0 && n-- == 0)
            return formats[i].word;
    return NULL;
}

static enum mah_status read_format(struct arguments *out, const char *word, const struct command *command,
                                   struct mah_error *err)
{
    struct text allowed = TEXT_EMPTY;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if ((formats[i].commands & command->bit) == 0)
            continue;
        if (strcmp(formats[i].word, word) == 0) {
            out->format = formats[i].format;
            out->format_given = true;
            text_release(&allowed);
            return MAH_OK;
        }
        text_add_format(&allowed, "%s%s", allowed.length > 0 ? ", " : "", formats[i].word);
    }
    enum mah_status status = allowed.failed ? mah_no_memory(err)
                                            : mah_fail(err, MAH_BAD_USAGE, "'%s' is no format of '%s'; allowed are %s",
                                                       word, command->name, allowed.bytes);
    text_release(&allowed);
    return status;
}

static enum mah_status read_progress(struct arguments *out, const char *word, struct mah_error *err)
{
    if (strcmp(word, "auto") == 0)
        out->progress = -1;
    else if (strcmp(word, "yes") == 0)
        out->progress = 1;
    else if (strcmp(word, "no") == 0)
        out->progress = 0;
    else
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no choice of --progress; allowed are auto, yes, no", word);
    return MAH_OK;
}

static enum mah_status read_language(struct arguments *out, const char *word, struct mah_error *err)
{
    enum language language;
    if (!language_parse(word, &language))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no language of this program; allowed are tr, en", word);
    out->language = word;
    language_fix(language);
    return MAH_OK;
}

static enum mah_status take_option(struct arguments *out, enum option_id option, const char *value,
                                   const struct command *command, struct mah_error *err)
{
    if (value != NULL)
        out->given[out->given_count++] = (struct given_option){option, value};
    switch (option) {
    case OPTION_HOUSEHOLDS:
        out->households[out->household_count++] = value;
        break;
    case OPTION_SERVICE:
        if (command->bit == COMMAND_SITE && strchr(value, '=') == NULL)
            break; /* the type to find sites for, no file */
        out->services[out->service_count++] = value;
        break;
    case OPTION_SET:
        out->sets[out->set_count++] = value;
        break;
    case OPTION_NEIGHBOURHOODS:
        out->neighbourhoods = value;
        break;
    case OPTION_OUTPUT:
        out->output = value;
        break;
    case OPTION_PROFILE:
        out->profile = value;
        break;
    case OPTION_FORMAT:
        return read_format(out, value, command, err);
    case OPTION_THREADS:
        out->threads = value;
        break;
    case OPTION_SEED:
        out->seed = value;
        break;
    case OPTION_LANGUAGE:
        return read_language(out, value, err);
    case OPTION_LAYERS:
        out->layers = value;
        layers_set_folder(value);
        break;
    case OPTION_PROGRESS:
        return read_progress(out, value, err);
    case OPTION_QUIET:
        out->quiet = true;
        break;
    case OPTION_VERBOSE:
        out->verbose = true;
        break;
    case OPTION_DEMO:
        out->demo = true;
        break;
    case OPTION_FROM:
        out->from = value;
        break;
    case OPTION_HELP:
        out->help = true;
        break;
    case OPTION_VERSION:
        out->version = true;
        break;
    default: /* found by option_value */
        break;
    }
    return MAH_OK;
}

/* Finds "--name", "--name=value" or "-o"; *value points behind the '=' or is NULL. OPTION_COUNT: no such option. */
static enum option_id find_option(const char *word, const struct command *command, const char **value)
{
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    *value = equals != NULL ? equals + 1 : NULL;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_facts *facts = &option_facts[i];
        bool named = strncmp(facts->name, word, length) == 0 && facts->name[length] == '\0';
        bool lettered = facts->letter != NULL && strcmp(facts->letter, word) == 0;
        if ((named || lettered) && (facts->commands & command->bit) != 0)
            return (enum option_id)i;
    }
    return OPTION_COUNT;
}

static enum mah_status read_option(struct arguments *out, int argc, char **argv, int *at, const struct command *command,
                                   struct mah_error *err)
{
    const char *value;
    enum option_id option = find_option(argv[*at], command, &value);
    if (option == OPTION_COUNT)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no option of 'mahalle %s'; 'mahalle help %s' lists them",
                        argv[*at], command->name, command->name);
    const struct option_facts *facts = &option_facts[option];
    if (facts->argument == NULL && value != NULL)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' takes no value", facts->name);
    if (facts->argument != NULL && value == NULL) {
        if (*at + 1 >= argc)
            return mah_fail(err, MAH_BAD_USAGE, "'%s' needs a value: %s", facts->name, facts->argument);
        value = argv[++*at];
    }
    return take_option(out, option, value, command, err);
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), size = strlen(ending);
    return length > size && strcmp(text + length - size, ending) == 0;
}

/* Without --format the ending of -o says which it is; a table for people in a file called .xlsx would be a lie. */
static enum mah_status follow_ending(struct arguments *out, const struct command *command, struct mah_error *err)
{
    if (out->output == NULL || out->format_given)
        return MAH_OK;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char ending[16];
        snprintf(ending, sizeof ending, ".%s", formats[i].word);
        if ((formats[i].commands & command->bit) != 0 && ends_with(out->output, ending))
            out->format = formats[i].format;
    }
    if (ends_with(out->output, ".xlsx") && command->bit != COMMAND_INVEST)
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s' would be no workbook: only 'mahalle invest' writes these; name a .csv", out->output);
    return MAH_OK;
}

enum mah_status arguments_read(struct arguments *out, int argc, char **argv, int first, const struct command *command,
                               struct mah_error *err)
{
    *out = (struct arguments){.progress = -1};
    out->households = memory_new((size_t)argc, sizeof *out->households);
    out->services = memory_new((size_t)argc, sizeof *out->services);
    out->sets = memory_new((size_t)argc, sizeof *out->sets);
    out->given = memory_new((size_t)argc, sizeof *out->given);
    if (out->households == NULL || out->services == NULL || out->sets == NULL || out->given == NULL)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    bool only_words = false;
    for (int i = first; status == MAH_OK && i < argc; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0')
            status = read_option(out, argc, argv, &i, command, err);
        else if (out->positional_count == sizeof out->positional / sizeof *out->positional)
            status = mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", argv[i]);
        else
            out->positional[out->positional_count++] = argv[i];
    }
    if (status == MAH_OK)
        status = follow_ending(out, command, err);
    if (status == MAH_OK && out->layers != NULL) /* after --language, which may stand behind it */
        status = layers_check_folder(out->layers, err);
    return status;
}

void arguments_release(struct arguments *arguments)
{
    memory_free(arguments->households);
    memory_free(arguments->services);
    memory_free(arguments->sets);
    memory_free(arguments->given);
    *arguments = (struct arguments){0};
}

const char *option_value(const struct arguments *arguments, enum option_id option)
{
    for (size_t i = arguments->given_count; i > 0; i--)
        if (arguments->given[i - 1].option == option)
            return arguments->given[i - 1].value;
    return NULL;
}

const char *option_value_at(const struct arguments *arguments, enum option_id option, size_t n)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].option == option && n-- == 0)
            return arguments->given[i].value;
    return NULL;
}

enum mah_status option_number(double *out, const struct arguments *arguments, enum option_id option, double least,
                              double most, struct mah_error *err)
{
    const char *word = option_value(arguments, option);
    double number;
    if (word == NULL)
        return MAH_OK;
    if (number_read(slice_of(word), &number) != NUMBER_OK || !(number >= least && number <= most))
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is no value of '%s'; a number from %.15g to %.15g is needed", word,
                        option_facts[option].name, least, most);
    *out = number;
    return MAH_OK;
}

static enum mah_status set_key(struct project *project, const char *key, const char *value, struct mah_error *err)
{
    if (value == NULL)
        return MAH_OK;
    struct text assignment = TEXT_EMPTY;
    text_add_format(&assignment, "%s=%s", key, value);
    enum mah_status status = assignment.failed ? mah_no_memory(err) : project_set(project, assignment.bytes, err);
    text_release(&assignment);
    return status;
}

/* The command line over everything else: files and lists first, so that --set may speak of them. */
static enum mah_status lay_over(struct project *project, const struct arguments *arguments, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < arguments->household_count; i++)
        status = project_add_households(project, arguments->households[i], err);
    if (status == MAH_OK && arguments->neighbourhoods != NULL)
        status = project_set_neighbourhoods(project, arguments->neighbourhoods, err);
    for (size_t i = 0; status == MAH_OK && i < arguments->service_count; i++)
        status = project_add_service(project, arguments->services[i], err);
    for (size_t i = 0; status == MAH_OK && i < arguments->set_count; i++)
        status = project_set(project, arguments->sets[i], err);
    const struct {
        const char *key, *value;
    } keys[] = {{"privacy.profile", arguments->profile},
                {"privacy.household_points", option_value(arguments, OPTION_HOUSEHOLD_POINTS)},
                {"threads", arguments->threads},
                {"seed", arguments->seed},
                {"language", arguments->language}};
    for (size_t i = 0; status == MAH_OK && i < sizeof keys / sizeof *keys; i++)
        status = set_key(project, keys[i].key, keys[i].value, err);
    return status;
}

/* A project that names its language is answered in it; the default language is only that of the labels. */
static enum mah_status speak_as_project(const struct project *project, struct mah_error *err)
{
    struct setting *settings = NULL;
    size_t count = 0;
    enum mah_status status = project_settings(project, &settings, &count, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        if (strcmp(settings[i].key, "language") == 0 && strcmp(settings[i].origin, "default") != 0)
            language_set(project->language);
    settings_free(settings, count);
    return status;
}

enum mah_status arguments_project(struct project **out, const struct arguments *arguments, struct mah_error *err)
{
    struct project *project = NULL;
    if (arguments->positional_count > 1)
        return mah_fail(err, MAH_BAD_USAGE, "'%s' is one word too many", arguments->positional[1]);
    bool has_files = arguments->household_count > 0 && arguments->neighbourhoods != NULL;
    if (arguments->positional_count == 0 && !has_files)
        return mah_fail(err, MAH_BAD_USAGE,
                        "name a project (a mahalle.yaml or its folder), or --households and --neighbourhoods");
    if (arguments->positional_count == 1 && ends_with(arguments->positional[0], ".gpkg"))
        return mah_fail(err, MAH_BAD_USAGE,
                        "'%s' is a GeoPackage; a project is needed here, a mahalle.yaml or its folder",
                        arguments->positional[0]);
    enum mah_status status = project_new(&project, err);
    if (status == MAH_OK && arguments->positional_count == 1)
        status = project_read(project, arguments->positional[0], err);
    if (status == MAH_OK)
        status = project_read_environment(project, err);
    if (status == MAH_OK)
        status = lay_over(project, arguments, err);
    if (status == MAH_OK)
        status = speak_as_project(project, err);
    if (status != MAH_OK) {
        project_free(project);
        return status;
    }
    *out = project;
    return MAH_OK;
}
