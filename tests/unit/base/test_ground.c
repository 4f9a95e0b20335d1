/* The ground everything stands on: errors, languages, data tables, turns of workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/data_table.h"
#include "base/error.h"
#include "base/language.h"
#include "base/layers.h"
#include "base/memory.h"
#include "base/workers.h"

static void an_error_is_one_line_with_its_first_cause(void **state)
{
    (void)state;
    struct mah_error error = {0};
    assert_int_equal(mah_fail(&error, MAH_BAD_SOURCE, "cannot read '%s'", "a\nb"), MAH_BAD_SOURCE);
    assert_string_equal(error.message, "cannot read 'a b'");
    mah_context(&error, error.status, "'%s'", "x.csv");
    assert_string_equal(error.message, "'x.csv': cannot read 'a b'");
    assert_int_equal(mah_fail(NULL, MAH_FAILED, "nobody listens"), MAH_FAILED);
}

static void a_long_error_ends_in_a_whole_letter(void **state)
{
    (void)state;
    struct mah_error error = {0};
    char name[2001];
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(name + i, "ş", 2);
    name[2000] = '\0';
    for (int shift = 0; shift < 2; shift++) {
        mah_fail(&error, MAH_FAILED, "%s'%s'", shift ? "x" : "", name);
        size_t length = strlen(error.message);
        assert_true(length >= 1021);
        assert_memory_equal(error.message + length - 2, "ş", 2);
    }
}

static void exit_codes_are_those_of_the_contract(void **state)
{
    (void)state;
    static const int expected[MAH_STATUS_COUNT] = {
        [MAH_OK] = 0,        [MAH_NO_MEMORY] = 1, [MAH_FAILED] = 1, [MAH_BAD_SOURCE] = 1,
        [MAH_BAD_USAGE] = 2, [MAH_BAD_DATA] = 3,  [MAH_UNSAFE] = 4, [MAH_INTERRUPTED] = 130};
    for (int i = 0; i < MAH_STATUS_COUNT; i++)
        assert_int_equal(mah_exit_code((enum mah_status)i), expected[i]);
}

static void languages_have_names(void **state)
{
    (void)state;
    enum language language = LANGUAGE_ENGLISH;
    assert_true(language_parse("tr_TR.UTF-8", &language));
    assert_int_equal(language, LANGUAGE_TURKISH);
    assert_true(language_parse("EN", &language));
    assert_int_equal(language, LANGUAGE_ENGLISH);
    assert_false(language_parse("tree", &language));
    assert_false(language_parse("C", &language));
    assert_false(language_parse(NULL, &language));
}

static void the_program_speaks_turkish(void **state)
{
    (void)state;
    language_set(LANGUAGE_TURKISH);
    assert_string_not_equal(say("out of memory"), "out of memory");
    assert_string_equal(say("a sentence nobody translated"), "a sentence nobody translated");
    language_set(LANGUAGE_ENGLISH);
    assert_string_equal(say("out of memory"), "out of memory");
}

static void write_file(const char *folder, const char *name, const char *content)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void tables_come_from_the_users_folder_first(void **state)
{
    (void)state;
    char folder[] = "/tmp/mahalle-test-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    write_file(folder, "words.csv", "# a comment\r\na,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\n# another\n2,\n");
    layers_set_folder(folder);
    struct data_table table = {0};
    assert_int_equal(data_table_read(&table, "words.csv", NULL), MAH_OK);
    assert_int_equal(table.row_count, 2);
    assert_string_equal(data_table_cell(&table, 0, "b"), "x, \"y\"\nz");
    assert_string_equal(data_table_cell(&table, 1, "a"), "2");
    assert_string_equal(data_table_cell(&table, 1, "b"), "");
    assert_null(data_table_cell(&table, 0, "c"));
    data_table_release(&table);
    assert_int_equal(data_table_read(&table, "output_fields.csv", NULL), MAH_OK); /* not there: the built-in one */
    data_table_release(&table);
    struct mah_error error = {0};
    write_file(folder, "words.csv", "a,b\n1\n");
    assert_int_equal(data_table_read(&table, "words.csv", &error), MAH_BAD_SOURCE);
    assert_non_null(strstr(error.message, "record 1 has 1 cells"));
    assert_int_equal(data_table_read(&table, "nothing.csv", &error), MAH_FAILED);
    assert_non_null(strstr(error.message, "'nothing.csv'"));
    layers_set_folder(NULL);
    snprintf(path, sizeof path, "%s/words.csv", folder);
    unlink(path);
    rmdir(folder);
}

static void tables_of_users_have_semicolons_and_lines(void **state)
{
    (void)state;
    char folder[] = "/tmp/mahalle-test-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/own.csv", folder);
    write_file(folder, "own.csv", "\xEF\xBB\xBF# a;b,c\r\n\"x;y\";b\r\n1,5;\"two\r\nlines\"\r\n\r\n# a\n3;4");
    struct data_table table = {0};
    assert_int_equal(data_table_read_file(&table, path, NULL), MAH_OK);
    assert_int_equal(table.row_count, 2);
    assert_string_equal(data_table_cell(&table, 0, "x;y"), "1,5");
    assert_string_equal(data_table_cell(&table, 0, "b"), "two\r\nlines");
    assert_string_equal(data_table_cell(&table, 1, "b"), "4");
    assert_int_equal(table.lines[0], 3);
    assert_int_equal(table.lines[1], 7);
    data_table_release(&table);
    write_file(folder, "own.csv", "\"a;b\",c\n1,2;3\n"); /* a semicolon inside quotes separates nothing */
    assert_int_equal(data_table_read_file(&table, path, NULL), MAH_OK);
    assert_string_equal(data_table_cell(&table, 0, "c"), "2;3");
    data_table_release(&table);
    write_file(folder, "own.csv",
               "hizmet;birim\n\xDE"
               "ebeke \xF0;1\n"); /* as spreadsheets save it in Windows-1254 */
    assert_int_equal(data_table_read_file(&table, path, NULL), MAH_OK);
    assert_string_equal(data_table_cell(&table, 0, "hizmet"), "Şebeke ğ");
    data_table_release(&table);
    struct mah_error error = {0};
    write_file(folder, "own.csv", "a;b\n\xFC\x81;1\n"); /* 0x81 is nothing in Windows-1254 */
    assert_int_equal(data_table_read_file(&table, path, &error), MAH_BAD_SOURCE);
    assert_non_null(strstr(error.message, "is not in UTF-8"));
    unlink(path);
    assert_int_equal(data_table_read_file(&table, path, &error), MAH_BAD_SOURCE);
    assert_non_null(strstr(error.message, "cannot open"));
    rmdir(folder);
}

static void tables_survive_the_end_of_memory(void **state)
{
    (void)state;
    struct data_table table = {0};
    memory_fail_from(SIZE_MAX);
    assert_int_equal(data_table_read(&table, "output_fields.csv", NULL), MAH_OK);
    size_t requests = memory_request_count();
    data_table_release(&table);
    for (size_t nth = 1; nth <= requests; nth++) {
        memory_fail_from(nth);
        assert_int_equal(data_table_read(&table, "output_fields.csv", NULL), MAH_NO_MEMORY);
    }
    memory_fail_from(0);
}

static void one_request_fails_and_the_next_is_granted(void **state)
{
    (void)state;
    memory_fail_only(2);
    void *first = memory_new(1, 8), *second = memory_new(1, 8), *third = memory_new(1, 8);
    memory_fail_from(0);
    assert_non_null(first);
    assert_null(second);
    assert_non_null(third);
    memory_free(first);
    memory_free(third);
}

struct relay {
    struct turn *turn;
    struct lock *lock;
    uint64_t next_ticket, seen[1000], count;
    uint64_t fail_at;
};

static enum mah_status take_tickets(void *shared, size_t worker, struct mah_error *err)
{
    struct relay *relay = shared;
    (void)worker;
    for (;;) {
        lock_take(relay->lock);
        uint64_t ticket = relay->next_ticket++;
        lock_give(relay->lock);
        if (ticket >= 1000)
            return MAH_OK;
        if (ticket == relay->fail_at) {
            turn_abandon(relay->turn);
            return mah_fail(err, MAH_FAILED, "ticket %d failed", (int)ticket);
        }
        if (turn_wait(relay->turn, ticket) != 0)
            return MAH_OK;
        relay->seen[relay->count++] = ticket;
        turn_done(relay->turn, ticket);
    }
}

static enum mah_status run_relay(struct relay *relay, uint64_t fail_at, struct mah_error *err)
{
    *relay = (struct relay){.fail_at = fail_at};
    assert_int_equal(turn_new(&relay->turn, NULL), MAH_OK);
    assert_int_equal(lock_new(&relay->lock, NULL), MAH_OK);
    enum mah_status status = workers_run(4, take_tickets, relay, err);
    turn_free(relay->turn);
    lock_free(relay->lock);
    return status;
}

static void turns_keep_the_order(void **state)
{
    (void)state;
    static struct relay relay;
    assert_int_equal(run_relay(&relay, UINT64_MAX, NULL), MAH_OK);
    assert_int_equal(relay.count, 1000);
    for (uint64_t i = 0; i < 1000; i++)
        assert_int_equal(relay.seen[i], i);
}

static void one_failure_ends_the_work_of_all(void **state)
{
    (void)state;
    static struct relay relay;
    struct mah_error error = {0};
    assert_int_equal(run_relay(&relay, 500, &error), MAH_FAILED);
    assert_string_equal(error.message, "ticket 500 failed");
    assert_true(relay.count <= 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_request_fails_and_the_next_is_granted),
        cmocka_unit_test(an_error_is_one_line_with_its_first_cause),
        cmocka_unit_test(a_long_error_ends_in_a_whole_letter),
        cmocka_unit_test(exit_codes_are_those_of_the_contract),
        cmocka_unit_test(languages_have_names),
        cmocka_unit_test(the_program_speaks_turkish),
        cmocka_unit_test(tables_come_from_the_users_folder_first),
        cmocka_unit_test(tables_of_users_have_semicolons_and_lines),
        cmocka_unit_test(tables_survive_the_end_of_memory),
        cmocka_unit_test(turns_keep_the_order),
        cmocka_unit_test(one_failure_ends_the_work_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
