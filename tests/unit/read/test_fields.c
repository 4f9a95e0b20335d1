/* Which column is which field: the alias table, what the user names, and what happens where it is not clear. */
#include "headers.h"

#include "base/data_table.h"
#include "base/layers.h"
#include "read/field_aliases.h"
#include "turkish/fold.h"

static void every_field_has_its_name_and_its_row(void **state)
{
    (void)state;
    struct data_table table;
    assert_int_equal(data_table_read(&table, "fields.csv", NULL), MAH_OK);
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum field field;
        size_t rows = 0;
        assert_true(field_from_name(field_name((enum field)i), &field));
        assert_int_equal(field, i);
        for (size_t row = 0; row < table.row_count; row++)
            rows += strcmp(data_table_cell(&table, row, "field"), field_name(field)) == 0;
        assert_int_equal(rows, 1);
    }
    data_table_release(&table);
    enum field none;
    assert_false(field_from_name("oda", &none));
    assert_string_equal(field_name(FIELD_COUNT), "");
    assert_string_equal(field_name(FIELD_N_65P), "n_65p");
}

static void the_table_says_how_carefully_each_field_is_kept(void **state)
{
    (void)state;
    static const char *const classes[] = {"ordinary", "identifier", "special"};
    struct data_table table;
    size_t count[3] = {0};
    assert_int_equal(data_table_read(&table, "fields.csv", NULL), MAH_OK);
    for (size_t row = 0; row < table.row_count; row++) {
        assert_string_not_equal(data_table_cell(&table, row, "label_tr"), "");
        assert_string_not_equal(data_table_cell(&table, row, "label_en"), "");
        assert_string_not_equal(data_table_cell(&table, row, "type"), "");
        for (size_t i = 0; i < 3; i++)
            count[i] += strcmp(data_table_cell(&table, row, "class"), classes[i]) == 0;
        if (strncmp(data_table_cell(&table, row, "field"), "grp_", 4) == 0)
            assert_string_equal(data_table_cell(&table, row, "class"), "special");
    }
    assert_int_equal(count[0] + count[1] + count[2], table.row_count);
    assert_int_equal(count[2], 6); /* the five groups and association membership: KVKK art. 6 */
    data_table_release(&table);
}

/* One name that stands for two fields would make the answer depend on the order of the table. */
static void no_alias_stands_for_two_fields(void **state)
{
    (void)state;
    struct data_table table;
    static char keys[1000][64];
    static size_t owners[1000];
    size_t count = 0;
    assert_int_equal(data_table_read(&table, "fields.csv", NULL), MAH_OK);
    static const char *const cells[] = {"field", "aliases", "weak_aliases"};
    for (size_t row = 0; row < table.row_count; row++) {
        for (size_t cell = 0; cell < 3; cell++) {
            char words[1000];
            snprintf(words, sizeof words, "%s", data_table_cell(&table, row, cells[cell]));
            for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " ")) {
                if (strcmp(word, "|") == 0)
                    continue;
                const char *name = word[0] == '*' ? word + 1 : word;
                header_key(slice_of(name), keys[count], sizeof keys[count]);
                assert_string_equal(keys[count], name); /* the table holds header keys */
                owners[count] = row;
                for (size_t other = 0; other < count; other++)
                    if (strcmp(keys[other], keys[count]) == 0)
                        fail_msg("'%s' stands for '%s' and '%s'", word, data_table_cell(&table, owners[other], "field"),
                                 data_table_cell(&table, row, "field"));
                count++;
            }
        }
    }
    assert_true(count > 200);
    data_table_release(&table);
}

static void turkish_headers_as_people_write_them(void **state)
{
    (void)state;
    assert_map("Hane No|Boylam|ENLEM|Hane Nüfusu|Geliş Yılı|Geldiği İl|Mahalle Adı|İlçe|ODA SAYISI",
               "Hane No -> hh_id, Boylam -> lon, ENLEM -> lat, Mahalle Adı -> mah_name, İlçe -> ilce_name, "
               "Hane Nüfusu -> hh_size, Geliş Yılı -> arr_year, Geldiği İl -> orig_il, ODA SAYISI -> rooms");
    assert_map(
        "MAHALLE KODU|KİŞİ SAYISI|AĞIRLIK|Mülkiyet|Konut Tipi|Nüfusa kayıtlı il|Doğum Yeri|Geldiği ülke|kaç yıldır",
        "MAHALLE KODU -> mah_code, AĞIRLIK -> weight, KİŞİ SAYISI -> hh_size, kaç yıldır -> years_here, "
        "Geldiği ülke -> orig_country, Doğum Yeri -> birth_il, Nüfusa kayıtlı il -> reg_il, Mülkiyet -> tenure, "
        "Konut Tipi -> bldg_type");
    assert_map("enlem|boylam|nüfus|yas_0_2|0-2 yaş toplam|3-5 yaş|65+ yaş",
               "boylam -> lon, enlem -> lat, nüfus -> hh_size, yas_0_2 -> n_0_2, 3-5 yaş -> n_3_5, 65+ yaş -> n_65p; "
               "not used: 0-2 yaş toplam");
}

/* A Shapefile keeps ten bytes of a name. */
static void cut_names_come_last(void **state)
{
    (void)state;
    assert_map("mahalle_ko|mahalle_ad|hane_nufus|gelis_tari|geldigi_ul",
               "mahalle_ko -> mah_code, mahalle_ad -> mah_name, hane_nufus -> hh_size, gelis_tari -> arr_date, "
               "geldigi_ul -> orig_country");
    assert_map("hane_buyuk|MAHALLE_AD|hh_migrant|orig_count",
               "MAHALLE_AD -> mah_name, hane_buyuk -> hh_size, hh_migrant -> hh_migrants, orig_count -> orig_country");
    assert_map("mahalle|mahalle_ad|nufus|hane_buyuk|members",
               "mahalle -> mah_name, nufus -> hh_size; not used: mahalle_ad, hane_buyuk, members");
    assert_map("members|hane_buyuk|mahalle", /* whole names first, weak ones too */
               "mahalle -> mah_name, members -> hh_size; not used: hane_buyuk");
    assert_map("nufus|mahalle|gelis_tar|gelis_tarih", /* nine and eleven bytes were not cut */
               "mahalle -> mah_name, nufus -> hh_size; not used: gelis_tar, gelis_tarih");
    assert_map("nufus|ilce|mahalle|neighbourh", /* neighbourhood_code or neighbourhood_name: nobody knows */
               "mahalle -> mah_name, ilce -> ilce_name, nufus -> hh_size; not used: neighbourh");
    assert_no_map("nufus|mahalle_ad|mahalle_is", &(struct source){0}, false, MAH_BAD_USAGE,
                  "'haneler.csv': the columns 'mahalle_ad' and 'mahalle_is' could both be mah_name; choose one with "
                  "fields: {mah_name: ...}");
}

static void english_headers(void **state)
{
    (void)state;
    assert_map("household_id|longitude|latitude|household size|arrival year|origin_country",
               "household_id -> hh_id, longitude -> lon, latitude -> lat, household size -> hh_size, arrival year -> "
               "arr_year, origin_country -> orig_country");
}

static void own_names_need_no_alias(void **state)
{
    (void)state;
    assert_map(
        "hh_id|x|y|hh_size|weight|n_18_64|reg_il",
        "hh_id -> hh_id, x -> x, y -> y, weight -> weight, hh_size -> hh_size, reg_il -> reg_il, n_18_64 -> n_18_64");
    assert_map("X|Y|HH_SIZE", "X -> x, Y -> y, HH_SIZE -> hh_size");
}

static void a_kobo_export_as_it_is(void **state)
{
    (void)state;
    assert_map(
        "start|end|today|hane/hh_size|konum|_konum_latitude|_konum_longitude|_konum_altitude|_konum_precision|"
        "hane/gelis_yili|_id|_uuid|_submission_time|_index",
        "_uuid -> hh_id, _konum_longitude -> lon, _konum_latitude -> lat, hane/hh_size -> hh_size, hane/gelis_yili "
        "-> arr_year; not used: start, end, today, konum, _konum_altitude, _konum_precision, _id, "
        "_submission_time, _index");
    assert_map("gps|_gps_latitude|_gps_longitude|_gps_precision|kisi_sayisi|meta/instanceID|_uuid",
               "_uuid -> hh_id, _gps_longitude -> lon, _gps_latitude -> lat, kisi_sayisi -> hh_size; not used: gps, "
               "_gps_precision, meta/instanceID");
}

static void an_odk_central_export_as_it_is(void **state)
{
    (void)state;
    assert_map("SubmissionDate|today|hane-konum-Latitude|hane-konum-Longitude|hane-konum-Altitude|hane-konum-Accuracy|"
               "hane-kisi_sayisi|goc-gelis_yili|KEY",
               "KEY -> hh_id, hane-konum-Longitude -> lon, hane-konum-Latitude -> lat, hane-kisi_sayisi -> hh_size, "
               "goc-gelis_yili -> arr_year; not used: SubmissionDate, today, hane-konum-Altitude, hane-konum-Accuracy");
    assert_map("meta:instanceID|g:gps:Latitude|g:gps:Longitude|g:hh_size",
               "meta:instanceID -> hh_id, g:gps:Longitude -> lon, g:gps:Latitude -> lat, g:hh_size -> hh_size");
}

static void a_single_gps_cell_is_a_position(void **state)
{
    (void)state;
    assert_map("Konum|nufus", "Konum -> gps, nufus -> hh_size");
}

/* In Türkiye "Y" is often the easting, "sağa", and "X" the northing, "yukarı". */
static void koord_y_is_the_easting(void **state)
{
    (void)state;
    assert_map("koord_x|koord_y|nufus", "koord_y -> x, koord_x -> y, nufus -> hh_size");
    assert_map("Sağa (Y)|Yukarı (X)|nufus", "Sağa (Y) -> x, Yukarı (X) -> y, nufus -> hh_size");
    assert_map("Sağa|Yukarı|nufus", "Sağa -> x, Yukarı -> y, nufus -> hh_size");
}

static void strong_names_win_over_weak_ones(void **state)
{
    (void)state;
    assert_map("id|hane_no|boylam|enlem|nufus",
               "hane_no -> hh_id, boylam -> lon, enlem -> lat, nufus -> hh_size; not used: id");
    assert_map("hh_id|hane_no|boylam|enlem|nufus",
               "hh_id -> hh_id, boylam -> lon, enlem -> lat, nufus -> hh_size; not used: hane_no");
    assert_map("id|_uuid|boylam|enlem|nufus",
               "id -> hh_id, boylam -> lon, enlem -> lat, nufus -> hh_size; not used: _uuid");
    assert_map("w|id|boylam|enlem|nufus", "id -> hh_id, boylam -> lon, enlem -> lat, w -> weight, nufus -> hh_size");
}

static void two_equally_good_columns_are_an_error(void **state)
{
    (void)state;
    assert_no_map(
        "hane_no|hane_id|boylam|enlem|nufus", &(struct source){0}, false, MAH_BAD_USAGE,
        "'haneler.csv': the columns 'hane_no' and 'hane_id' could both be hh_id; choose one with fields: {hh_id: ...}");
    assert_no_map(
        "Nüfus|nufus|boylam|enlem", &(struct source){0}, false, MAH_BAD_USAGE,
        "'haneler.csv': the columns 'Nüfus' and 'nufus' could both be hh_size; choose one with fields: {hh_size: ...}");
    assert_no_map(
        "g-gps1-Latitude|g-gps1-Longitude|g-gps2-Latitude|g-gps2-Longitude|nufus", &(struct source){0}, false,
        MAH_BAD_USAGE,
        "'haneler.csv': the columns 'g-gps1-Longitude' and 'g-gps2-Longitude' could both be lon; choose one with "
        "fields: {lon: ...}");
    assert_no_map(
        "_uuid|key|boylam|enlem|nufus", &(struct source){0}, false, MAH_BAD_USAGE,
        "'haneler.csv': the columns '_uuid' and 'key' could both be hh_id; choose one with fields: {hh_id: ...}");
}

static void the_user_decides(void **state)
{
    (void)state;
    struct field_choice choice;
    struct source source = naming(&choice, "hh_id", "hane_id");
    assert_map_with("hane_no|hane_id|boylam|enlem|nufus", &source, false,
                    "hane_id -> hh_id, boylam -> lon, enlem -> lat, nufus -> hh_size; not used: hane_no");
    source = naming(&choice, "hh_size", "kac kisi?");
    assert_map_with("boylam|enlem|nufus|kac kisi?", &source, false,
                    "boylam -> lon, enlem -> lat, kac kisi? -> hh_size; not used: nufus");
    /* As it would be compared with an alias, where it does not stand so in the file. */
    source = naming(&choice, "hh_size", "KAC KISI?");
    assert_map_with("boylam|enlem|nufus|grup/kac kisi?", &source, false,
                    "boylam -> lon, enlem -> lat, grup/kac kisi? -> hh_size; not used: nufus");
    /* A column the user has taken for one field is no alias of another. */
    source = naming(&choice, "mah_code", "nufus");
    assert_map_with("boylam|enlem|nufus|kisi_sayisi", &source, false,
                    "boylam -> lon, enlem -> lat, nufus -> mah_code, kisi_sayisi -> hh_size");
}

static void the_last_word_of_the_user_counts(void **state)
{
    (void)state;
    struct field_choice choices[] = {{.field = "hh_id", .column = "a"}, {.field = "hh_id", .column = "b"}};
    struct source source = {.fields = choices, .field_count = 2};
    assert_map_with("a|b|x|y|nufus", &source, false, "b -> hh_id, x -> x, y -> y, nufus -> hh_size; not used: a");
}

static void the_user_names_what_is_not_there(void **state)
{
    (void)state;
    struct field_choice choice;
    struct source source = naming(&choice, "hh_id", "hane");
    assert_no_map("a|boylam|enlem|nufus", &source, false, MAH_BAD_USAGE,
                  "cannot find column 'hane' for hh_id in 'haneler.csv' (columns: a, boylam, enlem, nufus)");
    choice.origin = (char *)"mahalle.yaml:12";
    assert_no_map(
        "a|boylam|enlem|nufus", &source, false, MAH_BAD_USAGE,
        "mahalle.yaml:12: cannot find column 'hane' for hh_id in 'haneler.csv' (columns: a, boylam, enlem, nufus)");
    source = naming(&choice, "hh_id", "a b");
    assert_no_map(
        "A B|a.b|boylam|enlem|nufus", &source, false, MAH_BAD_USAGE,
        "'haneler.csv': the columns 'A B' and 'a.b' could both be hh_id; choose one with fields: {hh_id: ...}");
    struct field_map map;
    struct mah_error err = {0};
    source = naming(&choice, "hane", "a");
    assert_int_equal(match(&map, "a|boylam|enlem|nufus", &source, false, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "'hane' is not a field of a household (fields: hh_id, mah_code, "));
}

static void fields_of_the_schema_that_are_not_computed_may_be_named(void **state)
{
    (void)state;
    struct field_choice choice;
    struct source source = naming(&choice, "floor_m2", "kac metre");
    assert_map_with("boylam|enlem|nufus|kac metre", &source, false,
                    "boylam -> lon, enlem -> lat, nufus -> hh_size; not used: kac metre");
    source = naming(&choice, "floor_m2", "kac goz");
    assert_no_map("boylam|enlem|nufus", &source, false, MAH_BAD_USAGE,
                  "cannot find column 'kac goz' for floor_m2 in 'haneler.csv' (columns: boylam, enlem, nufus)");
}

static void a_table_without_columns(void **state)
{
    (void)state;
    struct field_map map;
    struct mah_error err = {0};
    assert_int_equal(field_map_match(&map, NULL, 0, &(struct source){0}, true, "a", &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "(columns: )"));
    for (int i = 0; i < FIELD_COUNT; i++)
        map.column[i] = -1;
    char *text = field_map_describe(&map, NULL, 0);
    assert_string_equal(text, "");
    memory_free(text);
}

static void a_changed_table_is_used(void **state)
{
    (void)state;
    char folder[] = "/tmp/mahalle-fields-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/fields.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("field,aliases,weak_aliases\nhh_size,kelle,bas | can\nmah_code,kod,\n", file);
    fclose(file);
    layers_set_folder(folder);
    assert_map("kod|kelle|bas|can|nufus", "kod -> mah_code, kelle -> hh_size; not used: bas, can, nufus");
    assert_map("kod|can|bas", "kod -> mah_code, bas -> hh_size; not used: can");
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("field,aliases\nhh_size,kelle\n", file);
    fclose(file);
    assert_no_map("kod|kelle", &(struct source){0}, false, MAH_BAD_SOURCE, "'fields.csv' has no column 'weak_aliases'");
    layers_set_folder(NULL);
    remove(path);
    rmdir(folder);
}

static void matching_survives_every_failing_allocation(void **state)
{
    (void)state;
    struct field_choice choice;
    struct source source = naming(&choice, "hh_id", "no");
    struct field_map map;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 0;
    while (status != MAH_OK) {
        struct mah_error err = {0};
        memory_fail_from(++nth);
        status = match(&map, "no|boylam|enlem|nufus|grup-arr_year", &source, false, &err);
        memory_fail_from(0);
        if (status != MAH_OK)
            assert_int_equal(status, MAH_NO_MEMORY);
    }
    assert_true(nth > 10);
    for (size_t fail = 1; fail < 4; fail++) {
        memory_fail_from(fail);
        struct mah_error err = {0};
        assert_int_equal(match(&map, "a|b", &source, false, &err), MAH_NO_MEMORY);
        memory_fail_from(0);
    }
    char *columns[] = {"a"};
    memory_fail_from(1);
    assert_null(field_map_describe(&map, columns, 1));
    memory_fail_from(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_name_and_its_row),
        cmocka_unit_test(the_table_says_how_carefully_each_field_is_kept),
        cmocka_unit_test(no_alias_stands_for_two_fields),
        cmocka_unit_test(turkish_headers_as_people_write_them),
        cmocka_unit_test(english_headers),
        cmocka_unit_test(cut_names_come_last),
        cmocka_unit_test(own_names_need_no_alias),
        cmocka_unit_test(a_kobo_export_as_it_is),
        cmocka_unit_test(an_odk_central_export_as_it_is),
        cmocka_unit_test(a_single_gps_cell_is_a_position),
        cmocka_unit_test(koord_y_is_the_easting),
        cmocka_unit_test(strong_names_win_over_weak_ones),
        cmocka_unit_test(two_equally_good_columns_are_an_error),
        cmocka_unit_test(the_user_decides),
        cmocka_unit_test(the_last_word_of_the_user_counts),
        cmocka_unit_test(the_user_names_what_is_not_there),
        cmocka_unit_test(fields_of_the_schema_that_are_not_computed_may_be_named),
        cmocka_unit_test(a_table_without_columns),
        cmocka_unit_test(a_changed_table_is_used),
        cmocka_unit_test(matching_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
