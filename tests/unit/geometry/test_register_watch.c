/* What if a single read of proj.db fails? Each answer is the one of a sound register, or none. A process for each try.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "geometry/projection.h"

/* SQLite's own way to read files, of which the n-th read fails. */
static sqlite3_vfs *sound, flaky;
static sqlite3_io_methods flaky_methods;
static const sqlite3_io_methods *sound_methods;
static long reads, failing;

static int read_or_fail(sqlite3_file *file, void *out, int size, sqlite3_int64 offset)
{
    return ++reads == failing ? SQLITE_IOERR_READ : sound_methods->xRead(file, out, size, offset);
}

static int open_flaky(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    int code = sound->xOpen(sound, path, file, flags, out_flags);
    if (code != SQLITE_OK)
        return code;
    sound_methods = file->pMethods;
    flaky_methods = *sound_methods;
    flaky_methods.xRead = read_or_fail;
    file->pMethods = &flaky_methods;
    return code;
}

static void make_flaky(long nth)
{
    sound = sqlite3_vfs_find(NULL);
    assert_non_null(sound);
    flaky = *sound;
    flaky.zName = "flaky";
    flaky.xOpen = open_flaky;
    assert_int_equal(sqlite3_vfs_register(&flaky, 1), SQLITE_OK);
    failing = nth;
}

enum { SAID = 4096 };
struct answer {
    long reads; /* -1: it is wrong */
    char said[SAID];
};

/* All that is asked of the register, as text; false where it was refused. */
static bool ask(char said[SAID])
{
    static const char *const systems[] = {"EPSG:4326", "EPSG:5257", "EPSG:4230"};
    struct crs crs[3] = {0};
    struct mah_error err = {0};
    enum mah_status status = MAH_OK;
    size_t used = 0;
    for (size_t i = 0; status == MAH_OK && i < 3; i++) {
        status = crs_resolve(&crs[i], systems[i], &err);
        if (status == MAH_OK)
            used +=
                (size_t)snprintf(said + used, SAID - used, "%s %s %s\n", crs[i].name, crs[i].definition, crs[i].wkt);
    }
    for (size_t i = 1; status == MAH_OK && i < 3; i++) {
        struct transformation *way = NULL;
        status = transformation_new(&way, &crs[0], &crs[i], &err);
        if (status == MAH_OK)
            used += (size_t)snprintf(said + used, SAID - used, "%s %s\n", transformation_description(way),
                                     transformation_operation(way).pipeline);
        transformation_free(way);
    }
    for (size_t i = 0; i < 3; i++)
        crs_release(&crs[i]);
    if (status != MAH_OK && strstr(err.message, "proj.db") == NULL)
        snprintf(said, SAID, "! another reason: %s", err.message);
    return status == MAH_OK;
}

/* How many reads there were; -1 where the answer is another one than `expected`. */
static long try(long nth, const char *expected, char said[SAID])
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct answer give = {0};
        (void)!freopen("/dev/null", "w", stderr); /* what the end of PROJ says is not this test's */
        make_flaky(nth);
        bool is_given = ask(give.said);
        bool is_right = is_given ? expected == NULL || strcmp(give.said, expected) == 0 : give.said[0] != '!';
        give.reads = is_right ? reads : -1;
        _exit(write(ends[1], &give, sizeof give) == sizeof give ? 0 : 1);
    }
    struct answer got = {0};
    size_t had = 0;
    close(ends[1]);
    for (ssize_t more = 1; more > 0 && had<sizeof got; had += more> 0 ? (size_t)more : 0)
        more = read(ends[0], (char *)&got + had, sizeof got - had);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    memcpy(said, got.said, SAID);
    if (WIFSIGNALED(status) &&
        WTERMSIG(status) == SIGABRT) /* PROJ throws what nobody in it catches: no answer either */
        return 0;
    assert_int_equal(status, 0);
    assert_int_equal(had, sizeof got);
    return got.reads;
}

static void each_read_fails_once(void **state)
{
    (void)state;
    char expected[SAID], said[SAID];
    long count = try(0, NULL, expected);
    assert_true(count > 50);
    assert_non_null(strstr(expected, "TUREF / TM39"));
    const char *faults = getenv("FAULTS"); /* as in tests/fault: every case, or a few */
    long step = faults != NULL && strcmp(faults, "wide") == 0 ? 1 : getenv("UNDER_VALGRIND") != NULL ? 151 : 11;
    for (long nth = 1; nth <= count; nth += step)
        if (try(nth, expected, said) < 0)
            fail_msg("read %ld of %ld fails: %s\ninstead of: %s", nth, count, said, expected);
    assert_int_equal(try(count + 1, expected, said), count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_read_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
