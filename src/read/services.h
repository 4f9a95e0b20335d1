/* Facilities of all service files, in the working CRS: points, lines and areas, with type, capacity, area, open or
 * closed. */
#ifndef READ_SERVICES_H
#define READ_SERVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "config/project.h"
#include "config/service_types.h"
#include "geometry/projection.h"
#include "geometry/shape.h"

struct facility {
    size_t type;     /* index into the service types */
    size_t source;   /* index into project->services */
    int64_t row;     /* as a spreadsheet or GIS shows it */
    char *id, *name; /* NULL where the file has none */
    double capacity; /* in the unit of the type; NAN where not known */
    double area_m2;  /* of the file, else of the map in the plane of the working CRS; NAN where not known */
    bool is_open;
    struct shape shape; /* in the working CRS, metres */
};

/* Why a row of a service file is not used, or only in part. */
enum service_fault {
    SERVICE_NO_POSITION,  /* not used */
    SERVICE_BAD_POSITION, /* not used: not a number, impossible in its CRS, broken geometry */
    SERVICE_DUPLICATE,    /* not used: the same type, id (else name) and place, to the millimetre, again */
    SERVICE_BAD_ROW,      /* not used: more cells than the header, or no JSON object */
    SERVICE_UNENDED,      /* the last row of a CSV, which ends without a line break */
    SERVICE_BAD_CAPACITY, /* used, its capacity is unknown: negative or no number */
    SERVICE_BAD_AREA,     /* used, its area is unknown: negative or no number */
    SERVICE_BAD_OPEN,     /* used as open: neither yes nor no */
    SERVICE_FAULTS
};
const char *service_fault_word(enum service_fault fault);    /* "bad_capacity" */
const char *service_fault_meaning(enum service_fault fault); /* English sentence: pass it through say() */
bool service_fault_rejects(enum service_fault fault);

/* One listed fault: for run_log. */
struct service_issue {
    size_t source;
    int64_t row;
    enum service_fault fault;
    char *detail; /* id or name of the facility and the cell; may be NULL */
};

/* read = used + closed + filtered + rejected, always. */
struct service_books {
    char *name; /* of the file, without folders */
    size_t type;
    int64_t read, used, closed, filtered;
    int64_t fault[SERVICE_FAULTS];
    char *matched; /* "derslik -> capacity, ..." */
    char *format, *crs;
    struct operation_facts operation; /* into the working CRS */
};

struct service_set {
    struct facility *facilities; /* closed ones too; in the order of the sources and their rows */
    size_t count;
    struct service_books *books; /* one a source of the project, in its order */
    size_t book_count;
    struct service_issue *issues;
    size_t issue_count;
};

/*
 * Reads every service of the project: all kinds of table and layer that boundaries and households may have, arrays of
 * GeoJSON features or of records in JSON, and text columns that hold WKT or GeoJSON. `study` is the rectangle of the
 * boundaries in the working CRS: a file hardly any of whose places lie in it, but nearly all with x and y exchanged, is
 * refused with MAH_BAD_DATA and advice (fields: lon and lat, or the key services.axes: yx); positions outside otherwise
 * are kept. MAH_BAD_USAGE: unknown type, field or column, `where` that cannot be read. MAH_BAD_SOURCE: unreadable, no
 * CRS, or not one position that can be used.
 */
enum mah_status service_set_read(struct service_set **out, const struct project *project,
                                 const struct service_types *types, const struct crs *working,
                                 const struct rectangle *study, struct mah_error *err);
void service_set_free(struct service_set *set);

#endif
