/* Under which former name does a project know the file that it lies in? */
#ifndef WRITE_PROJECT_NAMES_H
#define WRITE_PROJECT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"
#include "write/project_sources.h"

/* The file, as it is now. Borrowed texts. */
struct project_home {
    const char *folder, *name;
    struct stat file;
    char **tables;
    size_t table_count;
    const char *from; /* the former name, where the user said it; else NULL */
};

/* A file that layers take tables from which this file has too. */
struct project_candidate {
    char *path;
    bool exists;
    bool here; /* in the folder of this file, as "./x.gpkg", "x.gpkg" or by its full path */
};

struct project_names {
    const struct project_home *home;
    struct stat folder; /* of the file */
    bool knows_home;    /* a layer names the file as it is now called */
    struct project_candidate *candidates;
    size_t candidate_count, candidate_capacity;
    char *present;                          /* "./NAME", or the full path where the project is set to full paths */
    const struct project_candidate *former; /* the one that is this file; NULL: nothing to mend */
    const char *kept;                       /* a candidate that may have been this file, but need not; or NULL */
    bool failed;                            /* memory ran out */
};

/*
 * Reads what the layers of the project say and finds the former name: the one file that does not exist, in the same
 * folder or by its full path, and that layers take tables from which this file has. One of the same folder goes before
 * one of the same name in another, which is kept. Where some layers name the file itself too, the missing one may be
 * another (last year's map), and is kept. home->from says which it was, by the path that stands in the project or by
 * the name of a file in the folder, even if that file exists and this one is a copy of it. MAH_BAD_USAGE where several
 * are missing. Release with project_names_release.
 */
enum mah_status project_names_find(struct project_names *out, const struct project_home *home, const char *xml,
                                   size_t length, struct mah_error *err);
void project_names_release(struct project_names *names);

/* The former name without folders, where there is one. */
const char *project_names_former(const struct project_names *names);

/* A project_source_chooser: the present path for the former one, where this file has the table. The context is the
 * struct project_names. */
const char *project_names_choose(void *context, const struct project_source *source);

#endif
