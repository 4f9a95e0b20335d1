/* Hostile files of services: CSV, JSON arrays of features or records, GeoJSON. The books balance. */
#include <math.h>

#include "base/memory.h"
#include "fuzz.h"
#include "read/services.h"

/* Headers that make a sound file of nearly anything; the first choice is a file as the input stands. */
static const char *const headers[] = {
    "",
    "okul_no;ad;derslik;boylam;enlem;acik\n",
    "id,name,capacity,geometri\n",
    "no;x;y;alan_m2;durum\n",
    "[{\"id\":1,\"lon\":30,\"lat\":40,\"derslik\":",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":",
};

static void check_books(const struct service_books *book)
{
    int64_t rejected = 0;
    for (int fault = 0; fault < SERVICE_FAULTS; fault++) {
        require(book->fault[fault] >= 0);
        rejected += service_fault_rejects((enum service_fault)fault) ? book->fault[fault] : 0;
    }
    require(book->read == book->used + book->closed + book->filtered + rejected);
}

static void check_facility(const struct facility *facility)
{
    struct point on;
    require(facility->source < 1 && (isnan(facility->capacity) || facility->capacity >= 0));
    require(isnan(facility->area_m2) || (facility->area_m2 >= 0 && isfinite(facility->area_m2)));
    require(facility->id == NULL || utf8_is_valid(facility->id, strlen(facility->id)));
    require(facility->name == NULL || utf8_is_valid(facility->name, strlen(facility->name)));
    require(shape_point_on(&on, &facility->shape, NULL) == MAH_OK && isfinite(on.x) && isfinite(on.y));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    static struct service_types types;
    static struct crs working;
    static const struct rectangle study = {450000, 4400000, 550000, 4500000};
    struct fuzz_input input = {data, size};
    struct service_set *set = NULL;
    struct mah_error error = {0};
    struct text file = TEXT_EMPTY;
    if (path == NULL) {
        path = memory_copy_text(fuzz_path("okullar"));
        require(service_types_read(&types, NULL) == MAH_OK && crs_resolve(&working, "EPSG:5254", NULL) == MAH_OK);
    }
    uint8_t choice = fuzz_byte(&input);
    text_add(&file, headers[choice % (sizeof headers / sizeof *headers)]);
    text_add_bytes(&file, (const char *)input.at, input.left);
    fuzz_write(path, text_bytes(&file), file.length);
    struct source source = {
        .path = path, .type = (char *)(uintptr_t) "primary", .encoding = (char *)(uintptr_t) "auto"};
    if (choice & 0x80)
        source.crs = (char *)(uintptr_t) "EPSG:5254";
    if (choice & 0x40)
        source.where = (char *)(uintptr_t) "derslik > 5 or ad = 'x'";
    struct project project = {.services = &source, .service_count = 1};
    enum mah_status status = service_set_read(&set, &project, &types, &working, &study, &error);
    require_reason(status, &error);
    if (status == MAH_OK) {
        require(set->book_count == 1 && set->count == (size_t)(set->books[0].used + set->books[0].closed));
        check_books(&set->books[0]);
        for (size_t i = 0; i < set->count; i++)
            check_facility(&set->facilities[i]);
    }
    service_set_free(set);
    text_release(&file);
    return 0;
}
