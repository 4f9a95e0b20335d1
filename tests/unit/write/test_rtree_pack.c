/* Is the packed tree one that SQLite accepts, that finds what a slow search finds, and that reads few nodes for it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "write/rtree_pack.h"

static uint64_t random_state;
static double random_number(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(random_state >> 11) / 9007199254740992.0;
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

static enum mah_status put(void *context, const char *sql, int64_t a, int64_t b, const unsigned char *bytes)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(context, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_int64(statement, 1, a);
    if (bytes != NULL)
        sqlite3_bind_blob(statement, 2, bytes, RTREE_NODE_BYTES, SQLITE_STATIC);
    else
        sqlite3_bind_int64(statement, 2, b);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    return MAH_OK;
}

static enum mah_status put_node(void *context, int64_t node, const unsigned char bytes[RTREE_NODE_BYTES],
                                struct mah_error *err)
{
    (void)err;
    return put(context, "INSERT OR REPLACE INTO t_node VALUES (?,?)", node, 0, bytes);
}

static enum mah_status put_leaf(void *context, int64_t id, int64_t node, struct mah_error *err)
{
    (void)err;
    return put(context, "INSERT INTO t_rowid VALUES (?,?)", id, node, NULL);
}

static enum mah_status put_parent(void *context, int64_t child, int64_t node, struct mah_error *err)
{
    (void)err;
    return put(context, "INSERT INTO t_parent VALUES (?,?)", child, node, NULL);
}

/* A city block by block: small boxes anywhere in a TM zone. */
static void make_rectangles(struct rectangle *out, size_t count)
{
    random_state = count;
    for (size_t i = 0; i < count; i++) {
        double x = 400000 + random_number() * 100000, y = 4100000 + random_number() * 80000;
        out[i] = (struct rectangle){x, y, x + random_number() * 300, y + random_number() * 300};
    }
}

static sqlite3 *pack(const struct rectangle *rectangles, size_t count)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run(db, "PRAGMA page_size=4096; CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy); BEGIN");
    struct rtree_box *boxes = calloc(count + 1, sizeof *boxes);
    for (size_t i = 0; i < count; i++)
        boxes[i] = rtree_box_of((int64_t)i + 1, &rectangles[i]);
    const struct rtree_sink sink = {db, put_node, put_leaf, put_parent};
    assert_int_equal(rtree_pack(boxes, count, &sink, NULL), MAH_OK);
    run(db, "COMMIT");
    free(boxes);
    return db;
}

static enum mah_status give_box(void *rectangles, size_t index, struct rtree_box *out, struct mah_error *err)
{
    (void)err;
    *out = rtree_box_of((int64_t)index + 1, (const struct rectangle *)rectangles + index);
    return MAH_OK;
}

static sqlite3 *pack_stream(struct rectangle *rectangles, size_t count)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run(db, "PRAGMA page_size=4096; CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy); BEGIN");
    const struct rtree_sink sink = {db, put_node, put_leaf, put_parent};
    const struct rtree_stream stream = {rectangles, give_box};
    assert_int_equal(rtree_pack_stream(&stream, count, &sink, NULL), MAH_OK);
    run(db, "COMMIT");
    return db;
}

static int64_t count_in_window(sqlite3 *db, struct rectangle window)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM t WHERE minx<=%.9f AND maxx>=%.9f AND miny<=%.9f AND maxy>=%.9f",
             window.max_x, window.min_x, window.max_y, window.min_y);
    return ask(db, sql);
}

/* One node, exactly full, one more, two levels, three levels. */
static void any_number_of_boxes_makes_a_sound_tree(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 50, 51, 52, 102, 103, 2600, 2601, 2602, 6000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t count = counts[i];
        struct rectangle *rectangles = calloc(count + 1, sizeof *rectangles);
        make_rectangles(rectangles, count);
        sqlite3 *db = pack(rectangles, count);
        assert_int_equal(ask(db, "SELECT rtreecheck('t') = 'ok'"), 1);
        assert_int_equal(ask(db, "SELECT count(*) FROM t"), count);
        assert_int_equal(ask(db, "SELECT count(*) FROM t_rowid"), count);
        assert_int_equal(ask(db, "SELECT max(length(data)) = 1228 AND min(length(data)) = 1228 FROM t_node"), 1);
        sqlite3_close(db);
        free(rectangles);
    }
}

static void boxes_that_come_in_order_make_a_sound_tree(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 50, 51, 52, 102, 103, 2600, 2601, 2602, 6000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t count = counts[i];
        struct rectangle *rectangles = calloc(count, sizeof *rectangles);
        make_rectangles(rectangles, count);
        sqlite3 *db = pack_stream(rectangles, count);
        assert_int_equal(ask(db, "SELECT rtreecheck('t') = 'ok'"), 1);
        assert_int_equal(ask(db, "SELECT count(*) FROM t"), count);
        for (size_t k = 0; k < count; k++) {
            char sql[80];
            snprintf(sql, sizeof sql, "SELECT nodeno FROM t_rowid WHERE rowid = %zu", k + 1);
            assert_int_equal(ask(db, sql), rtree_leaf_of(k, count));
        }
        sqlite3_close(db);
        free(rectangles);
    }
}

static void a_window_finds_what_a_slow_search_finds(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    struct rectangle *rectangles = calloc(COUNT, sizeof *rectangles);
    make_rectangles(rectangles, COUNT);
    sqlite3 *db = pack(rectangles, COUNT);
    for (int n = 0; n < 300; n++) {
        double x = 395000 + random_number() * 110000, y = 4095000 + random_number() * 90000,
               side = random_number() * 8000;
        struct rectangle window = {x, y, x + side, y + side};
        int64_t slow = 0;
        for (size_t i = 0; i < COUNT; i++)
            slow += rectangle_meets(&rectangles[i], &window);
        /* Floats are coarser than doubles: the tree may find a box too many, never one too few. */
        int64_t found = count_in_window(db, window);
        assert_true(found >= slow && found <= slow + 2);
    }
    sqlite3_close(db);
    free(rectangles);
}

/* A wrong curve makes a tree that passes rtreecheck and is a hundred times slower: a window must touch few leaves. */
static void a_window_touches_few_leaves(void **state)
{
    (void)state;
    enum { COUNT = 51 * 400 };
    struct rectangle *rectangles = calloc(COUNT, sizeof *rectangles);
    make_rectangles(rectangles, COUNT);
    struct rtree_box *boxes = calloc(COUNT, sizeof *boxes);
    for (size_t i = 0; i < COUNT; i++)
        boxes[i] = rtree_box_of((int64_t)i, &rectangles[i]);
    sqlite3 *db = pack(rectangles, COUNT);
    /* 400 leaves over 100 x 80 km; a window of 5 x 4 km is 1/400 of it, so it meets about 4 leaves of a good tree. */
    run(db, "CREATE TEMP TABLE leaf AS SELECT nodeno, min(minx) x0, max(maxx) x1, min(miny) y0, max(maxy) y1 "
            "FROM t JOIN t_rowid ON rowid = id GROUP BY nodeno");
    assert_int_equal(ask(db, "SELECT count(*) FROM leaf"), 400);
    int64_t touched = 0;
    for (int n = 0; n < 100; n++) {
        double x = 400000 + random_number() * 95000, y = 4100000 + random_number() * 76000;
        char sql[256];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM leaf WHERE x0<=%f AND x1>=%f AND y0<=%f AND y1>=%f", x + 5000,
                 x, y + 4000, y);
        touched += ask(db, sql);
    }
    assert_in_range(touched, 100, 700);
    sqlite3_close(db);
    free(boxes);
    free(rectangles);
}

/* SQLite itself changes the tree later on, when QGIS edits the layer. */
static void a_packed_tree_can_be_edited(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct rectangle *rectangles = calloc(COUNT, sizeof *rectangles);
    make_rectangles(rectangles, COUNT);
    sqlite3 *db = pack(rectangles, COUNT);
    run(db, "DELETE FROM t WHERE id % 3 = 0");
    run(db, "INSERT INTO t SELECT id + 10000, minx + 5, maxx + 5, miny, maxy FROM t WHERE id % 3 = 1");
    assert_int_equal(ask(db, "SELECT rtreecheck('t') = 'ok'"), 1);
    assert_int_equal(ask(db, "SELECT count(*) FROM t"), 3000);
    sqlite3_close(db);
    free(rectangles);
}

static void boxes_never_shrink(void **state)
{
    (void)state;
    random_state = 7;
    for (int n = 0; n < 100000; n++) {
        double x = (random_number() - 0.5) * 2e7, y = (random_number() - 0.5) * 1e-6;
        struct rectangle rectangle = {x, y, x, y};
        struct rtree_box box = rtree_box_of(1, &rectangle);
        assert_true((double)box.min_x <= x && (double)box.max_x >= x && (double)box.min_y <= y &&
                    (double)box.max_y >= y);
        assert_true((double)nextafterf(box.min_x, FLT_MAX) > x || (double)box.min_x == x);
    }
    struct rectangle huge = {-1e300, -1, 1e300, 1};
    struct rtree_box box = rtree_box_of(1, &huge);
    assert_true(box.min_x == -FLT_MAX && box.max_x == FLT_MAX);
}

static void all_boxes_in_one_place_are_kept(void **state)
{
    (void)state;
    enum { COUNT = 500 };
    struct rectangle rectangles[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        rectangles[i] = (struct rectangle){5, 5, 5, 5};
    sqlite3 *db = pack(rectangles, COUNT);
    assert_int_equal(ask(db, "SELECT rtreecheck('t') = 'ok'"), 1);
    assert_int_equal(count_in_window(db, (struct rectangle){5, 5, 5, 5}), COUNT);
    sqlite3_close(db);
}

static enum mah_status fail_node(void *context, int64_t node, const unsigned char bytes[RTREE_NODE_BYTES],
                                 struct mah_error *err)
{
    (void)bytes;
    int *left = context;
    return node == RTREE_ROOT || (*left)-- > 0 ? MAH_OK : mah_fail(err, MAH_FAILED, "disk full");
}

static enum mah_status ignore(void *context, int64_t id, int64_t node, struct mah_error *err)
{
    (void)context, (void)id, (void)node, (void)err;
    return MAH_OK;
}

static void failures_of_the_sink_and_of_memory_are_passed_on(void **state)
{
    (void)state;
    struct rectangle rectangles[200];
    struct rtree_box boxes[200];
    make_rectangles(rectangles, 200);
    for (int left = 0; left < 4; left++) {
        for (size_t i = 0; i < 200; i++)
            boxes[i] = rtree_box_of((int64_t)i, &rectangles[i]);
        int leaves = left;
        const struct rtree_sink sink = {&leaves, fail_node, ignore, ignore};
        assert_int_equal(rtree_pack(boxes, 200, &sink, NULL), MAH_FAILED);
    }
    int enough = 1000;
    const struct rtree_sink sink = {&enough, fail_node, ignore, ignore};
    memory_fail_from(1);
    assert_int_equal(rtree_pack(boxes, 200, &sink, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_int_equal(rtree_pack(boxes, 200, &sink, NULL), MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_boxes_makes_a_sound_tree),
        cmocka_unit_test(boxes_that_come_in_order_make_a_sound_tree),
        cmocka_unit_test(a_window_finds_what_a_slow_search_finds),
        cmocka_unit_test(a_window_touches_few_leaves),
        cmocka_unit_test(a_packed_tree_can_be_edited),
        cmocka_unit_test(boxes_never_shrink),
        cmocka_unit_test(all_boxes_in_one_place_are_kept),
        cmocka_unit_test(failures_of_the_sink_and_of_memory_are_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
