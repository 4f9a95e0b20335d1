/* Does the file hold what the release holds, in the form GeoPackage 1.2, GDAL and QGIS expect, and always the same
 * bytes? */
#include "geopackage_file.h"

#include "base/memory.h"

static void the_header_says_geopackage_1_2(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    expect("PRAGMA application_id", "1196444487");
    expect("PRAGMA user_version", "10200");
    expect("PRAGMA page_size", "4096");
    expect("PRAGMA journal_mode", "delete");
    expect("PRAGMA encoding", "UTF-8");
    expect("PRAGMA freelist_count", "0");
    expect("PRAGMA integrity_check", "ok");
    sample_city_release(&city);
}

static void layers_are_registered(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    expect(
        "SELECT group_concat(table_name || ' ' || data_type || ' ' || srs_id, ', ') FROM gpkg_contents",
        "mah_indicators features 5257, mah_origin attributes 0, unassigned features 5257, layer_styles attributes 0");
    expect("SELECT identifier || '|' || description FROM gpkg_contents", "Mahalle göstergeleri|Bir satır bir mahalle");
    expect("SELECT count(*) FROM gpkg_contents WHERE last_change <> '2025-12-31T00:00:00.000Z'", "0");
    expect("SELECT group_concat(table_name || ' ' || geometry_type_name || ' ' || z || m, ', ') FROM "
           "gpkg_geometry_columns",
           "mah_indicators MULTIPOLYGON 00, unassigned POINT 00");
    expect("SELECT min_x < max_x AND min_y < max_y FROM gpkg_contents WHERE table_name = 'mah_indicators'", "1");
    expect("SELECT min_x IS NULL FROM gpkg_contents WHERE table_name = 'mah_origin'", "1");
    expect("SELECT group_concat(feature_count) FROM gpkg_ogr_contents", "9,200,40");
    expect("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'", "2");
    expect("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'", "2");
    expect("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'mah_indicators'", "8");
    expect("SELECT sql FROM sqlite_schema WHERE name = 'mah_origin'",
           "CREATE TABLE \"mah_origin\" ( \"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"mah_code\" TEXT, "
           "\"orig\" TEXT, "
           "\"persons\" INTEGER, \"share\" REAL)");
    sample_city_release(&city);
}

static void reference_systems_are_described(void **state)
{
    (void)state;
    struct sample_city city = make_city(2, 2);
    write_to(city.release, path);
    expect("SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id)",
           "-1,0,4326,5257");
    expect("SELECT srs_name || '|' || organization || '|' || organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE "
           "srs_id = 5257",
           "TUREF / TM39|EPSG|5257");
    expect("SELECT substr(definition, 1, 22) FROM gpkg_spatial_ref_sys WHERE srs_id = 5257",
           "PROJCS[\"TUREF / TM39\",");
    sample_city_release(&city);
}

/* A system in no register, and WGS 84, which every GeoPackage has already. */
static void other_reference_systems_find_their_number(void **state)
{
    (void)state;
    static const struct {
        const char *crs, *ids;
    } cases[] = {
        {"+proj=tmerc +lat_0=0 +lon_0=38.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +type=crs",
         "-1,0,4326,100000"},
        {"EPSG:4326", "-1,0,4326"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct sample_city city;
        struct sample_options options = sample_default_options();
        options.columns = options.rows = 2;
        options.crs = cases[i].crs;
        assert_int_equal(sample_city_make(&city, &options), MAH_OK);
        write_to(city.release, path);
        expect("SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id)",
               cases[i].ids);
        if (i == 0)
            expect("SELECT organization || organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = 100000",
                   "NONE100000");
        sample_city_release(&city);
    }
}

static void cells_come_back_with_their_types(void **state)
{
    (void)state;
    struct sample_city city = make_city(5, 5);
    write_to(city.release, path);
    expect("SELECT mah_code || '|' || mah_name || '|' || ilce_name || '|' || n_rec FROM mah_indicators WHERE fid = 1",
           "63000|Yenişehir 1|Eyyübiye|20");
    expect("SELECT typeof(mah_code) || typeof(area_km2) || typeof(n_rec) || typeof(geom) FROM mah_indicators WHERE fid "
           "= 1",
           "textrealintegerblob");
    expect("SELECT flag || typeof(den_mig) || typeof(n_rec) FROM mah_indicators WHERE fid = 6", "S1nullnull");
    expect("SELECT flag || typeof(den_mig) FROM mah_indicators WHERE fid = 9", "Nnull");
    expect("SELECT group_concat(fid) FROM mah_indicators WHERE fid < 4", "1,2,3");
    expect("SELECT seq FROM sqlite_sequence WHERE name = 'mah_indicators'", "25");
    expect("SELECT count(*) || ' ' || count(geom) FROM unassigned", "40 30");
    sample_city_release(&city);
}

static void geometry_blobs_have_header_and_envelope(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    unsigned char *wkb = NULL;
    size_t length;
    assert_int_equal(polygon_to_wkb(&wkb, &length, &city.polygons[0], NULL), MAH_OK);
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT geom FROM mah_indicators WHERE fid = 1", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const unsigned char *blob = sqlite3_column_blob(statement, 0);
    assert_int_equal(sqlite3_column_bytes(statement, 0), 40 + length);
    static const unsigned char header[8] = {'G', 'P', 0, 3, 0x89, 0x14, 0, 0}; /* xy envelope, little endian, 5257 */
    assert_memory_equal(blob, header, 8);
    double envelope[4];
    memcpy(envelope, blob + 8, sizeof envelope);
    const struct rectangle *bounds = &city.polygons[0].bounds;
    assert_true(envelope[0] == bounds->min_x && envelope[1] == bounds->max_x && envelope[2] == bounds->min_y &&
                envelope[3] == bounds->max_y);
    assert_memory_equal(blob + 40, wkb, length);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    memory_free(wkb);
    expect("SELECT hex(substr(geom, 1, 13)) || length(geom) FROM unassigned WHERE fid = 2",
           "4750000189140000010100000029");
    sample_city_release(&city);
}

static void the_spatial_index_is_sound(void **state)
{
    (void)state;
    struct sample_city city = make_city(20, 20);
    write_to(city.release, path);
    expect("SELECT rtreecheck('rtree_mah_indicators_geom') || rtreecheck('rtree_unassigned_geom')", "okok");
    expect("SELECT count(*) FROM rtree_mah_indicators_geom", "400");
    expect("SELECT count(*) FROM rtree_unassigned_geom", "30");
    for (size_t i = 0; i < city.polygon_count; i += 37) {
        char sql[512], id[24];
        const struct rectangle *b = &city.polygons[i].bounds;
        snprintf(sql, sizeof sql,
                 "SELECT id FROM rtree_mah_indicators_geom WHERE id = %zu AND minx <= %.6f AND maxx >= %.6f AND miny "
                 "<= %.6f AND maxy >= %.6f",
                 i + 1, b->min_x, b->max_x, b->min_y, b->max_y);
        snprintf(id, sizeof id, "%zu", i + 1);
        expect(sql, id);
    }
    sample_city_release(&city);
}

static void labels_and_values_are_described(void **state)
{
    (void)state;
    struct sample_city city = make_city(3, 3);
    write_to(city.release, path);
    expect("SELECT title || '|' || description FROM gpkg_data_columns WHERE column_name = 'den_mig'",
           "Göçmen yoğunluğu|Son 5 yılda gelenler [kişi/km²]");
    expect("SELECT count(*) FROM gpkg_data_columns WHERE name NOT NULL", "0");
    expect("SELECT count(*) FROM gpkg_data_columns", "15");
    expect("SELECT constraint_name FROM gpkg_data_columns WHERE column_name = 'flag'", "mah_indicators_flag");
    expect("SELECT group_concat(value || '=' || description, '; ') "
           "FROM (SELECT * FROM gpkg_data_column_constraints WHERE constraint_name = 'mah_indicators_flag' ORDER BY "
           "rowid)",
           "S1=Gizlendi: az kayıt; S4=Gizlendi: ikincil; N=Veri yok; U=Güvenilmez");
    sample_city_release(&city);
}

static void styles_lie_beside_the_data(void **state)
{
    (void)state;
    struct sample_city city = make_city(5, 5);
    write_to(city.release, path);
    expect("SELECT group_concat(f_table_name || '/' || f_geometry_column || '/' || styleName || '/' || useAsDefault, ' "
           "') FROM layer_styles WHERE useAsDefault",
           "mah_indicators/geom/Göçmen yoğunluğu/1 mah_origin//Alan adları/1 unassigned/geom/Neden/1");
    expect("SELECT count(*) FROM layer_styles WHERE styleName = 'Göçmen payı' AND NOT useAsDefault", "1");
    expect("SELECT count(*) FROM layer_styles WHERE f_table_catalog <> '' OR f_table_schema <> '' OR owner <> '' OR ui "
           "NOT NULL "
           "OR update_time <> '2025-12-31T00:00:00.000Z' OR f_table_schema IS NULL OR length(styleName) > 30",
           "0");
    sample_city_release(&city);
}

/* Nothing but the release decides: not the time, not the path, not what was written before. */
static void the_same_release_gives_the_same_bytes(void **state)
{
    (void)state;
    struct sample_city first = make_city(8, 8), second = make_city(8, 8);
    write_to(first.release, path);
    sleep(1);
    write_to(second.release, other_path);
    size_t a_length, b_length;
    unsigned char *a = read_all(path, &a_length), *b = read_all(other_path, &b_length);
    assert_int_equal(a_length, b_length);
    assert_memory_equal(a, b, a_length);
    free(a);
    free(b);
    sample_city_release(&first);
    sample_city_release(&second);
}

static struct mah_release *untitled_release(void)
{
    struct mah_release *release = NULL;
    struct crs crs = {0};
    assert_int_equal(crs_resolve(&crs, "EPSG:5257", NULL), MAH_OK);
    const struct release_facts facts = {
        .title = NULL, .language = LANGUAGE_ENGLISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    crs_release(&crs);
    return release;
}

static void empty_tables_are_layers_too(void **state)
{
    (void)state;
    struct release_table *table = NULL;
    struct mah_release *release = untitled_release();
    assert_int_equal(release_add_table(release, &table,
                                       &(struct release_table_facts){.name = "areas", .geometry = RELEASE_MULTIPOLYGON},
                                       NULL),
                     MAH_OK);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "select", .type = RELEASE_TEXT}, NULL),
                     MAH_OK);
    assert_int_equal(
        release_add_table(release, &table, &(struct release_table_facts){.name = "order", .title_en = "areas"}, NULL),
        MAH_OK);
    write_to(release, path);
    expect("SELECT rtreecheck('rtree_areas_geom')", "ok");
    expect("SELECT count(*) FROM rtree_areas_geom", "0");
    expect("SELECT group_concat(identifier) FROM (SELECT * FROM gpkg_contents ORDER BY rowid)",
           "areas,order,layer_styles");
    expect("SELECT min_x IS NULL FROM gpkg_contents", "1");
    release_free(release);

    release = untitled_release();
    write_to(release, path); /* no table at all */
    expect("SELECT count(*) FROM gpkg_contents", "0");
    release_free(release);
}

static void a_day_is_a_date_and_not_a_text(void **state)
{
    (void)state;
    struct release_table *table = NULL;
    struct mah_release *release = untitled_release();
    assert_int_equal(release_add_table(release, &table, &(struct release_table_facts){.name = "t"}, NULL), MAH_OK);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "day", .type = RELEASE_DATE}, NULL),
                     MAH_OK);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_date(table, 0, "1987-01-01", NULL), MAH_OK);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    write_to(release, path);
    expect("SELECT type FROM pragma_table_info('t') WHERE name = 'day'", "DATE");
    expect("SELECT day FROM t WHERE fid = 1", "1987-01-01");
    expect("SELECT typeof(day) FROM t WHERE fid = 1", "text");
    expect("SELECT day IS NULL FROM t WHERE fid = 2", "1");
    release_free(release);
}

static void hostile_texts_are_only_texts(void **state)
{
    (void)state;
    static const char evil[] = "x'); DROP TABLE gpkg_contents; -- \"%s%n\" =cmd|'/c calc'!A1";
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    struct crs crs = {0};
    assert_int_equal(crs_resolve(&crs, "EPSG:5257", NULL), MAH_OK);
    const struct release_value values[] = {{evil, evil}};
    const struct release_facts facts = {
        .title = evil, .language = LANGUAGE_ENGLISH, .profile = evil, .reference_date = "2025-12-31", .crs = &crs};
    const struct release_table_facts table_facts = {"t", evil, evil, evil, RELEASE_NO_GEOMETRY};
    const struct release_column column = {"c", RELEASE_TEXT, evil, evil, evil, evil, values, 1};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    assert_int_equal(release_add_table(release, &table, &table_facts, NULL), MAH_OK);
    assert_int_equal(table_add_column(table, &column, NULL), MAH_OK);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, evil, NULL), MAH_OK);
    write_to(release, path);
    expect("SELECT c FROM t", evil);
    expect("SELECT identifier FROM gpkg_contents WHERE table_name = 't'", evil);
    expect("SELECT title FROM gpkg_data_columns", evil);
    expect("SELECT value FROM gpkg_data_column_constraints", evil);
    release_free(release);
    crs_release(&crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_says_geopackage_1_2),   cmocka_unit_test(layers_are_registered),
        cmocka_unit_test(reference_systems_are_described),  cmocka_unit_test(other_reference_systems_find_their_number),
        cmocka_unit_test(cells_come_back_with_their_types), cmocka_unit_test(geometry_blobs_have_header_and_envelope),
        cmocka_unit_test(the_spatial_index_is_sound),       cmocka_unit_test(labels_and_values_are_described),
        cmocka_unit_test(styles_lie_beside_the_data),       cmocka_unit_test(the_same_release_gives_the_same_bytes),
        cmocka_unit_test(empty_tables_are_layers_too),      cmocka_unit_test(a_day_is_a_date_and_not_a_text),
        cmocka_unit_test(hostile_texts_are_only_texts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
