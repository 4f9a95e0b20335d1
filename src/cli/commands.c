/* The commands and options of the program. */
#include "cli/commands.h"

#include <string.h>

enum { COMMANDS_OF_DATA = COMMAND_CHECK | COMMAND_RUN };

const struct option_facts option_facts[OPTION_COUNT] = {
    [OPTION_HOUSEHOLDS] = {"--households", NULL, "FILE", COMMANDS_OF_DATA,
                           "household records; may be given several times"},
    [OPTION_NEIGHBOURHOODS] = {"--neighbourhoods", NULL, "FILE", COMMANDS_OF_DATA, "boundaries of the mahalle"},
    [OPTION_SERVICE] = {"--service", NULL, "TYPE=FILE", COMMANDS_OF_DATA,
                        "a file of services of this type (primary, asm, stop_low ...); may be given several times"},
    [OPTION_OUTPUT] = {"--output", "-o", "FILE", COMMANDS_OF_DATA,
                       "the GeoPackage to write; for check, the file of the answer (- is standard output)"},
    [OPTION_SET] = {"--set", NULL, "KEY=VALUE", COMMANDS_OF_DATA,
                    "sets one key of the project, such as recent_years=1; may be given several times"},
    [OPTION_PROFILE] = {"--profile", NULL, "public|internal|secure", COMMANDS_OF_DATA,
                        "how much may be shown (default: public)"},
    [OPTION_FORMAT] = {"--format", NULL, "FORMAT", COMMANDS_OF_DATA | COMMAND_HELP,
                       "form of the answer: text or json; for check also csv or geojson"},
    [OPTION_THREADS] = {"--threads", NULL, "N", COMMANDS_OF_DATA,
                        "worker threads (default: one a core); the result is the same"},
    [OPTION_SEED] = {"--seed", NULL, "N", COMMANDS_OF_DATA, "seed of everything that is drawn by chance"},
    [OPTION_LANGUAGE] = {"--language", NULL, "tr|en", COMMAND_ALL, "language of messages and labels"},
    [OPTION_LAYERS] = {"--layers", NULL, "DIR", COMMAND_ALL, "a folder with own versions of the data files of layers/"},
    [OPTION_PROGRESS] = {"--progress", NULL, "auto|yes|no", COMMANDS_OF_DATA,
                         "progress on standard error (default: on a terminal)"},
    [OPTION_QUIET] = {"--quiet", NULL, NULL, COMMAND_ALL, "no summary, no progress; errors only"},
    [OPTION_VERBOSE] = {"--verbose", NULL, NULL, COMMAND_ALL,
                        "also says which column became which field and every setting"},
    [OPTION_DEMO] = {"--demo", NULL, NULL, COMMAND_INIT, "writes a whole sample city, invented by us"},
    [OPTION_FROM] = {"--from", NULL, "NAME", COMMAND_RELINK,
                     "what the file was called, where that is not clear; also the file that this one is a copy of"},
    [OPTION_HELP] = {"--help", "-h", NULL, COMMAND_ALL, "this help"},
    [OPTION_VERSION] = {"--version", NULL, NULL, COMMAND_ALL, "the version"},
};

const struct command commands[] = {
    {"init", COMMAND_INIT, "mahalle init [--demo] [DIR]",
     "write a project file for the files of a folder, or a whole sample city",
     "Looks at the files of the folder (default: this one), guesses which holds the boundaries, which the "
     "households, which services and which the streets, and writes a commented mahalle.yaml. With --demo "
     "it writes an invented city with boundaries, households, services, streets and a project.",
     "mahalle init --demo ornek", command_init},
    {"check", COMMAND_CHECK, "mahalle check PROJECT | --households FILE --neighbourhoods FILE",
     "read everything and report what is sound and what is not; writes nothing",
     "Reads boundaries, households, services and streets as `run` does and reports the books, what became "
     "of each file of services, repaired and overlapping boundaries, gaps, and the rows that would be "
     "quarantined. --format csv lists these rows; with --profile secure also their ids, text and nearest "
     "mahalle.",
     "mahalle check ornek", command_check},
    {"run", COMMAND_RUN, "mahalle run PROJECT [-o OUT.gpkg] | --households FILE --neighbourhoods FILE -o OUT.gpkg",
     "compute the indicators and write the GeoPackage",
     "Puts every household into its one mahalle, counts, computes densities and shares of recent "
     "migrants, who has services within reach and what is missing by the standards, hides small cells as "
     "the privacy profile asks, and writes one GeoPackage that opens styled in QGIS. PROJECT is a "
     "mahalle.yaml or its folder.",
     "mahalle run ornek -o ornek.gpkg", command_run},
    {"relink", COMMAND_RELINK, "mahalle relink [--from NAME] FILE.gpkg",
     "repair the QGIS project inside a file that was renamed",
     "The project inside a GeoPackage names the file it lies in; once the file is renamed, QGIS finds none of its "
     "layers. This lets every project in the file name it as it is called now, in layers, relations, forms and "
     "layouts. Layers of other files stay as they are. Where nothing is to be done the file is not touched.",
     "mahalle relink ornek.gpkg", command_relink},
    {"help", COMMAND_HELP, "mahalle help [COMMAND | configuration | fields | services | output]",
     "explain a command, the keys of mahalle.yaml, the household fields, the types of service, or the fields of the "
     "output",
     "Without a word it lists the commands. --format markdown writes a page, --format man a manual page of a command.",
     "mahalle help configuration", command_help},
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
