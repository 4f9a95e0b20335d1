/* Damaged GeoPackages: whether rows are taken from pages or told by SQLite, the same rows come or the same refusal. */
#include "random_package.h"

enum { DAMAGES = 200 };

static char *read_whole(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *bytes = (size_t)ftell(file);
    char *content = memory_new(*bytes, 1);
    rewind(file);
    assert_int_equal(fread(content, 1, *bytes, file), *bytes);
    fclose(file);
    return content;
}

/* A byte of the table's pages, every other time one of the first forty of a page, where its cells are told. */
static size_t pick_byte(uint64_t *seed, size_t bytes, size_t page)
{
    size_t at = dice(seed, (uint32_t)(bytes / page)) * page + dice(seed, dice(seed, 2) == 0 ? 40 : (uint32_t)page);
    return at < 12 * page ? at + 12 * page : at; /* most tables of the package itself are left alone */
}

static void damage(char *content, size_t bytes, size_t page, uint64_t *seed)
{
    for (uint32_t left = 1 + dice(seed, 3); left > 0; left--) {
        char *byte = &content[pick_byte(seed, bytes, page)];
        uint32_t kind = dice(seed, 4);
        if (kind == 0)
            *byte = (char)dice(seed, 256);
        else if (kind == 1)
            *byte ^= (char)(1 << dice(seed, 8));
        else if (kind == 2)
            *byte = (char)(*byte + 1);
        else /* a page in the place of another one */
            memcpy(content + page * (12 + dice(seed, (uint32_t)(bytes / page) - 12)),
                   content + page * dice(seed, (uint32_t)(bytes / page)), page);
    }
}

static void damage_and_compare(const char *options, size_t page, uint32_t longest, uint64_t seed)
{
    size_t bytes;
    uint64_t read = 0, refused = 0, by_pages = 0;
    make_random_package("whole.gpkg", &seed, options, 0, page > 1024 ? 1500 : 400, longest);
    char *whole = read_whole(in_folder("whole.gpkg"), &bytes), *copy = memory_new(bytes, 1);
    for (int i = 0; i < DAMAGES; i++) {
        char what[60];
        uint64_t batches;
        memcpy(copy, whole, bytes);
        damage(copy, bytes, page, &seed);
        write_bytes("damaged.gpkg", copy, dice(&seed, 8) == 0 ? bytes - page * dice(&seed, 12) : bytes);
        struct source wanted = source_of("damaged.gpkg");
        snprintf(what, sizeof what, "page size %zu, copy %d", page, i);
        enum mah_status status = read_two_ways(&wanted, &batches, what);
        read += status == MAH_OK;
        refused += status != MAH_OK;
        by_pages += batches > 0;
    }
    assert_true(read > 10 && refused > 10 && by_pages > 10); /* or the damage was too small, or too large */
    memory_free(whole);
    memory_free(copy);
}

static void small_pages(void **state)
{
    (void)state;
    damage_and_compare("PRAGMA page_size = 512", 512, 60, 11);
}

static void pages_with_overflow(void **state)
{
    (void)state;
    damage_and_compare("PRAGMA page_size = 1024", 1024, 6000, 22);
}

static void pages_with_pointer_maps(void **state)
{
    (void)state;
    damage_and_compare("PRAGMA page_size = 1024; PRAGMA auto_vacuum = FULL", 1024, 600, 33);
}

static void usual_pages(void **state)
{
    (void)state;
    damage_and_compare("PRAGMA page_size = 4096", 4096, 200, 44);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_pages),
        cmocka_unit_test(pages_with_overflow),
        cmocka_unit_test(pages_with_pointer_maps),
        cmocka_unit_test(usual_pages),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
