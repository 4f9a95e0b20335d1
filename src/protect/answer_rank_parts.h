/* What the answers of `mahalle rank` share. Private to the protect room. */
#ifndef PROTECT_ANSWER_RANK_PARTS_H
#define PROTECT_ANSWER_RANK_PARTS_H

#include "protect/answer_rank.h"
#include "protect/output_fields.h"
#include "protect/row_writer.h"

/* An answer in the making. */
struct rank_building {
    const struct rank_facts *facts;
    struct mah_release *release;
    struct output_fields fields;
    enum language language;
};

/* Release and fields; finish hands the release out, or frees it. */
enum mah_status rank_building_start(struct rank_building *building, const struct rank_facts *facts,
                                    struct mah_error *err);
enum mah_status rank_building_finish(struct mah_release **out, struct rank_building *building, enum mah_status status,
                                     struct mah_error *err);

/* The table `priority` with these rows. */
enum mah_status rank_table_add(struct rank_building *building, const size_t *rows, size_t count, struct mah_error *err);

/* Text of a column of mah_indicators in a row; NULL where there is none. */
const char *rank_text(const struct rank_facts *facts, size_t row, const char *column);

/* Flags of the answers: those of mah_indicators and U, in the language. */
const struct release_value *rank_flag_values(enum language language, size_t *count);
/* Flag and what it means; NULL: neither. */
void put_rank_flag(struct row_writer *row, const char *flag, enum language language);

/* The tables of protect_explain. */
enum mah_status explain_table_add(struct rank_building *building, size_t row, struct mah_error *err);
enum mah_status explain_records_add(struct rank_building *building, size_t row, struct mah_error *err);

/* What the indicators of the matrix are called where the answer speaks another language than the file; NULL for those
 * that are called as in the file. Free with explain_labels_free, also after a failure. */
enum mah_status explain_labels(char ***out, const struct rank_building *building, struct mah_error *err);
void explain_labels_free(char **labels, size_t count);

/* The rule by which a figure of a mahalle is hidden (S1 ... S4), N where nobody lives there, U where it is not known.
 * `suppression` may be NULL. */
const char *explain_rule(const struct rank_facts *facts, const struct published_table *suppression, size_t row,
                         const char *field);

#endif
