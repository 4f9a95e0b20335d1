/* Files as municipalities publish them: all of them must be readable with nothing but a type and a path. The numbers
 * are those of PROVENANCE.md beside the data. */
#include "service_files.h"

/* Bursa in TM30, the rectangle of its boundaries with some kilometres around. */
static const struct rectangle bursa = {330000, 4370000, 530000, 4500000};

static const char *shared_folder(void)
{
    const char *named = getenv("MAHALLE_SHARED");
    return named != NULL ? named : TEST_SOURCE_DIR "/../../shared";
}

static char *shared_path(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/data/%s", shared_folder(), name);
    return path;
}

static void each_file_of_bursa_and_gaziantep(void **state)
{
    (void)state;
    static const struct {
        const char *type, *name;
        int64_t count;
    } files[] = {
        {"asm", "bursa-open-data/saglikMerkezi.json", 244},
        {"pharmacy", "bursa-open-data/tumEczane.json", 1020},
        {"stop_high", "bursa-open-data/metroDurak.json", 38},
        {"market", "bursa-open-data/taksiDurak.json", 169},
        {"library", "bursa-open-data/tarihiYerler.json", 78},
        {"post", "bursa-open-data/mahallecenter.json", 1048},
        {"park", "bursa-open-data/ilceSinir.json", 17},
        {"worship_s", "bursa-open-data/bursa_dinitesis.csv", 1614},
        {"fire", "gaziantep-open-data/stations.kml", 13},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct source source = source_of(files[i].type, shared_path(files[i].name));
        struct service_set *set = NULL;
        struct mah_error err = {0};
        if (try_sources(&set, &source, 1, &bursa, &err) != MAH_OK)
            fail_msg("%s", err.message);
        expect_books(set, files[i].count, files[i].count, 0, 0);
        for (size_t k = 0; k < set->count; k++)
            assert_true(set->facilities[k].name != NULL || set->facilities[k].id != NULL);
        service_set_free(set);
    }
}

/* Every one of the 7,286 rows has its latitude in LONGITUDE. One of them lies outside Bursa also when put right. */
static void the_stops_of_bursa(void **state)
{
    (void)state;
    static const char *const names[] = {"bursa-open-data/otobus_duraklari.csv",
                                        "bursa-open-data/otobus_duraklari.xlsx"};
    struct field_choice fields[] = {{(char *)"lon", (char *)"LATITUDE", NULL},
                                    {(char *)"lat", (char *)"LONGITUDE", NULL}};
    for (size_t i = 0; i < 2; i++) {
        struct source source = source_of("stop_low", shared_path(names[i]));
        struct service_set *set = NULL;
        struct mah_error err = {0};
        assert_int_equal(try_sources(&set, &source, 1, &bursa, &err), MAH_BAD_DATA);
        assert_non_null(strstr(err.message, "7286 would the other way round; say so with fields: {lon: LATITUDE, lat: "
                                            "LONGITUDE} or with axes: yx"));
        for (int way = 0; way < 2; way++) {
            source.axes = way == 0 ? (char *)"yx" : NULL;
            source.fields = way == 0 ? NULL : fields;
            source.field_count = way == 0 ? 0 : 2;
            assert_int_equal(try_sources(&set, &source, 1, &bursa, &err), MAH_OK);
            expect_books(set, 7286, 7286, 0, 0);
            assert_string_equal(set->facilities[0].id, "B59");
            assert_string_equal(set->facilities[0].name, "T1-OSMANGAZİ");
            assert_int_equal(set->facilities[0].row, 2);
            service_set_free(set);
        }
    }
}

int main(void)
{
    if (access(shared_path("bursa-open-data/saglikMerkezi.json"), R_OK) != 0) {
        printf("skipped: no shared data (MAHALLE_SHARED)\n");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_of_bursa_and_gaziantep),
        cmocka_unit_test(the_stops_of_bursa),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
