/* A floor under reading a GeoPackage: sqlite3_step through the table in as many ranges of rowid as threads, each needed
   column taken and summed. Run by scripts/bench: step_floor GPKG TABLE THREADS COLUMN...; the column geom gives the two
   coordinates of its point. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS_MAX = 64, COLUMNS_MAX = 32 };

typedef struct {
    const char *path, *sql;
    sqlite3_int64 first, last;
    double sum;
    uint64_t rows;
    bool good;
} Range;

/* A GeoPackage blob of a point: 8 bytes, an envelope by flags, then WKB of 5 bytes and two doubles, little endian. */
static double sum_point(const unsigned char *blob, int bytes)
{
    static const int envelopes[] = {0, 32, 48, 48, 64, 0, 0, 0};
    double xy[2] = {0, 0};
    int at = bytes < 8 ? bytes : 8 + envelopes[blob[3] >> 1 & 7] + 5;
    if (at + (int)sizeof xy <= bytes)
        memcpy(xy, blob + at, sizeof xy);
    return xy[0] + xy[1];
}

static double take_column(sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_BLOB:
        return sum_point(sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column));
    case SQLITE_TEXT:
        return sqlite3_column_text(row, column)[0];
    case SQLITE_INTEGER:
        return (double)sqlite3_column_int64(row, column);
    case SQLITE_FLOAT:
        return sqlite3_column_double(row, column);
    default:
        return 0;
    }
}

static void *step_range(void *data)
{
    Range *range = data;
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    if (sqlite3_open_v2(range->path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, range->sql, -1, &row, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(row, 1, range->first);
        sqlite3_bind_int64(row, 2, range->last);
        int columns = sqlite3_column_count(row), status;
        while ((status = sqlite3_step(row)) == SQLITE_ROW) {
            for (int i = 0; i < columns; i++)
                range->sum += take_column(row, i);
            range->rows++;
        }
        range->good = status == SQLITE_DONE;
    }
    if (!range->good)
        fprintf(stderr, "step_floor: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return NULL;
}

static sqlite3_int64 read_last_row(const char *path, const char *table)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT max(rowid) FROM \"%w\"", table);
    sqlite3_int64 last = 0;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        last = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    sqlite3_free(sql);
    return last;
}

int main(int argc, char **argv)
{
    int threads = argc > 4 && argc - 4 <= COLUMNS_MAX ? atoi(argv[3]) : 0;
    if (threads < 1 || threads > THREADS_MAX) {
        fputs("step_floor GPKG TABLE THREADS COLUMN...\n", stderr);
        return 1;
    }
    sqlite3_str *text = sqlite3_str_new(NULL);
    for (int i = 4; i < argc; i++)
        sqlite3_str_appendf(text, "%s\"%w\"", i == 4 ? "SELECT " : ", ", argv[i]);
    sqlite3_str_appendf(text, " FROM \"%w\" WHERE rowid BETWEEN ?1 AND ?2", argv[2]);
    char *sql = sqlite3_str_finish(text);
    sqlite3_int64 last = read_last_row(argv[1], argv[2]), share = last / threads + 1;
    Range ranges[THREADS_MAX];
    pthread_t workers[THREADS_MAX];
    for (int i = 0; i < threads; i++) {
        ranges[i] = (Range){.path = argv[1], .sql = sql, .first = i * share + 1, .last = (i + 1) * share};
        if (pthread_create(&workers[i], NULL, step_range, &ranges[i]) != 0)
            return 1;
    }
    double sum = 0;
    uint64_t rows = 0;
    bool good = true;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i], NULL);
        sum += ranges[i].sum;
        rows += ranges[i].rows;
        good = good && ranges[i].good;
    }
    sqlite3_free(sql);
    printf("%llu rows, sum %.6f\n", (unsigned long long)rows, sum);
    return good ? 0 : 1;
}
