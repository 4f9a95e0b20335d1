/* Which keys does a project have? One table that the reader of mahalle.yaml, the overrides, the settings and the docs
 * walk. */
#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"
#include "base/text.h"
#include "config/project.h"

/* What a value must look like, and the type of the member that holds it. */
enum key_kind {
    KEY_TEXT,      /* char *: one line */
    KEY_PATH,      /* char *: resolved against the folder of the project file */
    KEY_CRS,       /* char *: "auto", EPSG:n, PROJ or WKT text; NULL or "auto" where not given */
    KEY_DATE,      /* struct date: a full day */
    KEY_INTEGER,   /* int, from least to most */
    KEY_LONG,      /* int64_t, from least to most */
    KEY_REAL,      /* double, from least to most */
    KEY_WORD,      /* an enum or int: the index of the word */
    KEY_WORD_TEXT, /* char *: the word itself */
    KEY_LIST,      /* char ** and a size_t after it: words or paths */
    KEY_FIELDS,    /* struct field_choice * and a size_t after it */
    KEY_SECTION,   /* keys below it */
    KEY_SOURCES    /* struct source * and a size_t after it: a list of sections */
};

/* Whose member a key is: the project's, or that of one of its sources. */
enum key_scope {
    SCOPE_PROJECT,
    SCOPE_NEIGHBOURHOODS,
    SCOPE_TOWNS,
    SCOPE_HOUSEHOLDS,
    SCOPE_SERVICES,
    SCOPE_PERSONS,
    SCOPE_STREETS,
    SCOPE_RESIDENTIAL
};

struct key {
    const char *name; /* "quarantine.snap_m" */
    enum key_kind kind;
    enum key_scope scope;
    size_t offset; /* of the member in struct project, or in struct source */
    double least, most;
    const char *const *words; /* ends with NULL */
    const char *standard;     /* the default, as it would be written; NULL: none */
    const char *english, *turkish;
};

size_t key_count(void);
const struct key *key_at(size_t index); /* NULL past the last; the order is that of a project file */
size_t key_index(const struct key *key);
const struct key *key_find(struct slice name);

bool key_is_scalar(const struct key *key);  /* one value, not a list or a section */
bool key_is_of_list(const struct key *key); /* below `households` or `services`: many values, one a source */

/* The environment variable that sets a key: "quarantine.snap_m" is MAHALLE_QUARANTINE_SNAP_M; false where none does. */
enum { KEY_VARIABLE_SIZE = 80 };
bool key_variable(char out[KEY_VARIABLE_SIZE], const struct key *key);

/* The part after the last dot: "snap_m". */
const char *key_short_name(const struct key *key);
/* Does the key stand directly in this section ("" is the whole file)? */
bool key_is_in(const struct key *key, const char *section);

/* The known key that a name most looks like (Levenshtein distance at most 3, then the order of the table); NULL where
 * none does. */
const struct key *key_nearest(struct slice name);

/* "a whole number from 1 to 100": what is allowed, in the language that is set. */
void key_add_allowed(struct text *out, const struct key *key);

/* The project, or the source, that holds the key's value; `item` is the source of a list. */
void *key_home(struct project *project, const struct key *key, struct source *item);

#endif
