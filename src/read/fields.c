/* The fields a household record may have, by name. */
#include "read/fields.h"

#include <string.h>

/* In the order of enum field. */
static const char *const names[FIELD_COUNT] = {
    "hh_id",
    "lon",
    "lat",
    "x",
    "y",
    "gps",
    "mah_code",
    "mah_name",
    "ilce_name",
    "weight",
    "hh_size",
    "hh_migrants",
    "arr_year",
    "arr_date",
    "years_here",
    "orig_il",
    "orig_country",
    "birth_il",
    "reg_il",
    "tenure",
    "bldg_type",
    "n_0_2",
    "n_3_5",
    "n_6_9",
    "n_10_13",
    "n_14_17",
    "n_18_64",
    "n_65p",
    "rooms",
    "durable",
    "svc_water",
    "svc_sewer",
    "svc_elec",
    "svc_waste",
    "svc_gas",
    "svc_road",
    "svc_net",
    "grp_disabled",
    "grp_exprison",
    "grp_roma",
    "grp_violence",
    "grp_poor",
    "assoc_member",
};

const char *field_name(enum field field)
{
    return (unsigned)field < FIELD_COUNT ? names[field] : "";
}

bool field_from_name(const char *name, enum field *out)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum field)i;
            return true;
        }
    }
    return false;
}
