/* For tests of the formats that GDAL reads: a few households, written by GDAL in any of them. */
#ifndef TESTS_LAYERS_H
#define TESTS_LAYERS_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "household_files.h"

/* One household to be written. */
struct home {
    const char *id;
    int size;
    double weight;
    const char *mahalle;
    int year; /* of arrival, on 17 May; 0 for none */
    double x, y;
};

static const struct home homes[] = {
    {"A1", 4, 1.5, "Şahinbey", 2021, 37.5, 37.25},
    {"A2", 2, 1, "İncilipınar", 0, 37.25, 36.75},
    {"17", 9, 2.25, "Karataş", 1999, 38, 37},
};
enum { HOMES = sizeof homes / sizeof *homes };

static inline OGRFieldDefnH add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    assert_int_equal(OGR_L_CreateField(layer, field, TRUE), OGRERR_NONE);
    OGR_Fld_Destroy(field);
    return field;
}

static inline void add_home(OGRLayerH layer, const struct home *home, bool with_point)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "hane_no"), home->id);
    OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "nufus"), home->size);
    OGR_F_SetFieldDouble(feature, OGR_F_GetFieldIndex(feature, "agirlik"), home->weight);
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "mahalle"), home->mahalle);
    if (home->year > 0)
        OGR_F_SetFieldDateTime(feature, OGR_F_GetFieldIndex(feature, "arr_date"), home->year, 5, 17, 0, 0, 0, 0);
    if (with_point) {
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(point, 0, home->x, home->y);
        OGR_F_SetGeometryDirectly(feature, point);
    }
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

static inline GDALDatasetH new_dataset(const char *driver, const char *path)
{
    GDALAllRegister();
    GDALDriverH handle = GDALGetDriverByName(driver);
    if (handle == NULL)
        fail_msg("GDAL has no driver '%s'", driver);
    GDALDatasetH dataset = GDALCreate(handle, path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    return dataset;
}

static inline OGRLayerH add_layer(GDALDatasetH dataset, const char *name, int epsg, OGRwkbGeometryType type)
{
    OGRSpatialReferenceH reference = NULL;
    if (epsg > 0) {
        reference = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(reference, epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
    }
    bool is_shapefile = strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(dataset)), "ESRI Shapefile") == 0;
    char *utf8[] = {(char *)"ENCODING=UTF-8", NULL}, *none[] = {NULL};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, reference, type, is_shapefile ? utf8 : none);
    assert_non_null(layer);
    if (reference != NULL)
        OSRRelease(reference);
    add_field(layer, "hane_no", OFTString);
    add_field(layer, "nufus", OFTInteger);
    add_field(layer, "agirlik", OFTReal);
    add_field(layer, "mahalle", OFTString);
    add_field(layer, "arr_date", OFTDate);
    return layer;
}

/* The homes, so many times over, as a file of this format. */
static inline struct source write_homes(const char *driver, const char *name, int epsg, OGRwkbGeometryType type,
                                        int times)
{
    static char path[256];
    snprintf(path, sizeof path, "%s", in_folder(name));
    GDALDatasetH dataset = new_dataset(driver, path);
    OGRLayerH layer = add_layer(dataset, "haneler", epsg, type);
    for (int i = 0; i < times * HOMES; i++)
        add_home(layer, &homes[i % HOMES], type != wkbNone);
    GDALClose(dataset);
    return (struct source){.path = path};
}

#endif
