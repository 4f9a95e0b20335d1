/* The answer about one area, for people: one figure a line. */
#ifndef CLI_AREA_CARD_H
#define CLI_AREA_CARD_H

#include "cli/answer.h"

/* Prints the first row of the view: its figures with labels and units, what is hidden and why, then the notes. */
enum mah_status area_card_print(const struct table_view *view, const struct answer_notes *notes,
                                const struct arguments *arguments, struct mah_error *err);

#endif
