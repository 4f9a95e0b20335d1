/* Hostile street files: OpenStreetMap extracts (.osm.pbf, .osm) and line layers. The books balance, and a line has two
 * vertices and more. */
#include <math.h>

#include "base/memory.h"
#include "fuzz.h"
#include "read/streets.h"

static void check_record(const struct street_record *record)
{
    const struct street_lines *lines = &record->lines;
    require(record->read == record->used + record->not_walkable + record->filtered + record->no_line);
    require(record->used > 0 && lines->line_count >= (size_t)record->used);
    require(lines->line_start[0] == 0);
    for (size_t i = 0; i < lines->line_count; i++)
        require(lines->line_start[i + 1] >= lines->line_start[i] + 2);
    for (size_t i = 0; i < lines->line_start[lines->line_count]; i++)
        require(isfinite(lines->vertices[i].x) && isfinite(lines->vertices[i].y));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    static struct crs working;
    struct street_record record;
    struct mah_error error = {0};
    bool crs_known;
    if (path == NULL) {
        path = memory_copy_text(fuzz_path("yollar"));
        require(crs_resolve(&working, "EPSG:5257", NULL) == MAH_OK);
    }
    fuzz_write(path, data, size);
    struct source source = {.path = path, .encoding = (char *)(uintptr_t) "auto"};
    if (size > 0 && data[size - 1] == '1')
        source.where = (char *)(uintptr_t) "highway = 'residential'";
    enum mah_status look = streets_look(&crs_known, &source, &error);
    require_reason(look, &error);
    error = (struct mah_error){0};
    enum mah_status status = streets_read(&record, &source, &working, &error);
    require_reason(status, &error);
    require(status != MAH_OK || look == MAH_OK);
    if (status == MAH_OK)
        check_record(&record);
    street_record_release(&record);
    return 0;
}
