/* For tests of services: small files in a folder of their own, and what is read from them. The working CRS is TUREF /
 * TM30 (EPSG:5254): x = 500,000 m at 30 degrees east. */
#ifndef TESTS_SERVICE_FILES_H
#define TESTS_SERVICE_FILES_H

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "own_folder.h"
#include "read/services.h"

static struct service_types test_types;
static struct crs test_working;
/* 40 N at 30 E: the meridian arc of GRS 80 from the equator, 4,429,529.03 m. */
enum { Y_40N = 4429529 };
/* The study area in TM30: about 29.4 to 30.6 E, 39.7 to 40.6 N. */
static const struct rectangle test_study = {450000, 4400000, 550000, 4500000};

static inline int make_folder(void **state)
{
    (void)state;
    struct mah_error err = {0};
    GDALAllRegister();
    if (service_types_read(&test_types, &err) != MAH_OK || crs_resolve(&test_working, "EPSG:5254", &err) != MAH_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return folder_make("/tmp/mahalle-services-XXXXXX");
}

static inline int remove_folder(void **state)
{
    (void)state;
    service_types_release(&test_types);
    crs_release(&test_working);
    return folder_remove();
}

static inline enum mah_status try_sources(struct service_set **out, struct source *sources, size_t count,
                                          const struct rectangle *study, struct mah_error *err)
{
    struct project project = {.services = sources, .service_count = count};
    return service_set_read(out, &project, &test_types, &test_working, study, err);
}

static inline struct service_set *read_source(struct source source)
{
    struct service_set *set = NULL;
    struct mah_error err = {0};
    if (try_sources(&set, &source, 1, &test_study, &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
    return set;
}

static inline struct service_set *read_path(const char *type, char *path)
{
    return read_source((struct source){.type = (char *)type, .path = path});
}

static inline void expect_refused(struct source source, enum mah_status expected, const char *words)
{
    struct service_set *set = NULL;
    struct mah_error err = {0};
    enum mah_status status = try_sources(&set, &source, 1, &test_study, &err);
    if (status != expected || strstr(err.message, words) == NULL)
        fail_msg("expected %d '%s', got %d: %s", expected, words, status, err.message);
    assert_null(set);
}

static inline void expect_books(const struct service_set *set, int64_t read, int64_t used, int64_t closed,
                                int64_t filtered)
{
    const struct service_books *books = &set->books[0];
    if (books->read != read || books->used != used || books->closed != closed || books->filtered != filtered)
        fail_msg("read %lld, used %lld, closed %lld, filtered %lld", (long long)books->read, (long long)books->used,
                 (long long)books->closed, (long long)books->filtered);
}

/* The position to a metre; expected is in whole metres of TM30. */
static inline void expect_at(const struct facility *facility, double x, double y)
{
    assert_int_equal(facility->shape.kind, SHAPE_POINTS);
    if (fabs(facility->shape.vertices[0].x - x) > 1 || fabs(facility->shape.vertices[0].y - y) > 1)
        fail_msg("at %.1f %.1f", facility->shape.vertices[0].x, facility->shape.vertices[0].y);
}

static inline struct source source_of(const char *type, char *path)
{
    return (struct source){.type = (char *)type, .path = path};
}

#endif
