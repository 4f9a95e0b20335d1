/* The fields a household record may have: the schema of layers/fields.csv, and which column of a file is which field.
 */
#ifndef READ_FIELDS_H
#define READ_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"

/* The fields that this program computes with. layers/fields.csv holds their aliases, labels and classes under these
 * names. */
enum field {
    FIELD_HH_ID,
    FIELD_LON,
    FIELD_LAT,
    FIELD_X,   /* easting, "sağa" */
    FIELD_Y,   /* northing, "yukarı" */
    FIELD_GPS, /* "lat lon alt accuracy" in one cell (Kobo, ODK) */
    FIELD_MAH_CODE,
    FIELD_MAH_NAME,
    FIELD_ILCE_NAME,
    FIELD_WEIGHT,
    FIELD_HH_SIZE,
    FIELD_HH_MIGRANTS,
    FIELD_ARR_YEAR,
    FIELD_ARR_DATE,
    FIELD_YEARS_HERE,
    FIELD_ORIG_IL,
    FIELD_ORIG_COUNTRY,
    FIELD_BIRTH_IL,
    FIELD_REG_IL,
    FIELD_TENURE,
    FIELD_BLDG_TYPE,
    FIELD_N_0_2,
    FIELD_N_3_5,
    FIELD_N_6_9,
    FIELD_N_10_13,
    FIELD_N_14_17,
    FIELD_N_18_64,
    FIELD_N_65P,
    FIELD_ROOMS,
    FIELD_DURABLE,
    FIELD_SVC_WATER, /* the services in the order of enum network */
    FIELD_SVC_SEWER,
    FIELD_SVC_ELEC,
    FIELD_SVC_WASTE,
    FIELD_SVC_GAS,
    FIELD_SVC_ROAD,
    FIELD_SVC_NET,
    FIELD_GRP_DISABLED, /* the special categories in the order of enum special_group */
    FIELD_GRP_EXPRISON,
    FIELD_GRP_ROMA,
    FIELD_GRP_VIOLENCE,
    FIELD_GRP_POOR,
    FIELD_ASSOC_MEMBER,
    FIELD_COUNT
};

const char *field_name(enum field field); /* "hh_id"; never NULL */
bool field_from_name(const char *name, enum field *out);

/* Which column is which field; -1 where there is none. */
struct field_map {
    int column[FIELD_COUNT];
};

/*
 * Matches the columns of a file to fields: what the user named first (an unknown field or column is an error that lists
 * the columns there are), then exact names, then aliases, then aliases after the last hyphen (ODK Central joins group
 * and question with one), then weak aliases (id, key, _uuid ...), then names and aliases of more than ten bytes by
 * their first ten (cut_name.h: a Shapefile keeps no more), all compared by header_key. Two columns that match one field
 * equally well are MAH_BAD_USAGE that names both; ten bytes with which names of two fields begin ("neighbourh") match
 * neither.
 *
 * One kind of position is kept, so that all rows are in one reference system: what the user named, else the geometry
 * (has_geometry), else lon and lat, else x and y, else gps; the columns of the other kinds become -1. A map that keeps
 * position columns although has_geometry was true says that the user wants them instead of the geometry.
 *
 * Required, else MAH_BAD_SOURCE that lists the columns: hh_size (persons could not be counted at all), and a position
 * or mah_code or mah_name. hh_id is not (no duplicate can be found then). `source_name` is for messages.
 */
enum mah_status field_map_match(struct field_map *out, char *const *columns, size_t column_count,
                                const struct source *source, bool has_geometry, const char *source_name,
                                struct mah_error *err);

/* Does the map hold a column that gives a position: lon and lat, x and y, or gps? */
bool field_map_has_position(const struct field_map *map);

/* "hane_no -> hh_id, boylam -> lon; not used: oda_sayisi": for the summary and --verbose. Free with memory_free. */
char *field_map_describe(const struct field_map *map, char *const *columns, size_t column_count);

#endif
