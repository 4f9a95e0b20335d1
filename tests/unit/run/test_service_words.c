/* What names of files and columns say of services, by layers/service_files.csv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/service_types.h"
#include "run/service_guess.h"
#include "run/service_words.h"

/* The types that a name speaks of, separated by blanks; '!' behind one that is sure. */
static void expect(const char *name, const char *expected)
{
    struct service_guess guess;
    struct mah_error err = {0};
    char found[512] = "";
    if (service_guess_name(&guess, name, &err) != MAH_OK)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < guess.type_count; i++) {
        strcat(found, i > 0 ? " " : "");
        strcat(found, guess.types[i]);
    }
    strcat(found, guess.is_sure ? "!" : "");
    strcat(found, guess.is_streets ? "streets" : "");
    if (strcmp(found, expected) != 0)
        fail_msg("'%s' is '%s', expected '%s'", name, found, expected);
    service_guess_release(&guess);
}

static void one_type(void **state)
{
    (void)state;
    expect("eczaneler.csv", "pharmacy!");
    expect("veri/2024/tumEczane.json", "pharmacy!");
    expect("ECZANELER.XLSX", "pharmacy!");
    expect("Aile Sağlığı Merkezleri.gpkg", "asm!");
    expect("asm.csv", "asm!");
    expect("ilkokullar.csv", "primary!");
    expect("ANAOKULLARI.shp", "kindergarten!");
    expect("kreş.csv", "nursery!");
    expect("metroDurak.json", "stop_high!");
    expect("parklar.geojson", "park!");
    expect("kütüphane.kml", "library!");
    expect("kadin_konukevi.csv", "womens_shelter!");
}

static void several_types(void **state)
{
    (void)state;
    expect("okullar.csv", "kindergarten primary lower_sec upper_sec");
    expect("saglik.geojson", "asm hospital");
    expect("camiler.csv", "worship_s worship_m worship_l");
    expect("hastane_ve_eczane.csv", "hospital pharmacy"); /* two words, each says something */
}

/* Names that only sound like it. */
static void no_type(void **state)
{
    (void)state;
    expect("haneler.csv", "");
    expect("otoparklar.csv", "");
    expect("taksi_duraklari.csv", "");
    expect("asmali.csv", "");     /* asm */
    expect("adres.csv", "");      /* kres */
    expect("kolyollari.csv", ""); /* yol */
    expect("", "");
    expect("_.csv", "");
    expect("konteyner_kent.csv", "");
}

static void streets(void **state)
{
    (void)state;
    expect("yollar.gpkg", "streets");
    expect("Sokaklar.shp", "streets");
    expect("caddeler_2024.geojson", "streets");
    expect("yol_ustu_duraklar.csv", "stop_low"); /* no longer sure */
}

static void columns(void **state)
{
    (void)state;
    struct data_table table = {0};
    struct service_rows_found found;
    assert_int_equal(data_table_read(&table, "service_files.csv", NULL), MAH_OK);
    service_words_find(&found, &table, "Eczane Adı", true);
    assert_int_equal(found.count, 1);
    assert_string_equal(data_table_cell(&table, found.rows[0], "types"), "pharmacy");
    service_words_find(&found, &table, "eczaneye_uzaklik", true);
    assert_int_equal(found.count, 0);
    service_words_find(&found, &table, "mahalle_adi", true);
    assert_int_equal(found.count, 0);
    data_table_release(&table);
}

/* Every code of the table is one of services.csv, and every word is a key. */
static void the_table_is_sound(void **state)
{
    (void)state;
    struct data_table table = {0};
    struct service_types types = {0};
    assert_int_equal(data_table_read(&table, "service_files.csv", NULL), MAH_OK);
    assert_int_equal(service_types_read(&types, NULL), MAH_OK);
    for (size_t row = 0; row < table.row_count; row++) {
        const char *codes = data_table_cell(&table, row, "types"), *words = data_table_cell(&table, row, "words");
        assert_int_equal(strspn(words, "abcdefghijklmnopqrstuvwxyz_|"), strlen(words));
        assert_true(words[0] != '\0');
        for (; *codes != '\0'; codes += strspn(codes, " ")) {
            struct slice code = {codes, (uint32_t)strcspn(codes, " ")};
            if (service_type_find(&types, code) == NO_SERVICE_TYPE && !slice_equals(code, slice_of("streets")))
                fail_msg("'%.*s' is no type", (int)code.length, code.bytes);
            codes += code.length;
        }
    }
    service_types_release(&types);
    data_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_type), cmocka_unit_test(several_types), cmocka_unit_test(no_type),
        cmocka_unit_test(streets),  cmocka_unit_test(columns),       cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
