/* The figures of the whole city before and after, for people: one indicator a line. */
#ifndef CLI_CHANGE_CARD_H
#define CLI_CHANGE_CARD_H

#include "cli/answer.h"

/* Prints the rows without mah_code of the table mah_change of the release, those that have a value, then the notes. */
enum mah_status change_card_print(const struct table_view *view, const struct answer_notes *notes,
                                  const struct arguments *arguments, struct mah_error *err);

#endif
