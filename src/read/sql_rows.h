/* The rows of a statement, taken into memory. */
#ifndef READ_SQL_ROWS_H
#define READ_SQL_ROWS_H

#include <sqlite3.h>

#include "read/sql_question.h"

/* Steps to the end, or to the limits of sql_question.h. *code is what SQLite said last: SQLITE_DONE, or its error (then
 * MAH_OK is given, for the caller to explain). */
enum mah_status sql_rows_take(struct sql_answer *answer, sqlite3_stmt *statement, int *code, struct mah_error *err);

#endif
