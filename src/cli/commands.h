/* The commands and options of the program: the one list that parsing, help and man pages walk. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/language.h"
#include "config/project.h"

/* Bits: which commands take an option. */
enum {
    COMMAND_INIT = 1,
    COMMAND_CHECK = 2,
    COMMAND_RUN = 4,
    COMMAND_HELP = 8,
    COMMAND_RELINK = 16,
    COMMAND_QUERY = 32,
    COMMAND_SQL = 64,
    COMMAND_RANK = 128,
    COMMAND_SITE = 256,
    COMMAND_INVEST = 512,
    COMMAND_COMPARE = 1024,
    COMMAND_COMPLETION = 2048,
    COMMAND_ALL = 4095
};

enum option_id {
    OPTION_HOUSEHOLDS,
    OPTION_NEIGHBOURHOODS,
    OPTION_SERVICE,
    OPTION_OUTPUT,
    OPTION_SET,
    OPTION_PROFILE,
    OPTION_HOUSEHOLD_POINTS,
    OPTION_FORMAT,
    OPTION_THREADS,
    OPTION_SEED,
    OPTION_LANGUAGE,
    OPTION_LAYERS,
    OPTION_PROGRESS,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_DEMO,
    OPTION_FROM,
    OPTION_MAHALLE,
    OPTION_ILCE,
    OPTION_BBOX,
    OPTION_NEAR,
    OPTION_RADIUS,
    OPTION_WITHIN,
    OPTION_WKT,
    OPTION_WHERE,
    OPTION_BY,
    OPTION_FOR,
    OPTION_TOP,
    OPTION_EXPLAIN,
    OPTION_SITES,
    OPTION_BUDGET,
    OPTION_CANDIDATES,
    OPTION_METHOD,
    OPTION_OBJECTIVE,
    OPTION_MIGRANT_WEIGHT,
    OPTION_COSTS,
    OPTION_TIME_LIMIT,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
};

struct option_facts {
    const char *name;     /* "--households" */
    const char *letter;   /* "-o", or NULL */
    const char *argument; /* "FILE", or NULL where it takes none */
    int commands;
    const char *help; /* of most commands that take it: option_help knows the others */
};
extern const struct option_facts option_facts[OPTION_COUNT];

enum output_format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_GEOJSON, FORMAT_MARKDOWN, FORMAT_MAN };

/* What the user wrote, in order, not yet interpreted. Strings are those of argv. */
struct given_option {
    enum option_id option;
    const char *value;
};

struct arguments {
    const char *positional[4];
    size_t positional_count;
    const char **households, **services, **sets; /* argc places each */
    size_t household_count, service_count, set_count;
    struct given_option *given; /* every option with a value, as it came; argc places */
    size_t given_count;
    const char *neighbourhoods, *output, *profile, *threads, *seed, *language, *layers, *from;
    enum output_format format;
    bool format_given;
    int progress; /* -1 auto, 0 no, 1 yes */
    bool quiet, verbose, demo, help, version;
};

struct command {
    const char *name;
    int bit;
    const char *usage;
    const char *summary;     /* one line; English: pass it through say() */
    const char *description; /* a paragraph */
    const char *example;     /* runs as it stands in the folder that `mahalle init --demo ornek` made */
    enum mah_status (*run)(const struct arguments *arguments, struct mah_error *err);
};
extern const struct command commands[];
extern const size_t command_count;
const struct command *command_named(const char *name); /* NULL: none */

/* What the option is for with this command. English: pass it through say(). */
const char *option_help(enum option_id option, const struct command *command);

/* The n-th word that --format takes with a command, from 0; NULL behind the last. */
const char *command_format(const struct command *command, size_t n);

enum mah_status command_run(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_check(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_init(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_relink(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_query(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_sql(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_rank(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_site(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_invest(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_compare(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_completion(const struct arguments *arguments, struct mah_error *err);
enum mah_status command_help(const struct arguments *arguments, struct mah_error *err);

/* Where to begin: what `mahalle` alone prints. */
enum mah_status print_where_to_begin(struct mah_error *err);
/* The help of one command. */
enum mah_status print_command_help(const struct command *command, struct mah_error *err);

/* Reads argv from index `first` on. MAH_BAD_USAGE names what is unknown or missing. Release with arguments_release. */
enum mah_status arguments_read(struct arguments *out, int argc, char **argv, int first, const struct command *command,
                               struct mah_error *err);
void arguments_release(struct arguments *arguments);

/* The value of an option, the last one where it was given several times; NULL where it was not. */
const char *option_value(const struct arguments *arguments, enum option_id option);
/* The n-th value of an option that may be given several times, from 0; NULL behind the last. */
const char *option_value_at(const struct arguments *arguments, enum option_id option, size_t n);
/* The value as a number; *out stays as it is where the option was not given. MAH_BAD_USAGE where it is no number, or
 * outside [least, most]. */
enum mah_status option_number(double *out, const struct arguments *arguments, enum option_id option, double least,
                              double most, struct mah_error *err);

/* The project that the arguments, the environment and the project file make together. Sets the language of messages. */
enum mah_status arguments_project(struct project **out, const struct arguments *arguments, struct mah_error *err);

#endif
