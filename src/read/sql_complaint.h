/* What is wrong with a statement, in a line that helps: the names that are near. */
#ifndef READ_SQL_COMPLAINT_H
#define READ_SQL_COMPLAINT_H

#include <sqlite3.h>

#include "base/error.h"

/* MAH_BAD_USAGE for what SQLite says of the statement it was given last. Asks the connection for its tables and
 * columns.
 */
enum mah_status sql_complain(sqlite3 *database, struct mah_error *err);

#endif
