/* Which types of service are there? The table layers/services.csv, which users may extend. */
#ifndef CONFIG_SERVICE_TYPES_H
#define CONFIG_SERVICE_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/language.h"
#include "base/slice.h"
#include "config/target_group.h"

struct service_type {
    char *code; /* "primary": small letters, digits, underscores; at most 16, so that its fields fit */
    char *name_tr, *name_en;
    double radius_m; /* default of the table; NAN where it has none */
    struct target_group target;
    char *target_text;               /* "age:6-9", as written */
    char *capacity_tr, *capacity_en; /* what capacity counts: "derslik", "classrooms"; "" where it has none */
    char *group;                     /* the facility group of area standards it belongs to ("health"); "" for none */
    char *sector, *symbol;           /* how it is drawn: a row of sectors.csv, a file of symbols/; "" for none */
    bool is_confidential; /* never located in any output: no layer, no distance, no coverage (women's shelters) */
};

struct service_types {
    struct service_type *types; /* in the order of the table */
    size_t count;
};
enum { NO_SERVICE_TYPE = -1 };

/* Reads layers/services.csv. MAH_FAILED names the line and what is wrong with it. Release with service_types_release.
 */
enum mah_status service_types_read(struct service_types *out, struct mah_error *err);
void service_types_release(struct service_types *types);

int service_type_find(const struct service_types *types, struct slice code); /* NO_SERVICE_TYPE where there is none */
const char *service_type_name(const struct service_type *type, enum language language);

/*
 * MAH_BAD_USAGE for a code that is in no row: "mahalle.yaml:12: unknown service type 'primery'; did you mean 'primary'
 * (İlkokul)", or the list of all codes where none is near. `where` is the place it was written, or NULL.
 */
enum mah_status service_type_refuse(const struct service_types *types, const char *code, const char *where,
                                    struct mah_error *err);

#endif
