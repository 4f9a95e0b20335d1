/* Columns by the names that people and the tables of aliases give them: what all matchers of fields share. */
#ifndef READ_HEADER_NAMES_H
#define READ_HEADER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"
#include "config/project.h"

/*
 * The column that the user chose for a field: as it stands in the file `path`, else the only one with the same header
 * key. MAH_BAD_USAGE: none is called so, or two are.
 */
enum mah_status header_chosen(int *column, char *const *columns, size_t count, const struct field_choice *choice,
                              const char *path, struct mah_error *err);

/* Returns `status`; where it refuses the choice, the reason also says where that was written ("mahalle.yaml:7"). */
enum mah_status header_choice_said(const struct field_choice *choice, enum mah_status status, struct mah_error *err);

/*
 * Files of households and their members only: MAH_BAD_SOURCE where a third of the "names" are numbers, or one is
 * somebody's identity number, so that they are a record. A reason that lists the columns would quote it.
 */
enum mah_status header_refuse_record(char *const *columns, size_t count, const char *path, struct mah_error *err);

/* The words of a cell of aliases, one after the other; false behind the last. Start with *at at the cell. */
bool alias_next(const char **at, struct slice *word);

/* MAH_BAD_USAGE: two columns fit one field equally well; the user chooses. `path` is the file. */
enum mah_status header_ambiguous(const char *path, const char *first, const char *second, const char *field,
                                 struct mah_error *err);

#endif
