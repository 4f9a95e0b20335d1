/* The door to SQLite for the rooms' GeoPackage writer: every return is checked here and becomes one status. */
#ifndef WRITE_SQL_H
#define WRITE_SQL_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum sql_access { SQL_READ_ONLY, SQL_READ_WRITE };

/* Opens an existing file; a name that looks like a URI is a plain name. Close with sqlite3_close. */
enum mah_status sql_open(sqlite3 **out, const char *path, enum sql_access access, struct mah_error *err);

/* Runs statements without results. The format is that of sqlite3_mprintf: %w within "", %Q for a quoted text. */
enum mah_status sql_run(sqlite3 *db, struct mah_error *err, const char *format, ...);
enum mah_status sql_prepare(sqlite3 *db, sqlite3_stmt **out, struct mah_error *err, const char *format, ...);

/* Runs a prepared statement that gives no rows, once, and resets it. */
enum mah_status sql_step_once(sqlite3_stmt *statement, struct mah_error *err);

/* The first cell of the first row as a number (0 for NULL or no row), or as text to free with memory_free ("" for
 * NULL). */
enum mah_status sql_ask_number(sqlite3 *db, int64_t *out, struct mah_error *err, const char *format, ...);
enum mah_status sql_ask_text(sqlite3 *db, char **out, struct mah_error *err, const char *format, ...);

/* The first cells of all rows, added to a list that sql_texts_free frees, also after a failure. */
enum mah_status sql_ask_texts(sqlite3 *db, char ***list, size_t *count, struct mah_error *err, const char *sql);
void sql_texts_free(char **list, size_t count);

/* The last failure of the connection as a status with its reason; disk full and the like name the system's reason too.
 */
enum mah_status sql_fail(sqlite3 *db, struct mah_error *err);

#endif
