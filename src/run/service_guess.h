/* Which services, or streets, might a file hold? Its name says so, or the names of its columns. */
#ifndef RUN_SERVICE_GUESS_H
#define RUN_SERVICE_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

struct service_guess {
    char **types; /* codes of services.csv that it may be; none: nothing to propose */
    size_t type_count;
    bool is_sure;    /* the name speaks of one type only */
    bool is_streets; /* the name speaks of streets, and of nothing else */
    bool needs_crs;  /* positions in metres, and no word which metres */
    char *choices;   /* "primary (İlkokul), lower_sec (Ortaokul)", in the language that is set */
    char *matched;   /* "derslik -> capacity": which column became which field; NULL where none did */
};

/* What the name alone says, by layers/service_files.csv. Release also after a failure. */
enum mah_status service_guess_name(struct service_guess *out, const char *name, struct mah_error *err);

/*
 * Looks into the file: with a name that says nothing, at the names of its columns; and whether it has places at all,
 * without which there is nothing to propose. Files that cannot be read are no failure.
 */
enum mah_status service_guess_look(struct service_guess *guess, const struct source *source, struct mah_error *err);
void service_guess_release(struct service_guess *guess);

#endif
