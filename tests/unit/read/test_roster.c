/* Lists of members: CSV and layers, words in two languages, and everything that can be wrong with them. */
#include "base/workers.h"
#include "boundary_files.h"
#include "read/roster.h"

static struct roster *roster_of(const char *name, const char *text)
{
    struct source source = {.path = write_file(name, text)};
    struct roster *roster = NULL;
    struct mah_error err = {0};
    if (roster_read(&roster, &source, &err) != MAH_OK)
        fail_msg("%s", err.message);
    return roster;
}

static void assert_refused(struct source source, enum mah_status status, const char *message)
{
    struct roster *roster = NULL;
    struct mah_error err = {0};
    assert_int_equal(roster_read(&roster, &source, &err), status);
    assert_non_null(strstr(err.message, message));
    assert_null(roster);
}

static const uint8_t *persons(const struct roster *roster, const char *id, enum member_role role)
{
    const struct household_members *members = roster_find(roster, slice_of(id));
    assert_non_null(members);
    return members->persons[role];
}

static void members_are_summed_up_by_household(void **state)
{
    (void)state;
    struct roster *roster = roster_of("uyeler.csv", "hane_no;yas;cinsiyet;yakinlik\n"
                                                    "H1;45;erkek;hane reisi\nH1;41;KADIN;eşi\nH1;15;kız;kızı\n"
                                                    "H1;14;Erkek;oğlu\nH1;11;E;oğlu\nH1;71;K;annesi\n"
                                                    "H2;30;1;1\nH2;0;2;3\n;20;1;1\n");
    assert_int_equal(roster_household_count(roster), 2);
    assert_int_equal(roster_rows_without_household(roster), 1);
    assert_int_equal(persons(roster, "H1", ROLE_HEAD)[MEMBER_ADULT], 1);
    assert_int_equal(persons(roster, "H1", ROLE_SPOUSE)[MEMBER_ADULT], 1);
    static const uint8_t others[MEMBER_AGES] = {1, 1, 1, 1};
    assert_memory_equal(persons(roster, "H1", ROLE_OTHER), others, sizeof others);
    assert_int_equal(persons(roster, "H2", ROLE_OTHER)[MEMBER_CHILD], 1);
    assert_false(roster_find(roster, slice_of("H1"))->is_unclear);
    assert_null(roster_find(roster, slice_of("H3")));
    assert_null(roster_find(roster, slice_of("")));
    assert_null(roster_find(roster, slice_of("h1"))); /* ids are compared byte by byte */
    roster_free(roster);
}

/* A row of empty cells is nobody. */
static void blank_rows_are_nobody(void **state)
{
    (void)state;
    struct roster *roster = roster_of("bos.csv", "hane_no;yas\nH1;45\n;\n  ; \n;20\n");
    assert_int_equal(roster_rows_without_household(roster), 1);
    roster_free(roster);
}

static void a_missing_age_makes_a_household_unclear_and_a_missing_sex_only_from_12_to_17(void **state)
{
    (void)state;
    struct roster *roster =
        roster_of("belirsiz.csv", "hh_id,age,sex,relation\na,,1,1\nb,12,,3\nc,17,x,3\nd,11,,3\ne,18,,1\nf,121,1,1\n"
                                  "g,-1,1,1\nh,otuz,1,1\ni,17.9,2,\nj,120,1,\n");
    static const char unclear[] = "abcfgh", clear[] = "deij";
    for (const char *at = unclear; *at != '\0'; at++)
        assert_true(roster_find(roster, (struct slice){at, 1})->is_unclear);
    for (const char *at = clear; *at != '\0'; at++)
        assert_false(roster_find(roster, (struct slice){at, 1})->is_unclear);
    assert_int_equal(persons(roster, "i", ROLE_OTHER)[MEMBER_GIRL], 1);
    roster_free(roster);
}

static void a_layer_is_read_as_well(void **state)
{
    (void)state;
    struct roster *roster = roster_of(
        "uyeler.geojson", "{\"type\":\"FeatureCollection\",\"features\":["
                          "{\"type\":\"Feature\",\"properties\":{\"hane_no\":17,\"yas\":40,\"cinsiyet\":2,"
                          "\"yakinlik\":1},\"geometry\":null},"
                          "{\"type\":\"Feature\",\"properties\":{\"hane_no\":17,\"yas\":3},\"geometry\":null}]}");
    assert_int_equal(persons(roster, "17", ROLE_HEAD)[MEMBER_ADULT], 1);
    assert_int_equal(persons(roster, "17", ROLE_OTHER)[MEMBER_CHILD], 1);
    roster_free(roster);
}

/* So many households of one person each, in a layer of points: GDAL writes no FlatGeobuf without geometry. */
static void write_members(const char *driver, const char *path, int count)
{
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "uyeler", NULL, wkbPoint, NULL);
    assert_non_null(layer);
    static const char *const names[] = {"hane_no", "yas"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(names[i], OFTInteger);
        assert_int_equal(OGR_L_CreateField(layer, field, TRUE), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    for (int i = 0; i < count; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "hane_no"), i);
        OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "yas"), 30);
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(point, 0, 30, 40);
        OGR_F_SetGeometryDirectly(feature, point);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
}

static void a_layer_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    static const char *const formats[][2] = {{"FlatGeobuf", "kesik.fgb"}, {"GPKG", "kesik.gpkg"}};
    enum { ROWS = 3000 };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const char *name = formats[i][1];
        struct roster *roster = NULL;
        struct source source = {.path = in_folder(name)};
        write_members(formats[i][0], source.path, ROWS);
        struct mah_error err = {0};
        if (roster_read(&roster, &source, &err) != MAH_OK)
            fail_msg("%s", err.message);
        assert_int_equal(roster_household_count(roster), ROWS);
        roster_free(roster);
        for (int cuts = 0; cuts < 12; cuts++) {
            cut_file(source.path, 80);
            assert_refused(source, MAH_BAD_SOURCE, name);
        }
    }
#define MEMBER "{\"type\":\"Feature\",\"properties\":{\"hane_no\":1,\"yas\":30},\"geometry\":null}\n"
    struct source sequence = {.path = write_file("kesik.geojsonl", MEMBER "{\"type\":\"Feat\n" MEMBER)};
    assert_refused(sequence, MAH_BAD_SOURCE, "kesik.geojsonl'");
}

static void columns_may_be_named_and_must_be_there(void **state)
{
    (void)state;
    struct field_choice choice = {.field = (char *)"age", .column = (char *)"Kaç Yaşında"};
    struct source source = {
        .path = write_file("adli.csv", "hane_no,kac_yasinda\nH,20\n"), .fields = &choice, .field_count = 1};
    struct roster *roster = NULL;
    assert_int_equal(roster_read(&roster, &source, NULL), MAH_OK);
    assert_int_equal(persons(roster, "H", ROLE_OTHER)[MEMBER_ADULT], 1);
    roster_free(roster);
    choice.column = (char *)"yok";
    assert_refused(source, MAH_BAD_USAGE, "cannot find column 'yok' for age in ");
    choice.origin = (char *)"mahalle.yaml:9";
    assert_refused(source, MAH_BAD_USAGE, "mahalle.yaml:9: cannot find column 'yok' for age in ");
    choice = (struct field_choice){.field = (char *)"boy", .column = (char *)"hane_no"};
    assert_refused(source, MAH_BAD_USAGE, "'boy' is not a field of the members (fields: hh_id, age, sex, relation)");
    source = (struct source){.path = write_file("yassiz.csv", "hane_no,cinsiyet\nH,1\n")};
    assert_refused(source, MAH_BAD_SOURCE, "has no column for age; name it with persons: {fields: {age: ...}}");
    source = (struct source){.path = write_file("iki.csv", "hane_no,yas,yasi\nH,1,2\n")};
    assert_refused(source, MAH_BAD_USAGE, "the columns 'yas' and 'yasi' could both be age");
    source = (struct source){.path = in_folder("yok.csv")};
    assert_refused(source, MAH_BAD_SOURCE, "yok.csv");
}

static void many_households_and_too_many_members(void **state)
{
    (void)state;
    struct text text = TEXT_EMPTY;
    text_add(&text, "hane_no,yas\n");
    for (int i = 0; i < 5000; i++)
        text_add_format(&text, "H%d,%d\n", i % 2500, i % 90);
    for (int i = 0; i < 300; i++)
        text_add(&text, "otel,30\n");
    struct roster *roster = roster_of("cok.csv", text.bytes);
    text_release(&text);
    assert_int_equal(roster_household_count(roster), 2501);
    assert_non_null(roster_find(roster, slice_of("H2499")));
    assert_true(roster_find(roster, slice_of("otel"))->is_unclear);
    roster_free(roster);
}

static void running_out_of_memory_anywhere(void **state)
{
    (void)state;
    struct source source = {.path = write_file("bellek.csv", "hane_no,yas,cinsiyet,yakinlik\nH1,40,1,1\nH2,38,2,2\n")};
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 1;
    for (; status != MAH_OK && nth < 2000; nth++) {
        struct roster *roster = NULL;
        memory_fail_from(nth);
        status = roster_read(&roster, &source, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && roster == NULL));
        roster_free(roster);
    }
    assert_true(nth > 10 && status == MAH_OK);
}

/* The last test: nothing takes the interruption back. */
static void a_long_list_is_left_when_interrupted(void **state)
{
    (void)state;
    struct source source = {.path = write_file("uzun.csv", "hh_id,age\na,30\nb,40\n")};
    interrupted_set();
    assert_refused(source, MAH_INTERRUPTED, "interrupted; nothing was written");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_summed_up_by_household),
        cmocka_unit_test(blank_rows_are_nobody),
        cmocka_unit_test(a_missing_age_makes_a_household_unclear_and_a_missing_sex_only_from_12_to_17),
        cmocka_unit_test(a_layer_is_read_as_well),
        cmocka_unit_test(a_layer_that_is_cut_off_is_refused),
        cmocka_unit_test(columns_may_be_named_and_must_be_there),
        cmocka_unit_test(many_households_and_too_many_members),
        cmocka_unit_test(running_out_of_memory_anywhere),
        cmocka_unit_test(a_long_list_is_left_when_interrupted),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
