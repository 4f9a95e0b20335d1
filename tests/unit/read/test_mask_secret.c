/* Is the secret that of the file, and does no message repeat it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/mask_secret.h"

static char folder[64], path[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/mahalle_secret_XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/secret", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void write_secret(const char *text, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static struct hash_key key_of(const char *text)
{
    struct hash_key key = {{0}};
    write_secret(text, strlen(text));
    assert_int_equal(mask_secret_read(&key, path, NULL), MAH_OK);
    return key;
}

static void is_the_digest_of_the_file(void **state)
{
    (void)state;
    /* sha256sum of the sixteen letters */
    static const unsigned char expected[] = {0x9f, 0x9f, 0x51, 0x11, 0xf7, 0xb2, 0x7a, 0x78,
                                             0x1f, 0x1f, 0x1d, 0xdd, 0xe5, 0xeb, 0xc2, 0xdd};
    struct hash_key key = key_of("0123456789abcdef"), lines = key_of(" \n0123456789abcdef\r\n\n"),
                    other = key_of("0123456789abcdeg");
    assert_memory_equal(key.bytes, expected, sizeof expected);
    assert_memory_equal(key.bytes, lines.bytes, sizeof key.bytes);
    assert_memory_not_equal(key.bytes, other.bytes, sizeof key.bytes);
}

static void expect_refused(const char *text, size_t length)
{
    struct hash_key key;
    struct mah_error err = {0};
    write_secret(text, length);
    assert_int_equal(mask_secret_read(&key, path, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, path));
    if (length > 3)
        assert_null(strstr(err.message, "gizli"));
}

static void a_short_one_is_refused(void **state)
{
    (void)state;
    static char long_text[5000];
    expect_refused("", 0);
    expect_refused(" \n \n", 4);
    expect_refused("gizli15harf1234", 15);
    expect_refused("ababababababababababab", 22);
    expect_refused("12345671234567123456712", 23);
    memset(long_text, 'x', sizeof long_text);
    expect_refused(long_text, 40);
    expect_refused(long_text, sizeof long_text);
}

static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    struct hash_key key;
    struct mah_error err = {0};
    assert_int_equal(mask_secret_read(&key, "/tmp/there/is/no/secret", &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "'/tmp/there/is/no/secret'"));
    assert_int_equal(mask_secret_read(&key, folder, &err), MAH_BAD_SOURCE);
}

static void without_a_file_it_is_drawn(void **state)
{
    (void)state;
    struct hash_key first = {{0}}, second = {{0}};
    assert_int_equal(mask_secret_read(&first, NULL, NULL), MAH_OK);
    assert_int_equal(mask_secret_read(&second, NULL, NULL), MAH_OK);
    assert_memory_not_equal(first.bytes, second.bytes, sizeof first.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_the_digest_of_the_file),
        cmocka_unit_test(a_short_one_is_refused),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(without_a_file_it_is_drawn),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
