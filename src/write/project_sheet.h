/* What do the tables of layers/project say: which layers, themes, forms and words the project in the file has? */
#ifndef WRITE_PROJECT_SHEET_H
#define WRITE_PROJECT_SHEET_H

#include <stdbool.h>

#include "base/data_table.h"
#include "base/error.h"
#include "base/language.h"
#include "base/slice.h"
#include "base/text.h"
#include "config/service_types.h"

struct project_sheet {
    struct data_table layers, groups, themes, relations, form, values, words, tips, layouts, sectors;
    struct service_types types;
    enum language language;
};

/* MAH_BAD_SOURCE names a table that cannot be read. Release also after a failure. */
enum mah_status project_sheet_read(struct project_sheet *out, enum language language, struct mah_error *err);
void project_sheet_release(struct project_sheet *sheet);

/* A cell, "" where the user's own table has no such column. Borrowed. */
const char *sheet_cell(const struct data_table *table, size_t row, const char *column);
bool sheet_says(const struct data_table *table, size_t row, const char *column); /* is the cell "1"? */
/* The cell of "title_tr" or "title_en" for the stem "title", in the language of the sheet. */
const char *sheet_cell_in(const struct project_sheet *sheet, const struct data_table *table, size_t row,
                          const char *stem);

/* Does a name fit a pattern with at most one '*'? *part is what the '*' stands for (empty without one). */
bool sheet_matches(const char *pattern, const char *name, struct slice *part);
/* The next word of a list with blanks between, *list moved behind it; false at the end. */
bool sheet_next_word(const char **list, struct slice *word);

/* The title of the theme with that key; NULL where themes.csv has none. Borrowed. */
const char *sheet_theme_title(const struct project_sheet *sheet, struct slice key);

/* What a template may name between {{ and }}: plain text, or XML that is taken as it is. */
struct sheet_value {
    const char *name, *text;
    bool is_xml;
};

enum sheet_escape { SHEET_PLAIN, SHEET_XML };

/*
 * Appends the template with every {{name}} replaced: by the value of that name, else by the word of words.csv. With
 * SHEET_XML plain texts are escaped. MAH_BAD_SOURCE names what is neither a value nor a word.
 */
enum mah_status sheet_fill(struct text *out, const struct project_sheet *sheet, const char *template,
                           const struct sheet_value *values, size_t count, enum sheet_escape escape,
                           struct mah_error *err);
/* The same for a file of layers/project. */
enum mah_status sheet_fill_file(struct text *out, const struct project_sheet *sheet, const char *file,
                                const struct sheet_value *values, size_t count, struct mah_error *err);

#endif
