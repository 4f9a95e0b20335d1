/* What do the tables of layers/styles say: which styles there are, their colours, their words? */
#ifndef WRITE_STYLE_SHEET_H
#define WRITE_STYLE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/data_table.h"
#include "base/error.h"
#include "base/language.h"
#include "config/service_types.h"
#include "protect/release.h"

enum style_method { STYLE_NONE, STYLE_CLASSES, STYLE_CATEGORIES, STYLE_DIVERGING, STYLE_SERVICES };

struct style_sheet {
    struct data_table styles, palettes, words, sectors;
    struct service_types types; /* a '*' in a name stands for one of these */
    enum language language;
    const struct release_table *suppression; /* which cells are hidden; NULL where none is. Borrowed */
};

/* A row of styles.csv in the language of the sheet. Borrowed from the sheet. */
struct style_row {
    const char *layer, *field, *key, *name, *title, *unit, *palette, *template,
        *empty;            /* '*' in field, key and name: see style.h */
    const char *area;      /* column with the area in km²: numbers are drawn for each km²; or "" */
    const char *sides;     /* words for both sides of the centre: below_..., at_... and above_... */
    const char *hidden_by; /* cells of `suppression` without which the column has no value; a '*' as in field */
    double center;         /* where a diverging scale turns */
    enum style_method method;
    bool percent; /* show 0.25 as 25 % */
    bool is_default;
};

enum { PALETTE_COLORS = 12, COLOR_LENGTH = 16 };

/* Colours as QGIS writes them: "255,255,178". */
struct palette {
    char zero[COLOR_LENGTH];
    char colors[PALETTE_COLORS][COLOR_LENGTH];
    size_t count; /* at least 1 */
};

enum mah_status style_sheet_read(struct style_sheet *out, enum language language, struct mah_error *err);
void style_sheet_release(struct style_sheet *sheet);

size_t style_sheet_count(const struct style_sheet *sheet);
enum mah_status style_sheet_row(struct style_row *out, const struct style_sheet *sheet, size_t row,
                                struct mah_error *err);
enum mah_status style_sheet_palette(struct palette *out, const struct style_sheet *sheet, const char *name,
                                    struct mah_error *err);
/* "suppressed" gives "Gizlendi (küçük sayı)". The key itself where the table lacks it. */
const char *style_sheet_word(const struct style_sheet *sheet, const char *key);

/* A sector of services: its place in sectors.csv and its colour; those of "other" for one that is not there. */
size_t style_sheet_sector(char color[COLOR_LENGTH], const struct style_sheet *sheet, const char *code);

/* The colour of class i of count, spread over the whole palette. */
const char *palette_spread(const struct palette *palette, size_t i, size_t count);
/*
 * The colour of the class lower .. upper on a palette whose middle is zero: `rank` of the `count` classes on its side,
 * 0 next to zero. The outermost class has the outermost colour; a class with zero in it has the middle.
 */
const char *palette_diverge(const struct palette *palette, double lower, double upper, size_t rank, size_t count);

#endif
