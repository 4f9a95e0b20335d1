/* Which types of service are there, and what does the program say of one that is not? */
#include "project_files.h"

#include <math.h>
#include <sys/stat.h>

#include "base/language.h"
#include "base/layers.h"
#include "base/memory.h"
#include "config/service_types.h"

static struct service_types read_types(void)
{
    struct service_types types;
    struct mah_error err = {0};
    if (service_types_read(&types, &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
    return types;
}

static void the_table_says_what_a_type_is(void **state)
{
    (void)state;
    struct service_types types = read_types();
    int at = service_type_find(&types, slice_of("primary"));
    assert_true(at >= 0);
    const struct service_type *primary = &types.types[at];
    assert_string_equal(service_type_name(primary, LANGUAGE_TURKISH), "İlkokul");
    assert_string_equal(service_type_name(primary, LANGUAGE_ENGLISH), "Primary school");
    assert_true(primary->radius_m == 500); /* MPYY madde 12 */
    struct target_group children;
    assert_true(target_group_read(slice_of("age:6-9"), &children));
    assert_true(target_group_equals(primary->target, children));
    assert_string_equal(primary->capacity_tr, "derslik");
    assert_string_equal(primary->sector, "education");
    assert_string_equal(primary->symbol, "school");
    assert_false(primary->is_confidential);
    const struct service_type *hospital = &types.types[service_type_find(&types, slice_of("hospital"))];
    assert_true(isnan(hospital->radius_m));
    assert_true(hospital->target.is_all);
    assert_string_equal(hospital->group, "health");
    assert_true(types.types[service_type_find(&types, slice_of("womens_shelter"))].is_confidential);
    assert_int_equal(service_type_find(&types, slice_of("Primary")), NO_SERVICE_TYPE);
    assert_int_equal(service_type_find(&types, slice_of("")), NO_SERVICE_TYPE);
    service_types_release(&types);
    service_types_release(&types); /* a second time is nothing */
}

static void expect_refusal(const char *code, const char *where, const char *message)
{
    struct service_types types = read_types();
    struct mah_error err = {0};
    assert_int_equal(service_type_refuse(&types, code, where, &err), MAH_BAD_USAGE);
    if (strncmp(err.message, message, strlen(message)) != 0)
        fail_msg("'%s': %s", code, err.message);
    service_types_release(&types);
}

static void an_unknown_type_is_refused_with_the_nearest(void **state)
{
    (void)state;
    expect_refusal("primery", "mahalle.yaml:12",
                   "mahalle.yaml:12: unknown service type 'primery'; did you mean 'primary' (Primary school)");
    expect_refusal("pharmcy", NULL, "unknown service type 'pharmcy'; did you mean 'pharmacy' (Pharmacy)");
    /* By its name, in either language, whatever the letters: */
    expect_refusal("eczane", NULL, "unknown service type 'eczane'; did you mean 'pharmacy'");
    expect_refusal("ilkokul", NULL, "unknown service type 'ilkokul'; did you mean 'primary'");
    expect_refusal("primary_school", NULL, "unknown service type 'primary_school'; did you mean 'primary'");
    /* Nothing near, or too short to say: the list. */
    expect_refusal("aquarium", NULL,
                   "unknown service type 'aquarium'; 'mahalle help services' lists them, and --layers adds");
    expect_refusal("durak", NULL, "unknown service type 'durak'; 'mahalle help services' lists"); /* no park */
    expect_refusal("", NULL, "unknown service type ''; 'mahalle help services'");
    expect_refusal("x", NULL, "unknown service type 'x'; 'mahalle help services'");
}

static void in_turkish(void **state)
{
    (void)state;
    language_set(LANGUAGE_TURKISH);
    expect_refusal("primery", NULL, "bilinmeyen hizmet türü 'primery'; 'primary' mi demek istediniz (İlkokul)");
    language_set(LANGUAGE_ENGLISH);
}

#define HEADER "code,name_tr,name_en,radius_m,target,capacity_tr,capacity_en,group,confidential\n"

/* The table of a user, in a folder of layers. */
static enum mah_status read_own(const char *text, struct service_types *types, struct mah_error *err)
{
    write_text("services.csv", text);
    layers_set_folder(test_folder);
    enum mah_status status = service_types_read(types, err);
    layers_set_folder(NULL);
    return status;
}

static void a_user_adds_a_type(void **state)
{
    (void)state;
    struct service_types types;
    struct mah_error err = {0};
    assert_int_equal(read_own("# ours\n" HEADER "toilet, Umumi tuvalet ,Public toilet,\"250,5\",age:65-,,,,\n"
                              "sixteen_letters_,A,B,,all,,,,1\n",
                              &types, &err),
                     MAH_OK);
    assert_int_equal(types.count, 2);
    assert_string_equal(types.types[0].name_tr, "Umumi tuvalet");
    assert_true(types.types[0].radius_m == 250.5);
    assert_string_equal(types.types[0].sector, ""); /* a table without these columns */
    assert_true(types.types[1].is_confidential);
    service_types_release(&types);
    assert_int_equal(read_own(HEADER, &types, &err), MAH_OK); /* none at all */
    assert_int_equal(types.count, 0);
    service_types_release(&types);
}

static void expect_bad_table(const char *text, const char *words)
{
    struct service_types types;
    struct mah_error err = {0};
    if (read_own(text, &types, &err) != MAH_FAILED || strstr(err.message, words) == NULL)
        fail_msg("expected '%s': %s", words, err.message);
    assert_null(types.types);
}

static void a_wrong_table_is_named(void **state)
{
    (void)state;
    expect_bad_table("code,name_tr\npark,Park\n", "has no column 'name_en'");
    expect_bad_table(HEADER "Park,Park,Park,,all,,,,0\n", "type 1 ('Park'): a code is small letters");
    expect_bad_table(HEADER "9park,Park,Park,,all,,,,0\n", "a code is small letters");
    expect_bad_table(HEADER "seventeen_letters,Park,Park,,all,,,,0\n", "at most 16");
    expect_bad_table(HEADER "park,Park,Park,,all,,,,0\npark,Park,Park,,all,,,,0\n", "type 2 ('park'): this code");
    expect_bad_table(HEADER "park,,Park,,all,,,,0\n", "a Turkish and an English name");
    expect_bad_table(HEADER "park,Park,Park,-5,all,,,,0\n", "radius_m is metres");
    expect_bad_table(HEADER "park,Park,Park,0,all,,,,0\n", "radius_m is metres");
    expect_bad_table(HEADER "park,Park,Park,near,all,,,,0\n", "radius_m is metres");
    expect_bad_table(HEADER "park,Park,Park,,age:7-9,,,,0\n", "target is 'all' or whole age bands");
    expect_bad_table(HEADER "park,Park,Park,,all,,,,yes\n", "confidential is 0 or 1");
}

static void running_out_of_memory(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 2000; nth++) {
        struct service_types types;
        memory_fail_from(nth);
        status = service_types_read(&types, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        service_types_release(&types);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_what_a_type_is),
        cmocka_unit_test(an_unknown_type_is_refused_with_the_nearest),
        cmocka_unit_test(in_turkish),
        cmocka_unit_test(a_user_adds_a_type),
        cmocka_unit_test(a_wrong_table_is_named),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
