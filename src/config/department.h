/* What does a department look at when it ranks mahalle? A file of layers/departments, which users may change. */
#ifndef CONFIG_DEPARTMENT_H
#define CONFIG_DEPARTMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/language.h"
#include "base/text.h"

/* The order is that of enum priority_normalisation and enum priority_aggregation of the plan room. */
enum department_normalisation { DEPARTMENT_MINMAX, DEPARTMENT_ZSCORE, DEPARTMENT_RANK, DEPARTMENT_TARGET };
enum department_aggregation { DEPARTMENT_ARITHMETIC, DEPARTMENT_GEOMETRIC };

struct department_indicator {
    char *field;   /* a column of mah_indicators; "cov_*": one for each type of service */
    char *sector;  /* of such a pattern: only types of this sector; NULL: all */
    char *per;     /* a column to divide by, so that large mahalle do not come first for their size; NULL: none */
    double weight; /* above 0; of a pattern: of all its columns together */
    double target; /* NAN where there is none */
    bool less_is_worse;
    int line;
};

struct department {
    char *code; /* "housing", the name of its file */
    char *title_tr, *title_en;
    enum department_normalisation normalisation;
    enum department_aggregation aggregation;
    bool winsorise;
    double winsorise_low, winsorise_high;
    double least_known;   /* a mahalle with less of the weight known has no score */
    double least_present; /* a file with less of the weight among its columns has no scores */
    struct department_indicator *indicators;
    size_t indicator_count;
};

/*
 * Reads layers/departments/<code>.yaml, or the one of the program that is called so in Turkish or English ("Eğitim").
 * MAH_BAD_USAGE where there is none (the message lists those there are), and for
 * what is wrong in it, with file, line, key and what is allowed. Release in any case.
 */
enum mah_status department_read(struct department *out, const char *code, struct mah_error *err);
void department_release(struct department *department);

const char *department_title(const struct department *department, enum language language);
const char *department_normalisation_word(enum department_normalisation normalisation);
const char *department_aggregation_word(enum department_aggregation aggregation);

#endif
