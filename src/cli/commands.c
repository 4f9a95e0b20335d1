/* The commands and options of the program. */
#include "cli/commands.h"

#include <string.h>

enum {
    COMMANDS_OF_DATA = COMMAND_CHECK | COMMAND_RUN | COMMAND_QUERY | COMMAND_SITE,
    COMMANDS_WITH_ANSWERS = COMMANDS_OF_DATA | COMMAND_SQL | COMMAND_RANK | COMMAND_INVEST | COMMAND_COMPARE
};

const struct option_facts option_facts[OPTION_COUNT] = {
    [OPTION_HOUSEHOLDS] = {"--households", NULL, "FILE", COMMANDS_OF_DATA,
                           "household records; may be given several times"},
    [OPTION_NEIGHBOURHOODS] = {"--neighbourhoods", NULL, "FILE", COMMANDS_OF_DATA, "boundaries of the mahalle"},
    [OPTION_SERVICE] = {"--service", NULL, "TYPE=FILE", COMMANDS_OF_DATA,
                        "a file of services of this type (primary, asm, stop_low ...); may be given several times"},
    [OPTION_OUTPUT] = {"--output", "-o", "FILE", COMMANDS_WITH_ANSWERS,
                       "the file of the answer (- is standard output); a GeoPackage where it ends in .gpkg"},
    [OPTION_SET] = {"--set", NULL, "KEY=VALUE", COMMANDS_OF_DATA,
                    "sets one key of the project, such as recent_years=1; may be given several times"},
    [OPTION_PROFILE] = {"--profile", NULL, "public|internal|secure", COMMANDS_OF_DATA,
                        "how much may be shown (default: public)"},
    [OPTION_HOUSEHOLD_POINTS] = {"--household-points", NULL, "none|exact|masked", COMMAND_RUN,
                                 "with --profile secure: a layer of the households, at their places or moved (masked)"},
    [OPTION_FORMAT] = {"--format", NULL, "FORMAT", COMMANDS_WITH_ANSWERS | COMMAND_HELP,
                       "form of the answer: text, json and, where it has rows, csv or geojson"},
    [OPTION_THREADS] = {"--threads", NULL, "N", COMMANDS_OF_DATA,
                        "worker threads (default: one a core); the result is the same"},
    [OPTION_SEED] = {"--seed", NULL, "N", COMMANDS_OF_DATA | COMMAND_RANK,
                     "seed of everything that is drawn by chance"},
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
    [OPTION_MAHALLE] = {"--mahalle", NULL, "NAME_OR_CODE", COMMAND_QUERY, "a mahalle; may be given several times"},
    [OPTION_ILCE] = {"--ilce", NULL, "NAME", COMMAND_QUERY, "all mahalle of an ilçe; may be given several times"},
    [OPTION_BBOX] = {"--bbox", NULL, "MINLON,MINLAT,MAXLON,MAXLAT", COMMAND_QUERY, "a box, in degrees"},
    [OPTION_NEAR] = {"--near", NULL, "LAT,LON", COMMAND_QUERY, "a circle around this position; needs --radius"},
    [OPTION_RADIUS] = {"--radius", NULL, "METRES", COMMAND_QUERY, "radius of the circle"},
    [OPTION_WITHIN] = {"--within", NULL, "FILE[:LAYER]", COMMAND_QUERY, "the polygons of a file, one answer row each"},
    [OPTION_WKT] = {"--wkt", NULL, "WKT", COMMAND_QUERY, "a polygon in degrees, written as WKT"},
    [OPTION_WHERE] = {"--where", NULL, "CONDITION", COMMAND_QUERY,
                      "only these households, such as \"arr_year >= 2020 and orig_il = 21\""},
    [OPTION_BY] = {"--by", NULL, "KEY", COMMAND_QUERY | COMMAND_RANK,
                   "one row for each mahalle, ilce, origin, year, service or age"},
    [OPTION_FOR] = {"--for", NULL, "DEPARTMENT", COMMAND_RANK,
                    "whose priorities: general (default), housing, infrastructure, education, health or social"},
    [OPTION_TOP] = {"--top", NULL, "N", COMMAND_RANK, "only the first N rows"},
    [OPTION_EXPLAIN] = {"--explain", NULL, "MAHALLE", COMMAND_RANK, "the figures behind the rank of a mahalle"},
    [OPTION_SITES] = {"--sites", NULL, "N", COMMAND_SITE, "how many new facilities"},
    [OPTION_BUDGET] = {"--budget", NULL, "AMOUNT", COMMAND_SITE | COMMAND_INVEST,
                       "what may be spent; needs --candidates with a column of costs"},
    [OPTION_CANDIDATES] = {"--candidates", NULL, "FILE", COMMAND_SITE,
                           "places to choose from (default: the middles of the squares where people are not reached)"},
    [OPTION_METHOD] = {"--method", NULL, "exact|greedy", COMMAND_SITE,
                       "exact within the time limit (default), or greedy with exchange"},
    [OPTION_OBJECTIVE] = {"--objective", NULL, "cover|distance", COMMAND_SITE,
                          "reach as many as possible (default), or make the ways as short as possible"},
    [OPTION_MIGRANT_WEIGHT] = {"--migrant-weight", NULL, "X", COMMAND_SITE,
                               "how much a recent migrant counts against a settled resident (default 1)"},
    [OPTION_COSTS] = {"--costs", NULL, "FILE", COMMAND_INVEST, "a table of costs for each service type"},
    [OPTION_TIME_LIMIT] = {"--time-limit", NULL, "SECONDS", COMMAND_SITE | COMMAND_SQL,
                           "give up looking after this time (default 60)"},
    [OPTION_HELP] = {"--help", "-h", NULL, COMMAND_ALL, "this help"},
    [OPTION_VERSION] = {"--version", NULL, NULL, COMMAND_ALL, "the version"},
};

/* An option that does another thing for one command than for the others. */
static const struct {
    enum option_id option;
    int commands;
    const char *help;
} own_words[] = {
    {OPTION_OUTPUT, COMMAND_RUN, "the GeoPackage to write"},
    {OPTION_OUTPUT, COMMAND_CHECK | COMMAND_SQL, "the file of the answer (- is standard output)"},
    {OPTION_OUTPUT, COMMAND_INVEST,
     "the file of the answer (- is standard output); by its ending a workbook (.xlsx), a table (.csv) or a layer "
     "(.gpkg)"},
    {OPTION_BY, COMMAND_RANK, "orders by this field alone"},
    {OPTION_BUDGET, COMMAND_INVEST, "DEPARTMENT=AMOUNT, what it may spend; may be given several times"},
    {OPTION_SERVICE, COMMAND_SITE,
     "the type of the new facilities (primary, asm ...); as TYPE=FILE a file of services, as for other commands"},
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
    {"query", COMMAND_QUERY, "mahalle query PROJECT|OUT.gpkg AREA [--where CONDITION] [--by KEY]",
     "answer questions about any area: a mahalle, an ilçe, a box, a circle, polygons",
     "Counts the households of a project inside each area and gives the indicators of a run for it; of a finished "
     "GeoPackage it adds up the published mahalle and says which of them the area cuts. The privacy profile "
     "applies to answers too.",
     "mahalle query ornek --near 37.97,39.17 --radius 1000", command_query},
    {"rank", COMMAND_RANK, "mahalle rank OUT.gpkg [--for DEPARTMENT | --by FIELD] [--top N] [--explain MAHALLE]",
     "order the mahalle by need, with how sure the order is",
     "Combines the indicators that a department looks at into one priority, and draws the weights and the "
     "method anew a thousand times: the interval of ranks says how far a rank depends on them.",
     "mahalle rank ornek.gpkg --for education --top 10", command_rank},
    {"site", COMMAND_SITE, "mahalle site PROJECT --service TYPE (--sites N | --budget AMOUNT)",
     "find the places where new facilities reach most people who are not reached",
     "Keeps the facilities there are and chooses new ones among candidates, by straight or walking distance as the "
     "project says. The answer says whether it is proved to be the best, or how far from it at most.",
     "mahalle site ornek --service primary --sites 3", command_site},
    {"invest", COMMAND_INVEST, "mahalle invest OUT.gpkg [--budget DEPARTMENT=AMOUNT]... [--costs FILE] [-o LIST.xlsx]",
     "choose what to build first under the budgets of the departments",
     "Turns what is missing by the standards into projects with their cost and the people they help, and chooses "
     "those that help most people within each budget. -o writes a table for a spreadsheet (.xlsx, .csv) or a "
     "layer (.gpkg).",
     "mahalle invest ornek.gpkg --budget education=50000000 --costs ornek/maliyetler.csv", command_invest},
    {"compare", COMMAND_COMPARE, "mahalle compare OLD.gpkg NEW.gpkg [-o OUT.gpkg]",
     "what changed between two runs, mahalle by mahalle",
     "Change of each indicator, and whether it is more than chance where that can be told. Where boundaries changed, "
     "the old figures are put onto the new mahalle by area, so that their sum stays; what cannot be compared is "
     "listed with the reason.",
     "mahalle compare ornek.gpkg ornek.gpkg", command_compare},
    {"sql", COMMAND_SQL, "mahalle sql OUT.gpkg \"SELECT ...\"",
     "ask a GeoPackage in SQL, with the functions of SpatiaLite; reads only",
     "Runs one statement that reads. Nothing can be written, attached or loaded, and a statement that takes longer "
     "than the time limit is stopped.",
     "mahalle sql ornek.gpkg \"SELECT mah_name, mig_rec FROM mah_indicators ORDER BY mig_rec DESC LIMIT 5\"",
     command_sql},
    {"relink", COMMAND_RELINK, "mahalle relink [--from NAME] FILE.gpkg",
     "repair the QGIS project inside a file that was renamed",
     "The project inside a GeoPackage names the file it lies in; once the file is renamed, QGIS finds none of its "
     "layers. This lets every project in the file name it as it is called now, in layers, relations, forms and "
     "layouts. Layers of other files stay as they are. Where nothing is to be done the file is not touched.",
     "mahalle relink ornek.gpkg", command_relink},
    {"completion", COMMAND_COMPLETION, "mahalle completion bash|zsh|fish",
     "write the completion of commands and options for a shell",
     "Prints a script for the shell; without a word it says where the script belongs.", "mahalle completion bash",
     command_completion},
    {"help", COMMAND_HELP, "mahalle help [COMMAND | configuration | fields | services | output | privacy]",
     "explain a command, the keys of mahalle.yaml, the household fields, the types of service, the fields of the "
     "output, or privacy",
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

const char *option_help(enum option_id option, const struct command *command)
{
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (own_words[i].option == option && (own_words[i].commands & command->bit) != 0)
            return own_words[i].help;
    return option_facts[option].help;
}
