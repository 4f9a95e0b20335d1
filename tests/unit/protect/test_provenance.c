/* Does the provenance tell of every file but the confidential ones, and nothing that would tell of these? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "degrees.h"
#include "protect/release_build.h"
#include "protect/tables.h"

enum { PARK, SHELTER, TYPES, FILES = 5 };

struct told {
    struct service_type type[TYPES];
    struct service_types types;
    struct service_books books[2];
    struct service_set set;
    struct protect_services services;
    struct input_record inputs[FILES];
    struct protect_input input;
    struct policy policy;
    struct table_context context;
    struct mah_release *release;
};

static void add_input(struct told *told, const char *role, const char *name, int service)
{
    static const struct release_file file = {"dosya.csv", 12, "00ff"};
    told->inputs[told->input.input_count++] = (struct input_record){
        .input = {.role = role, .name = name, .read = 7, .used = 7, .quarantined = 0, .files = &file, .file_count = 1},
        .service = service};
}

static void start(struct told *told)
{
    const struct release_facts facts = {.title = "Kent",
                                        .language = LANGUAGE_TURKISH,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &crs};
    *told = (struct told){.type = {{.is_confidential = false}, {.is_confidential = true}},
                          .books = {{.type = PARK}, {.type = SHELTER}}};
    told->types = (struct service_types){told->type, TYPES};
    told->set = (struct service_set){.books = told->books, .book_count = 2};
    told->services = (struct protect_services){.types = &told->types, .set = &told->set};
    told->input = (struct protect_input){.services = &told->services, .inputs = told->inputs};
    told->context = (struct table_context){.input = &told->input, .policy = &told->policy};
    assert_int_equal(release_new(&told->release, &facts, NULL), MAH_OK);
    told->context.release = told->release;
    add_input(told, "households", "haneler.csv", -1);
    add_input(told, "streets", "yollar.gpkg", -1);
}

static const struct release_input *input_named(const struct told *told, const char *name)
{
    for (size_t i = 0; i < release_input_count(told->release); i++)
        if (strcmp(release_input_at(told->release, i)->name, name) == 0)
            return release_input_at(told->release, i);
    return NULL;
}

static void without_a_confidential_file_all_is_told(void **state)
{
    (void)state;
    struct told told;
    start(&told);
    add_input(&told, "services", "parklar.csv", 0);
    assert_int_equal(add_provenance(&told.context, NULL), MAH_OK);
    assert_int_equal(release_input_count(told.release), 3);
    assert_int_equal(input_named(&told, "parklar.csv")->read, 7);
    assert_int_equal(input_named(&told, "parklar.csv")->file_count, 1);
    assert_int_equal(input_named(&told, "yollar.gpkg")->read, 7);
    release_free(told.release);
}

/* A file of shelters is not there; beside it no file of services has a hash, and neither they nor streets a count. */
static void beside_a_confidential_file_others_tell_less(void **state)
{
    (void)state;
    struct told told;
    start(&told);
    add_input(&told, "services", "parklar.csv", 0);
    add_input(&told, "services", "konukevi.csv", 1);
    assert_int_equal(add_provenance(&told.context, NULL), MAH_OK);
    assert_int_equal(release_input_count(told.release), 3);
    assert_null(input_named(&told, "konukevi.csv"));
    assert_int_equal(input_named(&told, "parklar.csv")->read, -1);
    assert_int_equal(input_named(&told, "parklar.csv")->file_count, 0);
    assert_int_equal(input_named(&told, "yollar.gpkg")->read, -1);
    assert_int_equal(input_named(&told, "yollar.gpkg")->file_count, 1);
    assert_int_equal(input_named(&told, "haneler.csv")->read, -1); /* people: in total only */
    assert_int_equal(input_named(&told, "haneler.csv")->file_count, 0);
    release_free(told.release);
}

/* Of what type a file is may be unknown: then it may be one of shelters. */
static void a_file_of_an_unknown_type_is_not_told(void **state)
{
    (void)state;
    struct told told;
    start(&told);
    add_input(&told, "services", "bilinmiyor.csv", 2); /* there are two */
    assert_int_equal(add_provenance(&told.context, NULL), MAH_OK);
    assert_null(input_named(&told, "bilinmiyor.csv"));
    assert_int_equal(release_input_count(told.release), 2);
    release_free(told.release);
    start(&told);
    add_input(&told, "services", "parklar.csv", 0);
    told.input.services = NULL; /* nothing is known of services at all */
    assert_int_equal(add_provenance(&told.context, NULL), MAH_OK);
    assert_null(input_named(&told, "parklar.csv"));
    assert_int_equal(release_input_count(told.release), 2);
    release_free(told.release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_confidential_file_all_is_told),
        cmocka_unit_test(beside_a_confidential_file_others_tell_less),
        cmocka_unit_test(a_file_of_an_unknown_type_is_not_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
