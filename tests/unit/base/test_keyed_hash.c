/* Is it SipHash-2-4, as its authors published it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/keyed_hash.h"

/* The key 00 01 .. 0f and the texts "", 00, 00 01, ...: the authors' own results (vectors.h of the reference code, and
 * appendix A of the paper for the one of 15 bytes). */
static void gives_the_published_results(void **state)
{
    (void)state;
    struct hash_key key;
    unsigned char text[15];
    for (size_t i = 0; i < HASH_KEY_BYTES; i++)
        key.bytes[i] = (unsigned char)i;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (unsigned char)i;
    assert_int_equal(keyed_hash(&key, text, 0), 0x726fdb47dd0e0e31u);
    assert_int_equal(keyed_hash(&key, text, 1), 0x74f839c593dc67fdu);
    assert_int_equal(keyed_hash(&key, text, 8), 0x93f5f5799a932462u);
    assert_int_equal(keyed_hash(&key, text, 15), 0xa129ca6149be45e5u);
}

static void depends_on_every_bit_of_the_key(void **state)
{
    (void)state;
    struct hash_key key = {{0}};
    uint64_t before = keyed_hash(&key, "mahalle", 7);
    for (size_t bit = 0; bit < 8 * HASH_KEY_BYTES; bit++) {
        struct hash_key other = key;
        other.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_true(keyed_hash(&other, "mahalle", 7) != before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_results),
        cmocka_unit_test(depends_on_every_bit_of_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
