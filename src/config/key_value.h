/* One value of one key: is it what is allowed, where does it go, and how is it shown? */
#ifndef CONFIG_KEY_VALUE_H
#define CONFIG_KEY_VALUE_H

#include "base/slice.h"
#include "config/keys.h"

/* Where a value stands. */
struct place {
    char where[512];    /* for errors: "data/mahalle.yaml:7", "MAHALLE_RECENT_YEARS", "recent_years=beş" */
    char origin[128];   /* for the record: "mahalle.yaml:7", "MAHALLE_RECENT_YEARS", "command line" */
    const char *folder; /* relative paths start here; NULL: the current folder */
};

/* Where a key's value came from; struct project holds one a key of the table. */
struct setting_origin {
    char text[128];
};
void key_set_origin(struct project *project, const struct key *key, const char *origin);

/* Copies text into a buffer, cut after a whole letter. */
void copy_cut(char *out, size_t size, const char *text);

/* Reads the text as the key's kind demands and stores it, with its origin. `item` is the source that a key of a list
 * belongs to. */
enum mah_status key_store(struct project *project, const struct key *key, struct source *item, struct slice text,
                          const struct place *place, struct mah_error *err);

/* A text without a default (title, province, layer ...) may be taken back; that is what `--set province=` does. */
bool key_may_be_empty(const struct key *key);
enum mah_status key_clear(struct project *project, const struct key *key, struct source *item,
                          const struct place *place);

/* A key of kind KEY_LIST, from entries with commas between them: --set standards=mpyy-ek2,norms. */
enum mah_status key_store_list(struct project *project, const struct key *key, struct slice text,
                               const struct place *place, struct mah_error *err);
/* One entry more, without a comma; key_clear_list empties it first. */
enum mah_status key_add_to_list(struct project *project, const struct key *key, struct slice text,
                                const struct place *place, struct mah_error *err);
void key_clear_list(struct project *project, const struct key *key);

/* One line of a `fields:` section; the name is judged by its letters only. */
enum mah_status key_store_field(struct project *project, const struct key *key, struct source *item, struct slice field,
                                struct slice column, const struct place *place, struct mah_error *err);

/* "mahalle.yaml:7: 'recent_years' is <what>; a whole number from 1 to 100 is allowed" */
enum mah_status key_refuse(const struct key *key, const char *what, const struct place *place, struct mah_error *err);
/* The same for a text: <what> is the text in quotes, cut to a readable length. */
enum mah_status key_refuse_text(const struct key *key, struct slice text, const struct place *place,
                                struct mah_error *err);
/* "mahalle.yaml:7: unknown key 'recent_year'; did you mean 'recent_years'" */
enum mah_status key_refuse_unknown(struct slice name, const struct place *place, struct mah_error *err);

/* A name in a `fields:` section that no field can have. */
enum mah_status key_refuse_field(struct slice field, const struct place *place, struct mah_error *err);

#endif
