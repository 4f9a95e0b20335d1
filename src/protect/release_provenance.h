/* From which files and settings was a release made? What the provenance of the file tells; nothing confidential. */
#ifndef PROTECT_RELEASE_PROVENANCE_H
#define PROTECT_RELEASE_PROVENANCE_H

#include "protect/release.h"

/* Rows of all files of households. */
struct release_books {
    int64_t read, located, quarantined;
};

/* Under which conditions figures were measured and shown. */
struct release_conditions {
    const char *working_crs;                                     /* in which distances were measured; NULL: not said */
    int min_households, min_persons, min_unit_persons, round_to; /* what the profile asks of a figure; 0: nothing */
    struct release_books books;
};

struct release_file {
    const char *name; /* without folders */
    int64_t bytes;
    const char *sha256;
};

/* A file that was read. Texts may be NULL where nothing is known, counts are -1 then. */
struct release_input {
    const char *role; /* "neighbourhoods", "households", "services" ... as the keys of mahalle.yaml say it */
    const char *type; /* services: the code of the type */
    const char *name; /* without folders */
    const char *format, *encoding, *crs;
    const char *operation, *pipeline; /* how its coordinates became those of to_crs; NULL: they are the same */
    const char *to_crs;
    double accuracy_m; /* of the operation; NAN where nobody knows */
    int64_t read, used, quarantined;
    const struct release_file *files; /* with their hashes; none where these would tell of a confidential file */
    size_t file_count;
};

/* Are people listed in it: households, or their members? */
bool release_input_is_of_people(const struct release_input *input);

struct release_parameter {
    const char *key, *value, *origin;
};

/* Everything returned is borrowed from the release. */
const struct release_conditions *release_conditions(const struct mah_release *release);
size_t release_input_count(const struct mah_release *release);
const struct release_input *release_input_at(const struct mah_release *release, size_t index);
size_t release_parameter_count(const struct mah_release *release);
const struct release_parameter *release_parameter_at(const struct mah_release *release, size_t index);

#endif
